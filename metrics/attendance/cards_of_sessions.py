"""Cards of the measures that count sessions: where, of what kind, on which weekday, for how many hours."""

from metrics.attendance.cards import ATTENDANCE_RATE, CLUSTERED, WILSON
from metrics.card import Card

SPLIT = dict(
    numerator="Sessions with status attended",
    denominator=ATTENDANCE_RATE.denominator,
    exclusions=ATTENDANCE_RATE.exclusions,
    dated="own",
    date_words="The date of the session",
    good="higher",
    interval=CLUSTERED,
    source=ATTENDANCE_RATE.source,
    address=ATTENDANCE_RATE.address,
    unit="sessions",
)
NOT_RANDOM = (
    "Nobody was assigned at random: other people come to other sessions, so a difference need not be its effect."
)

BY_MODALITY = Card(
    name="attendance_by_modality",
    title="Sessions attended by modality",
    question="Do clients come to sessions in person and by telehealth alike?",
    missing="A session whose modality was not recorded stands in a row of its own",
    caveats=NOT_RANDOM,
    **SPLIT,
)
BY_KIND = Card(
    name="attendance_by_kind",
    title="Sessions attended by kind",
    question="Which kinds of session do clients come to, and which do they miss?",
    missing="A session whose kind was not recorded stands in a row of its own",
    caveats=NOT_RANDOM,
    **SPLIT,
)
BY_WEEKDAY = Card(
    name="attendance_by_weekday",
    title="Sessions attended by weekday",
    question="On which days of the week do clients come, and on which do they miss sessions?",
    missing="Nothing is missing: every session has its date",
    caveats=NOT_RANDOM + " Groups that meet on that day only weigh in it.",
    **SPLIT,
)

TELEHEALTH_SHARE = Card(
    name="telehealth_share",
    title="Attended by telehealth",
    question="Of the sessions that clients attended, how many were by telehealth?",
    numerator="Sessions attended with modality telehealth",
    denominator="Sessions attended, from admission to discharge, whose modality is recorded",
    exclusions="Sessions not attended; sessions without a modality",
    dated="own",
    date_words="The date of the session",
    missing="Sessions attended without a modality are left out; their share of all attended stands beside it",
    good="neither",
    interval=CLUSTERED,
    caveats="More telehealth is neither better nor worse in itself; look at attendance by modality beside it.",
    source="This product's own definition; the same two places of service as SAMHSA's N-SUMHSS asks programs for",
    address="https://www.samhsa.gov/data/data-we-collect/n-sumhss-national-substance-use-and-mental-health-services-survey",
    unit="sessions",
)

GROUP_SIZE = Card(
    name="group_size",
    title="People in a group",
    question="How many people sit in one group meeting, and how many meetings are too large?",
    numerator="None: the value is the median of people attending; beside it the meetings with more than 12",
    denominator="Group meetings: sessions of kind group attended from admission to discharge, with the same program, "
    "group_id and date. Everyone who attended counts in the size, whatever the filters",
    exclusions="Sessions without a group_id or of another kind; meetings that nobody attended",
    dated="own",
    date_words="The date of the meeting",
    missing="A group session without a group_id belongs to no meeting; nothing is put in its place",
    good="neither",
    interval="Median: 95 %, distribution-free, from order statistics (Conover 1999, section 3.2); share: " + WILSON,
    caveats="By payer or another thing that people differ in, a meeting counts for a group by the share of its seats that "
    "this group had, so groups add up to all meetings. Meetings of the same people are alike, so the true uncertainty is "
    "larger than the interval.",
    source="SAMHSA TIP 41, Substance Abuse Treatment: Group Therapy (group size)",
    address="https://www.ncbi.nlm.nih.gov/books/NBK64220/",
    unit="meetings",
    kind="people",
)

CONTACT_HOURS = Card(
    name="contact_hours",
    title="Hours attended a week",
    question="How many hours of treatment reach a client in a week, and are they the nine of an intensive program?",
    numerator="Hours of sessions attended; beside them the hours scheduled (whatever became of the session) and planned by "
    "the program; and the person-weeks with at least 9 hours",
    denominator="Person-weeks: every whole week from admission (days 1 to 7, 8 to 14 …) up to discharge or the last day of "
    "the data",
    exclusions="The last week of a stay where it is not whole; sessions before admission or after discharge; programs that "
    "have handed in no minutes",
    dated="own",
    date_words="The last day of the week",
    missing="A week with an attended session without its minutes is left out of what was attended, and one with any session "
    "without its minutes out of what was scheduled; for the share with 9 hours attended such weeks are shown as bounds: all too "
    "short where the hours that are written down do not reach 9, and all long enough. A week without any session has 0 hours",
    good="higher",
    interval="95 %, clients as clusters, on the log scale for means and the logit scale for shares (exact where the share is "
    "0 or 1); a mean of fewer than 2 clients, or of clients all alike, has none; by week of care: t interval. Planned hours are a plan, not an estimate",
    caveats="The nine hours are what an adult program offers; a plan for one person may rightly ask for less. Adolescents: 6.",
    source="The ASAM Criteria, level 2.1 (intensive outpatient): 9 to 19 hours a week for adults",
    address="https://www.asam.org/asam-criteria/about-the-asam-criteria",
    unit="person-weeks",
    kind="hours",
)
