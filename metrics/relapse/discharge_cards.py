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
    question="Of those who left and were followed up, how many had a positive within 30, 90 or 180 days?",
    numerator="Discharges with a positive screen or report of the client from the day after discharge to that day, whichever "
    "episode it was recorded in",
    denominator="Discharges 30 days past that day of which it is known: a positive by that day, or none and a result, positive "
    "or negative, on that day or in the 30 days after it",
    exclusions="Open episodes; discharges less than that day and 30 more before the last day of the data (not yet known), even "
    "with a positive already, so that early and late news wait for each other; people with neither a positive nor a result in "
    "those 30 days (not observed); positives for what was prescribed",
    dated="discharge",
    date_words="The date of discharge",
    missing="People not observed are left out; beside it stands the share of all who are no longer too recent with every one of "
    "them taken for use, and for no use. How many are not observed and not yet known is shown",
    good="lower",
    interval=WILSON,
    caveats="The share of those known may still lean high: a positive needs no visit at the window's end, no use does, and a "
    "follow-up without use even a day early does not show it. Who is reached is not chance. The bounds show how far those not "
    "observed could move it.",
    source="This product's own definition. That a follow-up may be late is as in SAMHSA's GPRA follow-up, which may come up to "
    "two months after its day; 30 days is this product's own choice. What counts as use: CTN-0094, CTNote (Balise et al.)",
    address=ADDRESS,
    unit="episodes",
    version="1.1",
    version_date="2026-11-24",
    changes="A discharge counts only when the 30 days in which a follow-up may come are over too. Until then a positive was "
    "counted as soon as the window was over, while news of those free of use was still to come, so recent months looked worse "
    "than they were. And a result more than 30 days after the window no longer shows that its days were free of use.",
)

RELAPSE_AFTER_DISCHARGE_1_0 = Card(
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
