"""Cards of what is known of use around discharge and after it."""

from metrics.attendance.cards import WILSON
from metrics.card import Card
from metrics.relapse.cards import ADDRESS

ABSTINENT_AT_DISCHARGE = Card(
    name="abstinent_at_discharge",
    title="No use seen in the last 30 days",
    question="Of those who left, how many had results in their last 30 days in the program, and none of them positive?",
    numerator="Discharges with at least one negative and no positive screen or report from 29 days before discharge to the day "
    "of discharge, since admission",
    denominator="Discharges with at least one positive or negative in those days",
    exclusions="Open episodes; discharges without a result in those days; positives for what was prescribed",
    dated="discharge",
    date_words="The date of discharge",
    missing="Discharges without a result are left out; beside it stands the share of all discharges with everything that is "
    "missing taken for use (no result, or any test missed or inconclusive), and for no use",
    good="higher",
    interval=WILSON,
    caveats="No positive seen is not the same as no use: a urine test looks back a few days. Who leaves early is tested least "
    "at the end.",
    source="SAMHSA TEDS-D and CSAT GPRA ask for no use in the 30 days before discharge; here from screens and reports",
    address="https://www.samhsa.gov/data/data-we-collect/teds-treatment-episode-data-set",
    unit="episodes",
)

RELAPSE_AFTER_DISCHARGE = Card(
    name="relapse_after_discharge",
    title="Return to use after discharge",
    question="Of those who left and were followed, how many had a positive within 30, 90 or 180 days?",
    numerator="Discharges with a positive screen or report of the client from the day after discharge to that day, whichever "
    "episode it was recorded in",
    denominator="Discharges whose window is over and of which it is known: a positive by that day, or none and a result on that "
    "day or later, up to 210 days after discharge",
    exclusions="Open episodes; windows not over by the last day of the data (not yet known); people not observed for as long; "
    "positives for what was prescribed",
    dated="discharge",
    date_words="The date of discharge",
    missing="People not observed for as long are left out; beside it stands the share of all whose window is over with every one "
    "of them taken for use, and for no use. How many are not observed and not yet known is shown",
    good="lower",
    interval=WILSON,
    caveats="A return to use is known at once, its absence only at the end of the window: the share of those known leans high. "
    "The two ends of the bounds hold the truth.",
    source="This product's own definition; what counts as use: CTN-0094, CTNote (Balise et al.)",
    address=ADDRESS,
    unit="episodes",
)
