"""Sessions that were due: which were attended, missed or cancelled late."""

from .cohort import by_episode, episodes
from .intervals import clustered_proportion

NAMES = ("attendance_rate",)
DUE = ("attended", "no_show", "late_cancel", "client_cancel")
PARTS = (({}, "attended"), ({"status": "no_show"}, "no_show"), ({"status": "late_cancel"}, "late_cancel"))


def units(rows, name, options):
    """One unit a session that was due between admission and the episode's last day."""
    sessions = by_episode(rows, "sessions")
    return [
        (episode, session["scheduled_on"], (episode["client_id"], session["status"]))
        for episode in episodes(rows)
        for session in sessions.get(episode["episode_id"], [])
        if session["status"] in DUE and episode["admitted_on"] <= session["scheduled_on"] <= episode["last_on"]
    ]


def answer(name, facts, options):
    """The attended share, and the no-show and late-cancel shares of the same sessions."""
    return [clustered_proportion(part, per_client(facts, status)) for part, status in PARTS]


def per_client(facts, wanted):
    """For each client: (sessions with the wanted status, sessions due)."""
    counts = {}
    for client, status in facts:
        a, n = counts.get(client, (0, 0))
        counts[client] = (a + (status == wanted), n + 1)
    return list(counts.values())
