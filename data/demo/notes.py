"""What the people of the demo clinic wrote beside their charts."""

from datetime import date, datetime

# (day, what happened, measure, program, reason for a new baseline or None).
NOTES = (
    (date(2026, 1, 7), "snow closes the programs on eight days", "attendance_rate", None, None),
    (
        date(2026, 3, 2),
        "a new evening track opens",
        "attendance_rate",
        "P02",
        "A third of the sessions are held at another time of day; the months before do not compare.",
    ),
)
WRITER, WRITTEN = "Demo", datetime(2026, 10, 31, 9, 0)
