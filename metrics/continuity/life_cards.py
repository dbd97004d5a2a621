"""Cards of daily life: days missed, work, housing, at the first and the last report of a stay."""

from metrics.attendance.cards import WILSON
from metrics.card import Card
from metrics.continuity.cards import BY_DISCHARGE

TWICE = (
    "Discharges with two reports, on different days, from 14 days before admission to 14 days after discharge, at "
    "least 14 days before the last day of the data"
)
LEFT_OUT = "Not yet known, and counted beside: discharges whose 14 days are not over. People with one report or none"
MISSING = "Nothing is put in the place of a missing report; beside it stands how many of the discharges have two"
NOT_ALL = (
    "Those who are asked a second time are not a random half: who leaves early is rarely asked. People come at a bad "
    "moment, so part of the change would have come without care. "
)
NOMS = "SAMHSA National Outcome Measures (employment, housing) and TEDS: at admission and at discharge"
NOMS_ADDRESS = "https://www.samhsa.gov/data/data-we-collect/teds-treatment-episode-data-set"

DAYS_MISSED = Card(
    name="days_missed",
    title="Change in days missed at work or school",
    question="Do people miss fewer days of work or school than when they came?",
    numerator="None: the value is the mean change in days missed in the last 30, last report less first",
    denominator=TWICE,
    exclusions=LEFT_OUT,
    missing=MISSING,
    good="lower",
    caveats=NOT_ALL + "Days missed mean little for people without work or school: read it beside employed.",
    source="This product's own definition; the question is that of CMS and SAMHSA outcome reports (days in the past 30)",
    address=NOMS_ADDRESS,
    kind="points",
    **(BY_DISCHARGE | {"interval": "95 %, Student's t of the paired changes"}),
)


def _share(name: str, title: str, question: str, what: str, caveat: str) -> Card:
    return Card(
        name=name,
        title=title,
        question=question,
        numerator=f"Those {what} at the last report; beside it, of the same people at the first, and who gained or lost it",
        denominator=TWICE,
        exclusions=LEFT_OUT,
        missing=MISSING,
        good="higher",
        caveats=NOT_ALL + caveat,
        source=NOMS,
        address=NOMS_ADDRESS,
        **(BY_DISCHARGE | {"interval": f"{WILSON}; change: Student's t of the paired differences"}),
    )


EMPLOYED = _share(
    "employed",
    "In work or school at the last report",
    "How many are in work or school when they leave, and how many were when they came?",
    "employed or in school",
    "Looking for work, caring for others and disability are not told apart.",
)
HOUSED = _share(
    "housed",
    "In stable housing at the last report",
    "How many have stable housing when they leave, and how many had when they came?",
    "in stable housing",
    "What is stable is the program's own reading.",
)
