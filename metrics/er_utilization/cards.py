"""Cards of the emergency family."""

from metrics.attendance.cards import CLUSTERED, WILSON
from metrics.card import Card

CLUSTERED_RATE = "95 %, clients as clusters, on the log scale; exact (Garwood) without visits, where clients are all alike or with fewer than 2"
CRISIS = "People come in after a crisis: a fall after that peak is partly regression to the mean."
NOT_HEDIS = "Not HEDIS AMB, which leaves out visits for mental health and substance use."
DAYS = (
    "Only days inside a client's coverage count, for visits and for time. A day belongs to one window of one episode: during "
    "before post (180 days after discharge) before pre (180 days before admission)"
)

ED_RATE = Card(
    name="ed_rate",
    title="Emergency visits",
    question="How often do people go to the emergency room before, during and after the program?",
    numerator="Visits, at most one per client and date",
    denominator="Member-months: covered days / 30.4375; the value is visits per 1,000 of them. " + DAYS,
    exclusions="Days and visits outside coverage",
    dated="admission",
    date_words="The date of admission",
    missing="No coverage means nothing is known, not that there was no visit",
    good="lower",
    interval=CLUSTERED_RATE
    + "; any visit: "
    + WILSON
    + "; ratios: log scale, exact with fewer than 10 visits in a window",
    caveats=CRISIS + " The fairer base is months 6 to 4 before admission. " + NOT_HEDIS,
    source="This product's own definition; member-months as in NCQA HEDIS utilization measures",
    address="https://www.ncqa.org/hedis/measures/",
    unit="visits",
    kind="rate",
)

ED_CURVE = Card(
    name="ed_curve",
    title="Emergency visits by month around admission",
    question="How do emergency visits move from half a year before admission to half a year after?",
    numerator="Visits in that month, at most one per client and date",
    denominator="Member-months: covered days / 30.4375; the value is visits per 1,000 of them. " + DAYS,
    exclusions="Days and visits outside coverage; days that belong to another episode",
    dated="admission",
    date_words="The date of admission; months of 30 days around it",
    missing="Beside each month stands the share of clients of whom visits would have been seen",
    good="lower",
    interval=CLUSTERED_RATE + "; share covered: " + WILSON,
    caveats=CRISIS + " " + NOT_HEDIS,
    source="This product's own definition; member-months as in NCQA HEDIS utilization measures",
    address="https://www.ncqa.org/hedis/measures/",
    unit="visits",
    kind="rate",
)

ED_FOLLOW_UP = Card(
    name="ed_follow_up",
    title="Back in a session after an emergency visit",
    question="After an emergency visit for substance use, do people come back to their sessions soon?",
    numerator="Visits followed by an attended session within 7 or 30 days; the day of the visit counts, and any program's session",
    denominator="Emergency visits for substance use during an episode, at most one per client and date, at least so many "
    "days before the last day of the data",
    exclusions="Visits outside coverage, and visits that ended in a hospital bed. Not yet known, and counted beside: "
    "visits whose days are not over",
    dated="own",
    date_words="The date of the visit",
    missing="Where it is not known whether the visit ended in a hospital bed, the person is taken to have gone home",
    good="higher",
    interval=CLUSTERED,
    caveats="Not HEDIS FUA: that one takes one visit in 31 days, and follow-up by anybody; here it is this program's own "
    "sessions. On the day of the visit the session may have come first.",
    source="After NCQA HEDIS FUA, Follow-Up After Emergency Department Visit for Substance Use: 7 and 30 days, same day included",
    address="https://www.ncqa.org/hedis/measures/follow-up-after-emergency-department-visit-for-alcohol-and-other-drug-abuse-or-dependence/",
    unit="visits",
)
