"""Emergency-room use before, during and after an episode."""

from metrics.er_utilization import cards
from metrics.er_utilization.curve import ed_curve
from metrics.er_utilization.facts import CAUSES, EMERGENCY
from metrics.er_utilization.follow_up import ed_follow_up, who_came_back
from metrics.er_utilization.follow_up_facts import FOLLOW_UP, FOLLOW_UP_REACH
from metrics.er_utilization.people import visited
from metrics.er_utilization.results import ed_rate
from metrics.measure import Measure, Option, one_of

FACTS = (EMERGENCY, FOLLOW_UP)
CAUSE = Option("all", one_of(*CAUSES), f"one of {', '.join(CAUSES)}")
LISTED = Option("all", CAUSE.read, f"whose visits the list of clients counts: {CAUSE.words}")

MEASURES = (
    Measure(
        cards.ED_RATE, ed_rate, visited, {"cause": LISTED}, headline={"window": "during", "cause": "all"}, chart="u"
    ),
    Measure(cards.ED_CURVE, ed_curve, visited, {"cause": CAUSE}, {"month": 1}, "u"),
    Measure(
        cards.ED_FOLLOW_UP,
        ed_follow_up,
        who_came_back,
        headline={"day": FOLLOW_UP_REACH},
        chart="p",
        known_after=FOLLOW_UP_REACH,
        on_overview=False,
    ),
)
