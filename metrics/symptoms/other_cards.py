"""Cards of remission at six months, item 9, and depression beside substance use."""

from metrics.attendance.cards import CLUSTERED, WILSON
from metrics.card import Card
from metrics.instruments import PHQ9
from metrics.relapse.discharge_facts import LAST_DAYS as DAYS
from metrics.symptoms.cards import BASELINE, LATEST, of_missing_items
from metrics.symptoms.item9_facts import LATE
from metrics.symptoms.six_month_facts import AGE, FROM, TO

DEP_REM_6 = Card(
    name="dep_rem_6",
    title="Remission at six months",
    question=f"Of people with a {PHQ9.name} of {PHQ9.caseness} or more, how many are in remission six months later?",
    numerator=f"The most recent {PHQ9.name} from {FROM} to {TO} days after the index is below {PHQ9.remission}; not any score in the window",
    denominator=f"Episodes with an index: the first {PHQ9.name} of {PHQ9.caseness} or more from 14 days before admission to 14 "
    f"days after discharge, at least {TO} days before the data's last day",
    exclusions=f"Under {AGE} years of age in the year of admission; recorded as without a diagnosis of depression; died before "
    f"the {TO} days were over; an index within {TO} days after an earlier one of the same person",
    dated="admission",
    date_words="The date of admission",
    missing=of_missing_items(PHQ9)
    + "No score in the window is not in remission, as the source has it; beside it, all without one as in remission, and left out. "
    "An age or a diagnosis that is not recorded does not exclude",
    good="higher",
    interval=WILSON,
    caveats="Scores count from any episode of the same person. Nearly all of the window lies after an intensive outpatient "
    "stay: without scores collected after discharge it says how few were followed. Diagnoses that the source excludes (bipolar, "
    "personality, psychotic disorder) are not in the data.",
    source="SAMHSA CCBHC measure DEP-REM-6; Depression Remission at Twelve Months (CMS159, CBE 0710e, MN Community Measurement)",
    address="https://ecqi.healthit.gov/ecqm/ec/2026/cms0159v14",
    unit="episodes",
)

ITEM9 = Card(
    name="item9",
    title="Item 9 and its review",
    question="How many people report thoughts of death or self-harm, and was each such answer reviewed by the next day?",
    numerator="Answers above 0 with a risk review on the same or the next day; beside it, people above 0 at the start and at the latest",
    denominator="Answers above 0 to item 9 of the PHQ-9 (one a day) from 14 days before admission to 14 days after discharge; "
    "beside it, people with an answer at the start, and with a later one. " + BASELINE + LATEST,
    exclusions="Answers of the last day of the data without a review: not yet known",
    dated="admission",
    date_words="The date of admission",
    missing="Item 9 is taken as answered and is never imputed; a total without items says nothing of it",
    good="higher",
    interval="Reviews: " + CLUSTERED + ". People: " + WILSON,
    caveats=f"Positive answers without any review in the {LATE} days after come first among the people behind the number. A review "
    "written down elsewhere is not seen here; no number here replaces looking at the person. The list of who to look at now is "
    "shorter: only those still in the program whose latest answer is above 0, those reviewed late among them.",
    source="Kroenke, Spitzer & Williams 2001, J Gen Intern Med 16:606-613; item 9 and later suicide: Simon et al. 2013, "
    "Psychiatr Serv 64:1195-1202",
    address="https://doi.org/10.1176/appi.ps.201200587",
    unit="answers",
)

JOINT = Card(
    name="joint_outcomes",
    title="PHQ-9 change and use together",
    question="Who got better in mood and is free of use, who in one of the two only, and who in neither?",
    numerator=f"Episodes in each cell: {PHQ9.name} better or worse by {PHQ9.reliable_change} points, or neither; and any positive "
    f"result in the last {DAYS} days in the program, or results and none positive",
    denominator="All admissions. " + BASELINE + LATEST,
    exclusions="None: not scored twice, and no result in those days, are cells of their own",
    dated="admission",
    date_words="The date of admission",
    missing=of_missing_items(PHQ9)
    + f"Use is the last known state: the day of discharge (or the data's last day) and the {DAYS - 1} days before it; missed and "
    "inconclusive screens are no result; a positive for what was prescribed is not use",
    good="higher",
    interval=WILSON,
    caveats="Two things that move together need not cause each other. People whose use is known differ from those who stay away.",
    source="Reliable change: NHS Talking Therapies manual; use: abstinence in the last 30 days, as trials report it "
    "(Donovan et al. 2012, Addiction 107:694-708)",
    address="https://doi.org/10.1111/j.1360-0443.2011.03473.x",
    unit="episodes",
)
