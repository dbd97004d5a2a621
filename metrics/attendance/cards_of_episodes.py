"""Cards of the measures that count episodes: who begins, whose family comes along, what became of those who came."""

from metrics.attendance.cards import COMPLETION_RATE, WILSON
from metrics.card import Card
from metrics.instruments import PHQ9

ENGAGEMENT = Card(
    name="engagement",
    title="Engaged in treatment",
    question="How many people come soon after admission, and keep coming?",
    numerator="Admissions with a session attended in the first 14 days (the day of admission is the first) and at least two "
    "more in the 34 days after the day of that one; initiation: the first of these alone",
    denominator="Admissions at least 48 days before the last day of the data; for initiation at least 14 days",
    exclusions="Later admissions: not yet known; programs that have handed in no sessions",
    dated="admission",
    date_words="The date of admission",
    missing="A session that was not recorded as attended does not count; who leaves early has not engaged",
    good="higher",
    interval=WILSON,
    caveats="After HEDIS IET, not the same: that one counts claims of any provider for a new diagnosis, this one the "
    "program's own sessions of everyone admitted. Two sessions on one day count as two.",
    source="After NCQA HEDIS, Initiation and Engagement of Substance Use Disorder Treatment (IET)",
    address="https://www.ncqa.org/hedis/measures/initiation-and-engagement-of-substance-use-disorder-treatment/",
    unit="admissions",
)

FAMILY_INVOLVED = Card(
    name="family_involved",
    title="Family took part",
    question="Of those who left, for how many did the family come to a session?",
    numerator="Discharges with at least one family session attended during the episode",
    denominator="All discharges",
    exclusions="Open episodes: a family session may still come; programs that have handed in no sessions",
    dated="discharge",
    date_words="The date of discharge",
    missing="Episodes without a family session but with attended sessions of no recorded kind count as not; the same share "
    "is shown with all of them as family and without them",
    good="higher",
    interval=WILSON,
    caveats="Longer stays have more occasions for a family session. Some people have no family that should come.",
    source="This product's own definition; family involvement in intensive outpatient treatment: SAMHSA TIP 47, chapter 6",
    address="https://www.ncbi.nlm.nih.gov/books/NBK64093/",
    unit="discharges",
)

OUTCOME_BY_ATTENDANCE = Card(
    name="outcome_by_attendance",
    title="Outcome by share attended",
    question="How did it go for those who came to most of their sessions, and for those who came to few?",
    numerator="Discharges with reason completed; discharges whose latest PHQ-9 is at least "
    f"{PHQ9.reliable_change} points below baseline",
    denominator="Discharges by the share of the whole episode's sessions due that was attended: under 50 %, 50 to 74 %, 75 to "
    "89 %, 90 % and over; for completion those whose reason is known, for PHQ-9 those with two scores",
    exclusions="Open episodes; episodes in which no session was due",
    dated="discharge",
    date_words="The date of discharge",
    missing="Unknown reasons, and first scores without a second, are left out; the same shares are shown with all of them "
    "as met and all as not met",
    good="higher",
    interval=WILSON,
    caveats="Those who come are not a random part of those admitted: people who do well find it easier to come, and who stops "
    "coming is often discharged for it. The difference is not what attendance does.",
    source="Attendance: this product's attendance_rate; " + COMPLETION_RATE.source + "; PHQ-9: " + PHQ9.source,
    address=COMPLETION_RATE.address,
    unit="discharges",
)
