"""How long people stay and how they leave."""

from .cohort import days, episodes
from .intervals import median, proportion
from .survival import incidence, share_left

NAMES = ("retention", "completion_rate", "length_of_stay")
LEFT = {"completed": "completed_or_transferred", "transferred": "completed_or_transferred"}
KINDS = ("completed_or_transferred", "dropped_out", "other")
COUNTED = {"completed": ("completed",), "completed_or_transferred": ("completed", "transferred")}


def units(rows, name, options):
    """One unit an episode: by admission (days in program, way of leaving), or each discharge by its date."""
    found = episodes(rows)
    if name == "retention":
        return [(episode, episode["admitted_on"], stay(episode)) for episode in found]
    return [
        (episode, episode["discharged_on"], (stay(episode)[0], reason(episode)))
        for episode in found
        if episode["discharged_on"]
    ]


def reason(episode):
    """Why the person left; "unknown" where it was not given."""
    return episode.get("discharge_reason") or "unknown"


def stay(episode):
    """Days in program, and the way of leaving (None: still in)."""
    length = days(episode["last_on"], episode["admitted_on"])
    if not episode["discharged_on"]:
        return length, None
    why = reason(episode)
    return length, "dropped_out" if why == "dropped_out" else LEFT.get(why, "other")


def answer(name, facts, options):
    """The rows of the measure."""
    if name == "length_of_stay":
        return [median({"statistic": "median"}, [length for length, _ in facts])]
    if name == "completion_rate":
        reasons = [why for _, why in facts]
        return [row for counted in COUNTED for row in completion(counted, reasons)]
    asked = [int(day) for day in str(options.get("days", "30,60,90")).split(",")]
    return [row for day in asked for row in left_by(facts, day)]


def left_by(people, day):
    """Who has left by the day, by each way and by any."""
    ways = [incidence({"day": day, "left": kind}, people, day, kind) for kind in KINDS]
    return [*ways, share_left({"day": day, "left": "any"}, people, day)]


def completion(counted, reasons):
    """The share of discharges that counts, with unknown reasons as not, as counted, and left out."""
    good = sum(1 for why in reasons if why in COUNTED[counted])
    unknown = sum(1 for why in reasons if why == "unknown")
    every = len(reasons)
    return [
        proportion({"counted": counted, "missing": "negative"}, good, every),
        proportion({"counted": counted, "missing": "positive"}, good + unknown, every),
        proportion({"counted": counted, "missing": "observed"}, good, every - unknown),
    ]
