"""Whether everybody can use a page: the rules of WCAG 2.2, A and AA, as axe-core looks for them."""

from axe_playwright_python.sync_playwright import Axe

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
# Streamlit's own widgets, whose markup is not ours to write: (rule, what the place is in).
STREAMLITS_OWN = (
    ("list", "[data-testid=stSidebarNav]"),
    ("listitem", "[data-testid=stSidebarNav]"),
    ("target-size", "[data-testid=stMultiSelect]"),
)
WITHIN = "([place, widget]) => Boolean(document.querySelector(place)?.closest(widget))"


def violations(visitor) -> list[tuple[str, str]]:
    """(rule, place) of all that breaks a rule in the window as it stands, but in Streamlit's own widgets."""
    found = Axe().run(visitor.page, options=RULES).response["violations"]
    places = [(one["id"], node["target"][-1]) for one in found for node in one["nodes"]]
    return [(rule, place) for rule, place in places if not _not_ours(visitor, rule, place)]


def _not_ours(visitor, rule: str, place: str) -> bool:
    widgets = [widget for known, widget in STREAMLITS_OWN if known == rule]
    return any(visitor.page.evaluate(WITHIN, [place, widget]) for widget in widgets)
