"""Weekly words, rules over windows of due weeks, and days to first use."""

from .cohort import by_episode, days, episodes
from .intervals import clustered_proportion, proportion
from .survival import median_time, share_free

NAMES = ("relapse_rate", "time_to_relapse", "time_to_first_use", "screen_positivity")
MISSING = ("positive", "negative", "observed")
WINDOWS = {  # rule: due weeks in a window, how many of them make a relapse, first week that exists
    "four_of_four": (4, 4, 1),
    "two_of_four": (4, 2, 1),
    "three_of_three": (3, 3, 1),
    "four_of_four_from_week_3": (4, 4, 3),
    "dropout_four": (4, 4, 1),
}
PAIRS = [(rule, m) for rule in (*list(WINDOWS)[:4], "first_use") for m in MISSING] + [("dropout_four", "none")]


def units(rows, name, options):
    """One unit an episode with its observations, or (for positivity) one a urine or breath test."""
    seen = by_episode(rows, "substance_use")
    found = []
    for episode in episodes(rows):
        observed = counted(episode, seen.get(episode["episode_id"], []))
        if name == "screen_positivity":
            tests = [row for row in observed if row["source"] in ("urine", "breath")]
            found += [(episode, row["observed_on"], (episode["client_id"], row["result"])) for row in tests]
        else:
            found.append((episode, episode["admitted_on"], outcomes(episode, observed)))
    return found


def counted(episode, observed):
    """The observations in the episode, without positives for what was prescribed."""
    return [
        row
        for row in observed
        if episode["admitted_on"] <= row["observed_on"] <= episode["last_on"]
        and not (row["result"] == "positive" and row.get("prescribed") == 1)
    ]


def weekly_word(episode, observed):
    """[(week, class)] of the full weeks in which anything was due; classes + - * o."""
    length = days(episode["last_on"], episode["admitted_on"])
    word, week = [], 1
    while 7 * week - 1 <= length:
        results = {
            row["result"] for row in observed if days(row["observed_on"], episode["admitted_on"]) // 7 == week - 1
        }
        for result, letter in (("positive", "+"), ("negative", "-"), ("inconclusive", "*"), ("missed", "o")):
            if result in results:
                word.append((week, letter))
                break
        week += 1
    return word


def recoded(word, missing):
    """[(week, use?)] of a word, with missing weeks as use, as no use, or taken out ("none": only `o` counts)."""
    if missing == "none":
        return [(week, letter == "o") for week, letter in word]
    if missing == "observed":
        word = [(week, letter) for week, letter in word if letter in "+-"]
    use = "+o*" if missing == "positive" else "+"
    return [(week, letter in use) for week, letter in word]


def relapse(word, rule, missing):
    """(first week of the deciding window, event?); None if the word is shorter than one window."""
    window, threshold, first = WINDOWS[rule]
    sequence = recoded([(week, letter) for week, letter in word if week >= first], missing)
    starts = range(len(sequence) - window + 1)
    for start in starts:
        if sum(use for _, use in sequence[start : start + window]) >= threshold:
            return sequence[start][0], True
    return (sequence[starts[-1]][0], False) if starts else None


def first_use(episode, observed, missing):
    """(day, event?) of the first use; None if there was nothing to observe."""
    use = ("positive", "missed", "inconclusive") if missing == "positive" else ("positive",)
    watched = ("positive", "negative") if missing == "observed" else ("positive", "negative", "inconclusive", "missed")
    when = [(days(row["observed_on"], episode["admitted_on"]), row["result"]) for row in observed]
    used = [day for day, result in when if result in use]
    last = [day for day, result in when if result in watched]
    return (min(used), True) if used else (max(last), False) if last else None


def outcomes(episode, observed):
    """For each (rule, missing): (time in days, event?), or None where not observed long enough."""
    word, found = weekly_word(episode, observed), {}
    for rule, missing in PAIRS:
        if rule == "first_use":
            found[rule, missing] = first_use(episode, observed, missing)
        else:
            hit = relapse(word, rule, missing)
            found[rule, missing] = hit and (7 * (hit[0] - 1), hit[1])
    return found


def answer(name, facts, options):
    """The rows of the measure."""
    if name == "screen_positivity":
        return positivity(facts)
    if name == "time_to_first_use":
        parts = (
            ({}, "observed"),
            ({"missing": "positive"}, "positive"),
            ({"missing": "negative"}, "negative"),
        )
        return [row for part, m in parts for row in curve(part, watched(facts, ("first_use", m)), options)]
    rows = []
    for rule, missing in PAIRS:
        people, part = watched(facts, (rule, missing)), {"rule": rule, "missing": missing}
        if name == "time_to_relapse":
            rows += curve(part, people, options)
        else:
            rows.append(proportion(part, sum(event for _, event in people), len(people)))
    return rows


def watched(facts, key):
    """The people observed long enough for a rule."""
    return [fact[key] for fact in facts if fact[key] is not None]


def curve(part, people, options):
    """Share free at each day, and the median."""
    days = [int(day) for day in str(options.get("days", "30,60,90,180")).split(",")]
    rows = [share_free({**part, "day": day}, people, day) for day in days]
    return [*rows, median_time({**part, "statistic": "median"}, people)]


def positivity(facts):
    """Positive tests of those with a result, and with missed ones as positive."""
    plain, bound = {}, {}
    for client, result in facts:
        for counts, use, due in (
            (plain, ("positive",), ("positive", "negative")),
            (bound, ("positive", "missed"), ("positive", "negative", "missed")),
        ):
            a, n = counts.get(client, (0, 0))
            counts[client] = (a + (result in use), n + (result in due))
    rows = (({}, plain), ({"missing": "positive"}, bound))
    return [clustered_proportion(part, list(counts.values())) for part, counts in rows]
