"""Cards of collection: whether reports were made inside the windows of SAMHSA's SUPRT."""

from metrics.attendance.cards import WILSON
from metrics.card import Card
from metrics.continuity.cards import BY_DISCHARGE
from metrics.continuity.collection_facts import BASELINE_WITHIN, CLOSEOUT_WITHIN, FROM, TO
from metrics.continuity.daily_life_facts import WINDOW

BY_ADMISSION = BY_DISCHARGE | {"dated": "admission", "date_words": "The date of admission", "interval": WILSON}
SUPRT = "SAMHSA SUPRT (in force since 1 October 2025), as states' evaluations tell it; SAMHSA's guides were not seen"
ADDRESS = "https://ohiososevaluation.org/resources/faqs"
NO_TABLE = "Programs that hand in no reports at all: nothing is known of theirs"
READ = (
    "A report of daily life (table functioning) stands for the assessment, and the stay for the episode of care. Whether "
    "it was entered in SPARS, and when, is not in these data. "
)
NEW = {"version_date": "2026-11-28"}

SUPRT_BASELINE = Card(
    name="suprt_baseline",
    title="First report within 30 days (SUPRT)",
    question="How many were asked about work, school and housing soon after they came?",
    numerator=f"Those with a report from {WINDOW} days before admission to {BASELINE_WITHIN} days after it, not after discharge",
    denominator=f"Admissions at least {BASELINE_WITHIN} days before the last day of the data",
    exclusions=f"Not yet known, and counted beside: admissions whose {BASELINE_WITHIN} days are not over. {NO_TABLE}",
    missing="Who left before being asked counts as not asked",
    good="higher",
    caveats=READ + f"Reports up to {WINDOW} days before admission count, as scores do.",
    source=SUPRT,
    address=ADDRESS,
    **BY_ADMISSION,
    **NEW,
)

SUPRT_REASSESSMENT = Card(
    name="suprt_reassessment",
    title="Report six months later (SUPRT)",
    question="How many were asked again half a year after their first report?",
    numerator=f"Those with a report {FROM} to {TO} days after the first",
    denominator="Admissions with a first report in time whose window is over by the last day of the data; beside it, of "
    "these only those whose services had not ended when it closed",
    exclusions=f"Not yet known, and counted beside: those whose {TO} days are not over. No first report in time. People "
    f"who died before the window was over. {NO_TABLE}",
    missing="No report in the window counts as not asked",
    good="higher",
    caveats=READ
    + "SUPRT asks for no reassessment of people who were closed out before or during the window: for it, the share of "
    "those still in services is what counts. The earlier GPRA tool asked everybody, and 80% of them. Grants that "
    "reassess at three months or every year are not counted.",
    source=SUPRT + "; 80% of everybody: SAMHSA's follow-up rule of the earlier GPRA tool",
    address=ADDRESS,
    **BY_ADMISSION,
    **NEW,
)

SUPRT_CLOSEOUT = Card(
    name="suprt_closeout",
    title="Report at the end of services (SUPRT)",
    question="How many were asked once more when they left?",
    numerator=f"Those with a report, later than the first, from {WINDOW} days before discharge to {CLOSEOUT_WITHIN} days after it",
    denominator=f"Discharges, however people left, at least {CLOSEOUT_WITHIN} days before the last day of the data",
    exclusions=f"Not yet known, and counted beside: discharges whose {CLOSEOUT_WITHIN} days are not over. People who died. {NO_TABLE}",
    missing="Who left without being asked counts as not asked",
    good="higher",
    caveats=READ + f"A report of the last {WINDOW} days in the program counts. SUPRT's closeout itself is written by "
    "staff from the record, for those too who cannot be asked: this counts less than a program may have closed out.",
    source=SUPRT,
    address=ADDRESS,
    **BY_DISCHARGE,
    **NEW,
)
