"""Attendance: do people come, do they stay, how do they leave."""

from metrics.attendance import cards
from metrics.attendance.facts import ATTENDANCE
from metrics.attendance.sessions import attendance_rate, who
from metrics.attendance.stay import (
    completion_rate,
    length_of_stay,
    retention,
    who_finished,
    who_left,
    who_stayed,
)
from metrics.measure import Measure, Option, days

FACTS = (ATTENDANCE,)
DAYS = Option([30, 60, 90], days, "days after admission, such as 30,60,90")

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
)
