"""Sessions that were due: which were attended, missed or cancelled late; where, of what kind, on which weekday."""

from .cohort import by_episode, episodes
from .intervals import clustered_proportion

SPLITS = {
    "attendance_by_modality": ("in_person", "telehealth", "unknown"),
    "attendance_by_kind": ("group", "individual", "family", "medication", "case_management", "unknown"),
    "attendance_by_weekday": ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
}
NAMES = ("attendance_rate", "telehealth_share", *SPLITS)
DUE = ("attended", "no_show", "late_cancel", "client_cancel")
PARTS = (({}, "attended"), ({"status": "no_show"}, "no_show"), ({"status": "late_cancel"}, "late_cancel"))


def in_program(rows):
    """Every session between admission and the episode's last day, beside its episode."""
    sessions = by_episode(rows, "sessions")
    for episode in episodes(rows):
        for session in sessions.get(episode["episode_id"], []):
            if episode["admitted_on"] <= session["scheduled_on"] <= episode["last_on"]:
                yield episode, session


def units(rows, name, options):
    """One unit a session that was due: (client, status, modality, kind, weekday)."""
    return [
        (episode, session["scheduled_on"], (episode["client_id"], session["status"], *told_apart(session)))
        for episode, session in in_program(rows)
        if session["status"] in DUE
    ]


def told_apart(session):
    """Modality, kind and weekday of a session, as words."""
    return (
        session.get("modality") or "unknown",
        session.get("kind") or "unknown",
        session["scheduled_on"].strftime("%A").lower(),
    )


def answer(name, facts, options):
    """The rows of the measure."""
    if name == "attendance_rate":
        return [clustered_proportion(part, per_client(facts, status)) for part, status in PARTS]
    if name == "telehealth_share":
        return by_telehealth(facts)
    place = 2 + list(SPLITS).index(name)
    by = name.rpartition("_")[2]
    return [
        clustered_proportion({by: value}, per_client([fact for fact in facts if fact[place] == value], "attended"))
        for value in SPLITS[name]
    ]


def by_telehealth(facts):
    """Of the attended sessions with a known modality those by telehealth; of all attended those without one."""
    attended = [fact for fact in facts if fact[1] == "attended"]
    known = [fact for fact in attended if fact[2] != "unknown"]
    return [
        clustered_proportion({}, shares(known, "telehealth")),
        clustered_proportion({"modality": "unknown"}, shares(attended, "unknown")),
    ]


def shares(facts, modality):
    """For each client: (sessions of this modality, sessions)."""
    counts = {}
    for client, _, found, *_ in facts:
        a, n = counts.get(client, (0, 0))
        counts[client] = (a + (found == modality), n + 1)
    return list(counts.values())


def per_client(facts, wanted):
    """For each client: (sessions with the wanted status, sessions due)."""
    counts = {}
    for client, status, *_ in facts:
        a, n = counts.get(client, (0, 0))
        counts[client] = (a + (status == wanted), n + 1)
    return list(counts.values())
