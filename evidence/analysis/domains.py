"""Under which word of the performance analysis a measure stands: effectiveness, efficiency, access, satisfaction.

The four words are those of CARF's standards on performance measurement (ASPIRE to Excellence, 1.M and 1.N).
"""

from metrics import FAMILIES

EFFECTIVENESS, EFFICIENCY, ACCESS, SATISFACTION = "Effectiveness", "Efficiency", "Access", "Satisfaction"
DOMAINS = (EFFECTIVENESS, EFFICIENCY, ACCESS, SATISFACTION)
# What happens to people is effectiveness; how care is used is efficiency; how soon it begins is access.
OF_FAMILY = {"attendance": EFFICIENCY}
OF_MEASURE = {"engagement": ACCESS, "retention": EFFECTIVENESS, "completion_rate": EFFECTIVENESS}
MISSING = {
    ACCESS: "How long people wait from referral to admission is not measured.",
    SATISFACTION: "No records of satisfaction are handed in: nothing here speaks of it.",
}


def of_domain(domain: str) -> tuple[str, ...]:
    """The measures of one domain that stand on the overview, in the order of the catalogue."""
    watched = ((name, family) for name, family, measure in _all() if name in OF_MEASURE or _on_overview(measure))
    return tuple(name for name, family in watched if _domain(name, family) == domain)


def _all():
    for family in FAMILIES:
        for measure in family.MEASURES:
            yield measure.card.name, family.__name__.rsplit(".", 1)[-1], measure


def _on_overview(measure) -> bool:
    return bool(measure.chart) and measure.on_overview


def _domain(name: str, family: str) -> str:
    return OF_MEASURE.get(name) or OF_FAMILY.get(family, EFFECTIVENESS)
