"""Recovery, reliable change on two scales together, response and remission, three ways of counting each."""

from .cohort import as_of, by_episode, episodes
from .intervals import proportion
from .symptoms import course, scores

TOGETHER = ("recovery", "reliable_improvement", "reliable_recovery", "reliable_deterioration")
NAMES = (*TOGETHER, "phq9_response", "phq9_remission")
CASE = {"phq9": 10, "gad7": 8}
POINTS = {"phq9": 6, "gad7": 4}


def units(rows, name, options):
    """One unit an admission: (first, latest) on each scale."""
    assessments, today = by_episode(rows, "assessments"), as_of(rows)
    found = []
    for episode in episodes(rows):
        own = assessments.get(episode["episode_id"], [])
        pair = {}
        for prefix in CASE:
            fact = course(episode, scores(prefix, own, options.get("scoring", "strict")), today)
            pair[prefix] = (fact["baseline"], fact["latest"])
        found.append((episode, episode["admitted_on"], pair))
    return found


def answer(name, facts, options):
    """The same of those scored twice, of all at caseness, of all admitted; and the bounds."""
    looked = [one_of_two(name, pair["phq9"]) if "phq9" in name else together(name, pair) for pair in facts]
    cases = [what for what, _, case in looked if case]
    asked = [what for what, is_asked, _ in looked if is_asked]
    known = [what for what in asked if what != "unknown"]
    met = sum(what == "met" for what, _, _ in looked)
    return [
        proportion({}, met, len(known)),
        proportion({"of": "caseness"}, cases.count("met"), len(cases)),
        proportion({"of": "admitted"}, met, len(facts)),
        proportion({"missing": "negative"}, asked.count("met"), len(asked)),
        proportion({"missing": "positive"}, asked.count("met") + asked.count("unknown"), len(asked)),
    ]


def one_of_two(name, pair):
    """Response or remission: what came of it ("met", "not", "unknown"), whether it is asked, whether at caseness."""
    first, latest = pair
    case = first is not None and first >= CASE["phq9"]
    if not case:
        return "not", False, False
    if latest is None:
        return "unknown", True, True
    good = latest * 2 <= first if name == "phq9_response" else latest < 5
    return "met" if good else "not", True, True


def together(name, pair):
    """The same for the terms of NHS Talking Therapies, which want two scores on both scales."""
    case = any(first is not None and first >= CASE[one] for one, (first, _) in pair.items())
    asked = case if "recovery" in name else any(first is not None for first, _ in pair.values())
    if any(latest is None for _, latest in pair.values()):
        return "unknown" if asked else "not", asked, case
    falls = [(first - latest) / POINTS[one] for one, (first, latest) in pair.items()]
    up, down = any(fall >= 1 for fall in falls), any(fall <= -1 for fall in falls)
    recovered = case and all(latest < CASE[one] for one, (_, latest) in pair.items())
    good = {
        "recovery": recovered,
        "reliable_improvement": up and not down,
        "reliable_recovery": recovered and up and not down,
        "reliable_deterioration": down and not up,
    }[name]
    return "met" if good else "not", asked, case
