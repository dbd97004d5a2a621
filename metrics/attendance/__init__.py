"""Attendance: do people come, do they stay, how do they leave."""

from functools import partial

from metrics.attendance import cards, cards_of_episodes, cards_of_sessions
from metrics.attendance.beginning import KNOWN_AFTER, engagement, family_involved, who_engaged, who_had_family
from metrics.attendance.breakdown import attendance_by, telehealth_share, who_by_telehealth
from metrics.attendance.facts import ATTENDANCE, ENGAGEMENT, PARTS, TURNOUT, WHOLE, WHOLE_ATTENDANCE
from metrics.attendance.hours.facts import HOURS, WEEKS, WHOLE_HOURS
from metrics.attendance.hours.results import DELIVERED, contact_hours, who_had_hours
from metrics.attendance.meetings.renewal import MEETINGS
from metrics.attendance.meetings.results import MEDIAN, group_size, who_met
from metrics.attendance.meetings.whole import WHOLE_MEETINGS
from metrics.attendance.sessions import attendance_rate, who
from metrics.attendance.stay import (
    completion_rate,
    length_of_stay,
    retention,
    who_finished,
    who_left,
    who_stayed,
)
from metrics.measure import MOST_DAYS, Measure, Option, days

FACTS = (
    ATTENDANCE,
    WHOLE_ATTENDANCE,
    PARTS,
    *WHOLE.values(),
    TURNOUT,
    ENGAGEMENT,
    WEEKS,
    HOURS,
    WHOLE_HOURS,
    MEETINGS,
    WHOLE_MEETINGS,
)
DAYS = Option([30, 60, 90], days, f"days after admission, such as 30,60,90, up to {MOST_DAYS:,}")
MOST_WEEKS = 52


def weeks(words: str) -> int:
    """A number of weeks of care."""
    found = int(words)
    if not 0 <= found <= MOST_WEEKS:
        raise ValueError(words)
    return found


COURSE = Option(0, weeks, f"how many of the first weeks of care to show one by one, 0 to {MOST_WEEKS}")

MEASURES = (
    Measure(cards.ATTENDANCE_RATE, attendance_rate, who, chart="p"),
    Measure(cards.RETENTION, retention, who_left, {"days": DAYS}, {"day": 30, "left": "any"}, "xmr"),
    Measure(
        cards.COMPLETION_RATE,
        completion_rate,
        who_finished,
        headline={"counted": "completed", "missing": "negative"},
        chart="p",
    ),
    Measure(cards.LENGTH_OF_STAY, length_of_stay, who_stayed, headline={"statistic": "median"}, chart="xmr"),
    Measure(cards_of_sessions.CONTACT_HOURS, contact_hours, who_had_hours, {"weeks": COURSE}, DELIVERED, "xmr"),
    Measure(cards_of_episodes.ENGAGEMENT, engagement, who_engaged, chart="p", known_after=KNOWN_AFTER),
    Measure(cards_of_sessions.TELEHEALTH_SHARE, telehealth_share, who_by_telehealth, chart="p", on_overview=False),
    Measure(
        cards_of_episodes.FAMILY_INVOLVED,
        family_involved,
        who_had_family,
        headline={"missing": "negative"},
        chart="p",
        on_overview=False,
    ),
    Measure(cards_of_sessions.GROUP_SIZE, group_size, who_met, headline=MEDIAN, chart="xmr", on_overview=False),
    *(
        Measure(card, partial(attendance_by, by), who, headline={by: first})
        for by, card, first in (
            ("modality", cards_of_sessions.BY_MODALITY, "in_person"),
            ("kind", cards_of_sessions.BY_KIND, "group"),
            ("weekday", cards_of_sessions.BY_WEEKDAY, "monday"),
        )
    ),
)
