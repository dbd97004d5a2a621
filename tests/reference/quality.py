"""The slow second author of data quality: every check once more, one record after another.

checks(rows, "phq9_trend", start, end, where) -> {title of the check: (concerned, of)}
"""

from collections import Counter

from .cohort import as_of, days, dimension, episodes

DATED = {"admission": "admitted_on", "discharge": "discharged_on"}
WINDOW, MOST = 14, 6


def people(rows, dated, start=None, end=None, where=None):
    """The episodes of a cohort, as a measure of this kind places them."""
    found = []
    for one in episodes(rows):
        day = one[DATED[dated]] if dated in DATED else None
        if dated in DATED and (day is None or (start and day < start) or (end and day > end)):
            continue
        if all(dimension(name, one, day) in kept for name, kept in (where or {}).items()):
            found.append(one)
    return found


def records(rows, table, date, mine, dated, start, end):
    """(episode, row) of the rows of these episodes; in the period where rows are placed by their own date."""
    own = {one["episode_id"]: one for one in mine}
    return [
        (own[row["episode_id"]], row)
        for row in rows[table]
        if row["episode_id"] in own
        and (dated != "own" or ((not start or row[date] >= start) and (not end or row[date] <= end)))
    ]


def of_stays(rows, mine):
    today, raw = as_of(rows), {row["episode_id"]: row for row in rows["episodes"]}
    own = [raw[one["episode_id"]] for one in mine]
    return {
        "Discharge before admission": tally(
            own, lambda r: r["discharged_on"] and r["discharged_on"] < r["admitted_on"]
        ),
        "Admission before referral": tally(own, lambda r: r["referred_on"] and r["referred_on"] > r["admitted_on"]),
        "Discharge after the last day of the data": tally(
            own, lambda r: r["discharged_on"] and r["discharged_on"] > today
        ),
        "Two stays at once in one program": tally(own, lambda r: overlaps(r, rows["episodes"])),
    }


def overlaps(row, others):
    """Another stay of the client in the program began before (by day, then id) and had not ended by then."""
    for other in others:
        same = (other["client_id"], other["program_id"]) == (row["client_id"], row["program_id"])
        before = (other["admitted_on"], other["episode_id"]) < (row["admitted_on"], row["episode_id"])
        if same and before and (other["discharged_on"] is None or other["discharged_on"] > row["admitted_on"]):
            return True
    return False


def tally(rows, wrong):
    return sum(bool(wrong(row)) for row in rows), len(rows)


def of_sessions(rows, found, mine):
    today = as_of(rows)
    by_day = Counter((row["episode_id"], row["scheduled_on"]) for _, row in found)
    crowded = {episode for (episode, _), n in by_day.items() if n > MOST}
    happened = ("attended", "no_show", "late_cancel")
    return {
        "Sessions outside the stay": tally(
            found,
            lambda p: (
                p[1]["scheduled_on"] < p[0]["admitted_on"]
                or (p[0]["discharged_on"] and p[1]["scheduled_on"] > p[0]["discharged_on"])
            ),
        ),
        "Sessions that have happened after the last day of the data": tally(
            found, lambda p: p[1]["scheduled_on"] > today and p[1]["status"] in happened
        ),
        "Sessions whose outcome nobody wrote down": tally(
            found, lambda p: p[1]["scheduled_on"] <= today and p[1]["status"] == "scheduled"
        ),
        f"Episodes with more than {MOST} sessions on a day": (len(crowded), len(mine)),
    }


def of_use(rows, found):
    today = as_of(rows)
    negative = {
        (r["episode_id"], r["observed_on"], r["source"], r["substance"] or "")
        for r in rows["substance_use"]
        if r["result"] == "negative"
    }
    positive = [r for _, r in found if r["result"] == "positive"]
    return {
        "Observed before admission": tally(found, lambda p: p[1]["observed_on"] < p[0]["admitted_on"]),
        "Dated after the last day of the data": tally(found, lambda p: p[1]["observed_on"] > today),
        "Positive and negative on one day": tally(
            positive, lambda r: (r["episode_id"], r["observed_on"], r["source"], r["substance"] or "") in negative
        ),
    }


def of_visits(rows, mine, start=None, end=None):
    today, clients = as_of(rows), {one["client_id"] for one in mine}
    spans = [r for r in rows["ed_coverage"] if r["client_id"] in clients]
    visits = [r for r in rows["ed_visits"] if r["client_id"] in clients]
    visits = [r for r in visits if (not start or r["arrived_on"] >= start) and (not end or r["arrived_on"] <= end)]

    def unseen(visit):
        own = [s for s in spans if s["client_id"] == visit["client_id"] and s["starts_on"] <= visit["arrived_on"]]
        return not any(s["ends_on"] is None or s["ends_on"] >= visit["arrived_on"] for s in own)

    by_day = Counter((r["client_id"], r["arrived_on"]) for r in visits)
    return {
        "Emergency visits on days that no coverage holds": tally(visits, unseen),
        "Dated after the last day of the data": tally(visits, lambda r: r["arrived_on"] > today),
        "More than one emergency visit on a day": (sum(n > 1 for n in by_day.values()), len(by_day)),
        "Coverage that ends before it starts": tally(spans, lambda r: r["ends_on"] and r["ends_on"] < r["starts_on"]),
    }


def twice(found, *names):
    groups = Counter(tuple(row[name] for name in ("episode_id", *names)) for _, row in found)
    return sum(n > 1 for n in groups.values()), len(groups)


def of_appointments(rows, found):
    today = as_of(rows)
    return {
        "Booked after the day of the appointment": tally(
            found, lambda p: p[1]["booked_on"] and p[1]["booked_on"] > p[1]["scheduled_on"]
        ),
        "Dated after the last day of the data": tally(
            found, lambda p: p[1]["scheduled_on"] > today and p[1]["status"] in ("attended", "no_show")
        ),
        "Appointments whose outcome nobody wrote down": tally(
            found, lambda p: p[1]["scheduled_on"] <= today and p[1]["status"] == "scheduled"
        ),
        "Two appointments of one kind on a day": twice(found, "scheduled_on", "kind"),
    }


def of_orders(rows, found):
    today = as_of(rows)
    return {
        "Orders that end before they start": tally(
            found, lambda p: p[1]["ends_on"] and p[1]["ends_on"] < p[1]["starts_on"]
        ),
        "Dated after the last day of the data": tally(found, lambda p: p[1]["starts_on"] > today),
        "Two orders of one drug from the same day on": twice(found, "starts_on", "drug"),
    }


def of_reports(rows, found):
    today = as_of(rows)

    def far(pair):
        episode, row = pair
        left, since = episode["discharged_on"], days(row["reported_on"], episode["admitted_on"])
        return since < -WINDOW or (left and days(row["reported_on"], left) > 30 and since > 240)

    return {
        "Reports outside the stay": tally(found, far),
        "Dated after the last day of the data": tally(found, lambda p: p[1]["reported_on"] > today),
        "Two reports on a day": twice(found, "reported_on"),
    }
