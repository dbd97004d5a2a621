"""Cards of the attendance family."""

from metrics.card import Card

WILSON = "95 % Wilson (Newcombe 1998, Statist Med 17:857-872)"
CLUSTERED = (
    "95 %, clients as clusters, on the logit scale; exact (Clopper-Pearson) where the share is 0 or 1, clients are all alike, "
    "or there are fewer than 2. Of fewer than ten clients it holds the true share less often than 95 %"
)

ATTENDANCE_RATE = Card(
    name="attendance_rate",
    title="Sessions attended",
    question="Which share of the sessions that clients could have come to did they come to?",
    numerator="Sessions with status attended",
    denominator="Sessions attended, no-show, cancelled late or cancelled by the client",
    exclusions="Sessions cancelled by the program, excused or still scheduled; sessions before admission or after discharge",
    dated="own",
    date_words="The date of the session",
    missing="A session that was not recorded is not known; nothing is put in its place",
    good="higher",
    interval=CLUSTERED,
    caveats="A program that records excused instead of cancelled looks better. Beside it stand the no-show and "
    "late-cancel shares of the same sessions.",
    source="This product's own definition; close to the kept-appointment rate of SAMHSA TIP 47 (IOP)",
    address="https://www.ncbi.nlm.nih.gov/books/NBK64093/",
    unit="sessions",
)

RETENTION = Card(
    name="retention",
    title="Left the program by day 30, 60, 90",
    question="How many people have left by a given day, and how?",
    numerator="Episodes that have ended by that day, by kind: completed or transferred, dropped out, other",
    denominator="Episodes still in the program (at risk) on that day; the share itself is of all admissions. Where nobody is "
    "left to follow there is no value, also where all had left before",
    exclusions="None",
    dated="admission",
    date_words="The date of admission",
    missing="Open episodes are followed to the last day of the data and censored there; an unknown reason counts as other",
    good="lower",
    interval="95 %, log(-log) scale: delta method for each kind (Marubini & Valsecchi 1995), Greenwood for all together",
    caveats="Completing early and dropping out early are different things: read the kinds, not their sum.",
    source="Aalen & Johansen 1978, Scand J Stat 5:141-150; reasons: SAMHSA TEDS-D",
    address="https://www.jstor.org/stable/4615704",
    unit="episodes",
)

COMPLETION_RATE = Card(
    name="completion_rate",
    title="Completed the program",
    question="Of those who left, how many had completed?",
    numerator="Discharges with reason completed (or completed or transferred)",
    denominator="All discharges",
    exclusions="Open episodes",
    dated="discharge",
    date_words="The date of discharge",
    missing="An unknown reason counts as not completed; the same share is shown with all unknown as completed and without them",
    good="higher",
    interval=WILSON,
    caveats="What 'completed' means is the program's own rule. Programs that keep people shorter complete more.",
    source="SAMHSA TEDS-D, reason for discharge",
    address="https://www.samhsa.gov/data/data-we-collect/teds-treatment-episode-data-set",
    unit="episodes",
)

LENGTH_OF_STAY = Card(
    name="length_of_stay",
    title="Days in the program",
    question="How long do people stay who have left?",
    numerator="None: the value is the median of days from admission to discharge",
    denominator="Discharges",
    exclusions="Open episodes",
    dated="discharge",
    date_words="The date of discharge",
    missing="Nothing is missing: every discharge has both dates",
    good="neither",
    interval="95 %, distribution-free, from order statistics (Conover 1999, section 3.2)",
    caveats="Only those who have left: in a growing program long stays are still open. Longer is not better in itself.",
    source="SAMHSA TEDS-D, length of stay",
    address="https://www.samhsa.gov/data/data-we-collect/teds-treatment-episode-data-set",
    unit="episodes",
    kind="days",
)
