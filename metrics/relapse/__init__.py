"""Relapse: return to use while in the program, by the rules that trials use, and what is known of it after."""

from metrics.attendance import DAYS as RETENTION_DAYS
from metrics.measure import MOST_DAYS, Measure, Option, one_of
from metrics.relapse import after_1_0, cards, discharge_cards
from metrics.relapse.abstinence import abstinent_at_discharge, who_was_abstinent
from metrics.relapse.after import days_after, notes, relapse_after_discharge, who_after
from metrics.relapse.class_facts import CLASSES
from metrics.relapse.classes import RULE_NAMES, relapse_rule_changes, who_changed
from metrics.relapse.discharge_facts import AFTER, DAYS_AFTER, LAST_MONTH, LATE_DAYS
from metrics.relapse.end_facts import ENDS
from metrics.relapse.ends import competing_outcomes, who_ended
from metrics.relapse.facts import RELAPSE, SCREENED, USE_WEEKS, WHOLE_SCREENED
from metrics.relapse.people import MAIN_RULE, relapsed, screened, used
from metrics.relapse.results import relapse_rate, screen_positivity, time_to_first_use, time_to_relapse
from metrics.relapse.rules import MISSING

FACTS = (USE_WEEKS, RELAPSE, SCREENED, WHOLE_SCREENED, CLASSES, ENDS, LAST_MONTH, AFTER)
DAYS = Option([30, 60, 90, 180], RETENTION_DAYS.read, RETENTION_DAYS.words)
RULE = Option("all", one_of("all", *RULE_NAMES), f"all, or one of {', '.join(RULE_NAMES)}")
ONE_RULE = Option(MAIN_RULE, one_of(*RULE_NAMES), f"one of {', '.join(RULE_NAMES)}")
OTHER_RULE = Option(
    "two_of_four",
    one_of(*RULE_NAMES, *MISSING),
    f"the rule beside which the list of clients is made: one of {', '.join(RULE_NAMES)}; or one of {', '.join(MISSING)}: the "
    "same rule with missing weeks read so",
)
READING = Option(MISSING[0], one_of(*MISSING), f"one of {', '.join(MISSING)}")
WEEKS = Option([4, 8, 12], RETENTION_DAYS.read, f"weeks after admission, such as 4,8,12, up to {MOST_DAYS:,}")
FOLLOWED = Option(
    list(DAYS_AFTER), days_after, f"days after discharge: one or more of {', '.join(map(str, DAYS_AFTER))}"
)
RETURN_BY = {"day": DAYS_AFTER[0]}
MAIN = {"rule": MAIN_RULE, "missing": MISSING[0]}
AFTER_1_0 = Measure(
    discharge_cards.RELAPSE_AFTER_DISCHARGE_1_0,
    after_1_0.relapse_after_discharge,
    after_1_0.who_after,
    {"days": Option(list(DAYS_AFTER), after_1_0.days_after, "days after discharge from 1 to 180, such as 30,90,180")},
    RETURN_BY,
    "p",
    after_1_0.notes,
)

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
    Measure(
        cards.COMPETING_OUTCOMES,
        competing_outcomes,
        who_ended,
        {"weeks": WEEKS, "rule": ONE_RULE},
        {**MAIN, "week": 8, "end": "relapsed"},
        "xmr",
    ),
    Measure(
        cards.RULE_CHANGES,
        relapse_rule_changes,
        who_changed,
        {"from": ONE_RULE, "missing": READING, "to": OTHER_RULE},
        {"from": MAIN_RULE, "to": "two_of_four", "missing": MISSING[0], "class": "second_only"},
    ),
    Measure(discharge_cards.ABSTINENT_AT_DISCHARGE, abstinent_at_discharge, who_was_abstinent, chart="p"),
    Measure(
        discharge_cards.RELAPSE_AFTER_DISCHARGE,
        relapse_after_discharge,
        who_after,
        {"days": FOLLOWED},
        RETURN_BY,
        "p",
        notes,
        known_after=RETURN_BY["day"] + LATE_DAYS,
        earlier=(AFTER_1_0,),
    ),
)
