"""Relapse: return to use while in the program, by the rules that trials use."""

from metrics.attendance import DAYS as RETENTION_DAYS
from metrics.measure import Measure, Option, one_of
from metrics.relapse import cards
from metrics.relapse.facts import RELAPSE, SCREENED, USE_WEEKS
from metrics.relapse.people import MAIN_RULE, relapsed, screened, used
from metrics.relapse.results import relapse_rate, screen_positivity, time_to_first_use, time_to_relapse
from metrics.relapse.rules import COURSES, MISSING

FACTS = (USE_WEEKS, RELAPSE, SCREENED)
RULE_NAMES = tuple(dict.fromkeys(rule for rule, _ in COURSES))
DAYS = Option([30, 60, 90, 180], RETENTION_DAYS.read, RETENTION_DAYS.words)
RULE = Option("all", one_of("all", *RULE_NAMES), f"all, or one of {', '.join(RULE_NAMES)}")
MAIN = {"rule": MAIN_RULE, "missing": MISSING[0]}

MEASURES = (
    Measure(cards.RELAPSE_RATE, relapse_rate, relapsed, headline=MAIN, chart="p"),
    Measure(
        cards.TIME_TO_RELAPSE,
        time_to_relapse,
        relapsed,
        {"days": DAYS, "rule": RULE},
        {**MAIN, "day": 60},
        "xmr",
    ),
    Measure(cards.TIME_TO_FIRST_USE, time_to_first_use, used, {"days": DAYS}, {"day": 60}, "xmr"),
    Measure(cards.SCREEN_POSITIVITY, screen_positivity, screened, chart="p"),
)
