"""The rules that say when an episode has relapsed, and how missing weeks are read."""

from dataclasses import dataclass


@dataclass(frozen=True)
class WindowRule:
    """`needed` weeks of use inside `width` consecutive weeks in which a test was due."""

    name: str
    needed: int
    width: int
    source: str
    from_week: int = 1


MISSING = ("positive", "negative", "observed")

WINDOW_RULES = (
    WindowRule("four_of_four", 4, 4, "CTN-0094, CTNote (Balise et al.)"),
    WindowRule("two_of_four", 2, 4, "Lee et al. 2016, N Engl J Med 374:1232-1242"),
    WindowRule("three_of_three", 3, 3, "Schottenfeld, Chawarski & Mazlan 2008, Lancet 371:2192-2200"),
    WindowRule("four_of_four_from_week_3", 4, 4, "CTN-0051 (X:BOT), Lee et al. 2018, Lancet 391:309-318", 3),
)
FIRST_USE = "first_use"
DROPOUT = WindowRule("dropout_four", 4, 4, "CTNote: four missed weeks running, nothing recoded")
AS_IT_IS = "none"

# Every rule beside every reading of missing weeks, in the order in which results show them.
COURSES = (
    *((rule.name, missing) for rule in WINDOW_RULES for missing in MISSING),
    *((FIRST_USE, missing) for missing in MISSING),
    (DROPOUT.name, AS_IT_IS),
)


def column_name(rule: str, missing: str) -> str:
    """The column of `fact_relapse` that holds an episode's course under a rule."""
    return rule if missing == AS_IT_IS else f"{rule}_{missing}"
