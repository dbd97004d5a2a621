"""What everybody may know of the measures: which sets of theirs one person can be in at once (measures.md, the cards).

A kind of person is {measure: OTHER, COUNTED or BOTH}; a measure that is not named does not speak of the person. OTHER with
LOST or ELSE: whom a curve loses from view, and who ends otherwise before. "#…": a sort of things that the person has.
"""

from itertools import product

OTHER, COUNTED, BOTH, LOST, ELSE = 1, 2, 3, 4, 8
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
        for lost in (0, LOST) if not first else (0,):
            same = {"relapse_rate": _either(first), "time_to_relapse": _either(first) | lost}
            found.append(same | {"relapse_rule_changes": _either(second_only)})
    return found


def _of_curves() -> list[Kind]:
    """Two curves, one of them with ends that compete."""
    left, first = (COUNTED, OTHER, OTHER | LOST), (COUNTED, OTHER, OTHER | LOST, OTHER | ELSE)
    return [{"retention": one, "competing_outcomes": other} for one, other in product(left, first)]


def _of_scales() -> list[Kind]:
    """Better, the same or worse on each scale, or not scored; better on one and worse on none, and the other way round."""
    found: list[Kind] = []
    for changes in product((None, "better", "same", "worse"), repeat=2):
        own = zip(("phq9_reliable_change", "gad7_reliable_change"), changes, strict=True)
        kind = {name: _either(change == "better") for name, change in own if change}
        if None not in changes:
            better, worse = (word in changes for word in ("better", "worse"))
            kind["reliable_improvement"] = _either(better and not worse)
            kind["reliable_deterioration"] = _either(worse and not better)
        found.append(kind)
    return found


def _of_both() -> list[Kind]:
    """Better and not using, of everybody; better, of those scored twice; not using, of those of whom it is known."""
    found: list[Kind] = []
    for better, clean in product((None, True, False), repeat=2):
        kind = {"joint_outcomes": _either(bool(better and clean))}
        kind |= {} if better is None else {"phq9_reliable_change": _either(better)}
        found.append(kind | ({} if clean is None else {"abstinent_at_discharge": _either(clean)}))
    return found


def _of_things(*names: str) -> list[Kind]:
    """Sessions: whoever has some of any of the sorts that these measures tell apart."""
    sorts = list(dict.fromkeys(sort for name in names for part in SORTS[name] for sort in part))
    found: list[Kind] = []
    for have in product((0, COUNTED), repeat=len(sorts)):
        kind = {sort: one for sort, one in zip(sorts, have, strict=True) if one}
        found.append(kind | {name: bits for name in names if (bits := _bits(name, kind))})
    return found


def _bits(name: str, kind: Kind) -> int:
    counted, others = (any(sort in kind for sort in part) for part in SORTS[name])
    return COUNTED * counted | OTHER * others


def _of_screens() -> list[Kind]:
    """Positive ones, negative ones, or both; and whether the person has more than one."""
    more = {MORE["screen_positivity"]: COUNTED}
    found = _of_things("screen_positivity")
    return [kind for kind in found if len(kind) < 3] + [kind | more for kind in found if kind]


ONE = [{"completion_rate": OTHER}, {"completion_rate": COUNTED}]
# The sorts of things that a measure counts, and the others in its denominator.
SORTS = {
    "attendance_rate": (("#tele", "#near", "#unsaid"), ("#missed near", "#missed")),
    "telehealth_share": (("#tele",), ("#near",)),
    "attendance_by_modality": (("#near",), ("#missed near",)),
    "screen_positivity": (("#positive",), ("#negative",)),
}
# As many of a sort as one person can have.
MOST_EACH = dict.fromkeys(("#tele", "#near", "#unsaid", "#missed near", "#missed"), 8) | dict.fromkeys(("#positive", "#negative"), 3)  # fmt: skip
# Who has more than one of a measure's things.
MORE = {"screen_positivity": "#more than one"}
FAMILIES = {
    "one": ONE,
    "symptoms": _of_symptoms(),
    "recovery": _of_recovery(),
    "ends": _of_ends(),
    "relapse": _of_relapse(),
    "curves": _of_curves(),
    "scales": _of_scales(),
    "both": _of_both(),
    "attendance": [one for one in _of_things("attendance_rate") if not {"#tele", "#unsaid", "#missed near"} & set(one)],
    "telehealth": [one for one in _of_things("attendance_rate", "telehealth_share") if "#missed near" not in one],
    "modality": [one for one in _of_things("attendance_rate", "attendance_by_modality") if "#tele" not in one],
    "screens": _of_screens(),
}


def together(*names: str) -> list[Kind]:
    """Families that have nothing to do with each other, in the same people."""
    return [{k: v for one in kinds for k, v in one.items()} for kinds in product(*(FAMILIES[name] for name in names))]


def measures(kinds: list[Kind]) -> list[str]:
    return sorted({name for one in kinds for name in one if not name.startswith("#")})
