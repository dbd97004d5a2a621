"""What follows discharge, medicines, and daily life: one discharge at a time."""

from .cohort import as_of, by_episode, days, episodes, shifted
from .intervals import NONE, mean, proportion
from .intervals import answer as row_of

FINISHED = ("aftercare_booked", "aftercare_seen")
NOT_DEAD = ("recovery_support", "readmission", "naloxone_given")
REPORTS = {
    "days_missed": "work_school_days_missed_30",
    "employed": "employed_or_student",
    "housed": "stable_housing",
}
NAMES = (*FINISHED, *NOT_DEAD, "medication_continuity", *REPORTS)
SUPPORT = ("recovery_coach", "peer_support")
WINDOWS = {"aftercare_seen": (7, 14, 30), "recovery_support": (30,), "readmission": (30, 90)}
LONGEST_GAP = 14
AROUND = 14


def units(rows, name, options):
    """One unit a discharge, under its date, that the measure speaks of."""
    tables = {table: by_episode(rows, table) for table in ("aftercare", "medications", "functioning")}
    of_program = {row["episode_id"]: row["program_id"] for row in rows["episodes"]}
    booking = {of_program[row["episode_id"]] for row in rows.get("aftercare", [])}
    found = []
    for episode in episodes(rows):
        if episode["discharged_on"] and spoken_of(name, episode, booking):
            own = {table: listed.get(episode["episode_id"], []) for table, listed in tables.items()}
            fact = fact_of(name, episode, own, rows)
            if fact is not None:
                found.append((episode, episode["discharged_on"], fact))
    return found


def spoken_of(name, episode, booking):
    """Is this a discharge that the measure is about?"""
    reason = episode.get("discharge_reason") or "unknown"
    if name in (*FINISHED, "recovery_support") and episode["program_id"] not in booking:
        return False
    if name in FINISHED:
        return reason in ("completed", "transferred")
    return name not in NOT_DEAD or reason != "died"


def fact_of(name, episode, own, rows):
    """What is known of one discharge; None where it does not count at all."""
    passed = days(as_of(rows), episode["discharged_on"])
    if name == "aftercare_booked":
        return booked(episode, own["aftercare"])
    if name in ("aftercare_seen", "recovery_support"):
        kinds = None if name == "aftercare_seen" else SUPPORT
        kept, perhaps = attended(episode, own["aftercare"], kinds)
        return {"passed": passed, "after": kept, "perhaps": perhaps}
    if name == "readmission":
        again = returned(episode, rows["episodes"])
        return {"passed": passed, "after": again, "perhaps": again}
    if name == "naloxone_given":
        return episode.get("primary_substance") == "opioids", episode.get("naloxone_given")
    if name == "medication_continuity":
        return kept_on(episode, valid(own["medications"]))
    return {"passed": passed, "pair": first_and_last(episode, own["functioning"], REPORTS[name])}


def later(episode, appointments):
    """The appointments after the day of discharge, each with its day."""
    since = ((row, days(row["scheduled_on"], episode["discharged_on"])) for row in appointments)
    return [(row, day) for row, day in since if day >= 1]


def booked(episode, appointments):
    """ "yes", "perhaps" (no day of booking) or "no"."""
    told = [row.get("booked_on") for row, _ in later(episode, appointments)]
    if any(day is not None and day <= episode["discharged_on"] for day in told):
        return "yes"
    return "perhaps" if None in told else "no"


def attended(episode, appointments, kinds):
    """Days to the first appointment kept, and to the first kept or without an outcome."""
    wanted = [(row, day) for row, day in later(episode, appointments) if kinds is None or row["kind"] in kinds]
    kept = [day for row, day in wanted if row["status"] == "attended"]
    perhaps = [day for row, day in wanted if row["status"] in ("attended", "scheduled")]
    return min(kept, default=None), min(perhaps, default=None)


def returned(episode, others):
    """Days to the client's next admission after the day of discharge."""
    own = [row["admitted_on"] for row in others if row["client_id"] == episode["client_id"]]
    return min((days(day, episode["discharged_on"]) for day in own if day > episode["discharged_on"]), default=None)


def valid(orders):
    """Orders that do not end before they start."""
    return [row for row in orders if row.get("ends_on") is None or row["ends_on"] >= row["starts_on"]]


def covers(order, day):
    return order["starts_on"] <= day and (order.get("ends_on") is None or day <= order["ends_on"])


def kept_on(episode, orders):
    """True, False, or "unknown" for those on medication at admission; None for the others."""
    orders = [order for order in orders if order["starts_on"] <= episode["discharged_on"]]
    told = episode.get("medication_at_admission")
    at_admission = any(covers(order, episode["admitted_on"]) for order in orders)
    if told == "none" or (told is None and not at_admission):
        return None
    if not orders:
        return "unknown"
    day, gap, longest = episode["admitted_on"], 0, 0
    while day <= episode["discharged_on"]:
        gap = 0 if any(covers(order, day) for order in orders) else gap + 1
        longest, day = max(longest, gap), shifted(day, 1)
    return longest <= LONGEST_GAP


def first_and_last(episode, reports, column):
    """(first, last) answers of two different days, or None."""
    first, last = shifted(episode["admitted_on"], -AROUND), shifted(episode["discharged_on"], AROUND)
    by_day = {}
    for row in sorted(reports, key=lambda row: row["report_id"]):
        if row.get(column) is not None and first <= row["reported_on"] <= last:
            by_day[row["reported_on"]] = row[column]
    told = sorted(by_day)
    return (by_day[told[0]], by_day[told[-1]]) if len(told) > 1 else None


def answer(name, facts, options):
    """The rows of the measure."""
    if name == "aftercare_booked":
        return [
            proportion({}, facts.count("yes"), len(facts)),
            proportion({"missing": "positive"}, len(facts) - facts.count("no"), len(facts)),
        ]
    if name in WINDOWS:
        return [row for day in WINDOWS[name] for row in within(name, facts, day)]
    if name == "naloxone_given":
        told = [given for opioids, given in facts if opioids], [given for _, given in facts]
        return [row for of, some in zip(("opioids", "all"), told, strict=True) for row in readings({"of": of}, some)]
    if name == "medication_continuity":
        return readings({}, [None if fact == "unknown" else int(fact) for fact in facts])
    return daily_life(name, facts)


def within(name, facts, day):
    """The share by a day of those for whom so many days have passed; and how many are not yet known."""
    due = [fact for fact in facts if fact["passed"] >= day]
    met, most = (sum(f[key] is not None and f[key] <= day for f in due) for key in ("after", "perhaps"))
    rows = [proportion({"day": day}, met, len(due))]
    if name != "readmission":
        rows.append(proportion({"day": day, "missing": "positive"}, most, len(due)))
    return [*rows, not_yet({"day": day}, len(facts) - len(due), len(facts))]


def not_yet(part, waiting, n):
    """A row for how many are not yet known; it has no interval."""
    return row_of({**part, "statistic": "not_yet_known"}, waiting, n, waiting / n if n else None, NONE)


def readings(part, told):
    """Of those of whom it is known (1, 0), and with the others (None) as not met and as met."""
    known = [one for one in told if one is not None]
    return [
        proportion(part, sum(known), len(known)),
        proportion({**part, "missing": "negative"}, sum(known), len(told)),
        proportion({**part, "missing": "positive"}, sum(known) + told.count(None), len(told)),
    ]


def daily_life(name, facts):
    """First and last reports of the same people."""
    due = [fact for fact in facts if fact["passed"] >= AROUND]
    pairs = [fact["pair"] for fact in due if fact["pair"] is not None]
    rest = [
        proportion({"statistic": "reported_twice"}, len(pairs), len(due)),
        not_yet({}, len(facts) - len(due), len(facts)),
    ]
    if name == "days_missed":
        ends = [({"at": "first"}, [a for a, _ in pairs]), ({"at": "last"}, [b for _, b in pairs])]
        return [mean(part, some) for part, some in [({}, [b - a for a, b in pairs]), *ends]] + rest
    counts = {
        ("at", "first"): sum(a for a, _ in pairs),
        ("at", "last"): sum(b for _, b in pairs),
        ("change", "gained"): pairs.count((0, 1)),
        ("change", "lost"): pairs.count((1, 0)),
    }
    return [proportion(dict([part]), k, len(pairs)) for part, k in counts.items()] + [
        mean({"statistic": "net_change"}, [b - a for a, b in pairs]),
        *rest,
    ]
