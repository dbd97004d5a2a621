"""Who is behind a number depends on how it is read: the choices of the measures that are read in several ways."""

from collections.abc import Mapping

from figures.words import labels
from metrics.er_utilization.facts import CAUSES
from metrics.relapse.classes import RULE_NAMES
from metrics.relapse.rules import DROPOUT, MISSING
from pages.frame import choices

CHANGES = "relapse_rule_changes"
BY_RULE = ("time_to_relapse", "competing_outcomes")
BY_CAUSE = ("ed_rate", "ed_curve")
# What an option is called in the address: "behind_cause".
KEY = "behind_{}"


def asked(name: str) -> dict[str, str]:
    """Draw the choices of a measure, and read them as its options; nothing for most measures."""
    if name == CHANGES:
        return _pair()
    if name in BY_RULE:
        return {"rule": _one("Rule of relapse", "rule", {one: labels.code(one) for one in RULE_NAMES})}
    if name in BY_CAUSE:
        return {"cause": _one("Visits", "cause", {one: labels.code(one) for one in CAUSES})}
    return {}


def in_address(name: str, options: Mapping) -> dict[str, str]:
    """The same choices for a link: those of a result that has been asked with these options."""
    wanted = ("from", "missing") if name == CHANGES else ("rule",) if name in BY_RULE else ("cause",)
    known = name == CHANGES or name in BY_RULE or name in BY_CAUSE
    return {KEY.format(one): str(options[one]) for one in wanted if known and options.get(one, "all") != "all"}


def others(rule: str, missing: str) -> dict[str, str]:
    """Every rule but this one, and the other readings of missing weeks of the same one."""
    rules = {one: labels.code(one) for one in RULE_NAMES if one != rule}
    same = {one: f"The same; {labels.MISSING[one].lower()}" for one in MISSING if one != missing}
    return rules | (same if rule != DROPOUT.name else {})


def _pair() -> dict[str, str]:
    rule = _one("Relapse by", "from", {one: labels.code(one) for one in RULE_NAMES})
    missing = MISSING[0] if rule == DROPOUT.name else _one("Missing weeks", "missing", _readings())
    return {"from": rule, "missing": missing, "to": _one("Instead by", "to", others(rule, missing))}


def _readings() -> dict[str, str]:
    return {one: labels.MISSING[one] for one in MISSING}


def _one(label: str, option: str, words: Mapping[str, str]) -> str:
    return choices.one(label, words, KEY.format(option), 300)
