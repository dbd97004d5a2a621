"""What everybody may know of the measures: which sets of theirs one person can be in at once (measures.md, the cards).

A kind of person is {measure: OTHER, COUNTED or BOTH}; a measure that is not named does not speak of the person.
"""

from itertools import product

OTHER, COUNTED, BOTH = 1, 2, 3
Kind = dict[str, int]


def _either(yes: bool) -> int:
    return COUNTED if yes else OTHER


def _of_symptoms() -> list[Kind]:
    """Followed up, of those with a baseline; changed, of those with both scores; response and remission, of those at
    10 or more: below 5 is at most half, and a fall of at least 6. The trend speaks of the same as the change."""
    found = [{"phq9_baseline_collected": OTHER}]
    for due in (False, True):
        first = {"phq9_baseline_collected": COUNTED}
        found.append(first | ({"phq9_followed_up": OTHER} if due else {}))
        later = first | ({"phq9_followed_up": COUNTED} if due else {})
        for better in (False, True):
            both = later | {"phq9_reliable_change": _either(better), "phq9_trend": OTHER}
            found.append(both)
            for half, low in product((False, True), repeat=2):
                if not low or (half and better):
                    found.append(both | {"phq9_response": _either(half), "phq9_remission": _either(low)})
    return found


def _of_recovery() -> list[Kind]:
    """Better, worse or neither; recovered or not, of those at caseness; reliably recovered: recovered and better."""
    found: list[Kind] = [{}]
    for change in ("better", "worse", "neither"):
        paired = {
            "reliable_improvement": _either(change == "better"),
            "reliable_deterioration": _either(change == "worse"),
        }
        found.append(paired)
        for recovered in (False, True):
            at_caseness = {"recovery": _either(recovered)}
            reliably = {"reliable_recovery": _either(recovered and change == "better")}
            found.append(paired | at_caseness | reliably)
    return found


def _of_ends() -> list[Kind]:
    """Stay and completion speak of all discharges; aftercare of the completed and transferred."""
    found = []
    for completed, goes_on in ((True, True), (False, True), (False, False)):
        left = {"completion_rate": _either(completed), "length_of_stay": OTHER}
        if not goes_on:
            found.append(left)
            continue
        for booked, known, seen in product((False, True), repeat=3):
            if known or not seen:
                cared = {"aftercare_booked": _either(booked)} | ({"aftercare_seen": _either(seen)} if known else {})
                found.append(left | cared)
    return found


def _of_relapse() -> list[Kind]:
    """The rate and the curve are one number; by the second rule only, or by both, or by neither."""
    found: list[Kind] = [{}]
    for first, second_only in ((True, False), (False, True), (False, False)):
        same = {"relapse_rate": _either(first), "time_to_relapse": _either(first)}
        found.append(same | {"relapse_rule_changes": _either(second_only)})
    return found


def _of_things(name: str) -> list[Kind]:
    """Sessions or visits: some people have only counted ones, some only others, some both, some none."""
    return [{}, {name: OTHER}, {name: COUNTED}, {name: BOTH}]


ONE = [{"completion_rate": OTHER}, {"completion_rate": COUNTED}]
# As many sessions or visits as one person can have of either sort.
MOST_EACH = {"attendance_rate": 8, "screen_positivity": 3}
FAMILIES = {
    "one": ONE,
    "symptoms": _of_symptoms(),
    "recovery": _of_recovery(),
    "ends": _of_ends(),
    "relapse": _of_relapse(),
    "attendance": _of_things("attendance_rate"),
    "screens": _of_things("screen_positivity"),
}


def together(*names: str) -> list[Kind]:
    """Families that have nothing to do with each other, in the same people."""
    return [{k: v for one in kinds for k, v in one.items()} for kinds in product(*(FAMILIES[name] for name in names))]


def measures(kinds: list[Kind]) -> list[str]:
    return sorted({name for one in kinds for name in one})
