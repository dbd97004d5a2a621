"""Who is looked at: the data's last day, the episodes that exist by then, filters and groups."""

from datetime import date, timedelta

DATED = (  # table, column of the date, statuses of what has happened (None: every row has)
    ("episodes", "admitted_on", None),
    ("episodes", "discharged_on", None),
    ("sessions", "scheduled_on", ("attended", "no_show", "late_cancel")),
    ("assessments", "completed_on", None),
    ("substance_use", "observed_on", None),
    ("ed_visits", "arrived_on", None),
    ("aftercare", "scheduled_on", ("attended", "no_show")),
    ("functioning", "reported_on", None),
    ("risk_reviews", "reviewed_on", None),
    ("medications", "starts_on", None),
)
OF_EPISODE = ("track", "entry", "payer", "primary_substance", "co_occurring")
OF_CLIENT = ("gender", "race", "ethnicity", "language")


def as_of(rows):
    """The last day that the data covers: the extract's own, else the latest day on which anything happened."""
    told = [row["as_of"] for row in rows.get("extract", []) if row.get("as_of")]
    happened = [
        row[column]
        for table, column, statuses in DATED
        for row in rows.get(table, [])
        if row.get(column) and (statuses is None or row.get("status") in statuses)
    ]
    return max(told or happened or [date.min])


def deaths(rows):
    """client id -> the day on which an episode says that the client died, of those over by the last day."""
    found = {}
    for one in episodes(rows):
        if one["discharged_on"] and one.get("discharge_reason") == "died":
            client = one["client_id"]
            found[client] = min(found.get(client, date.max), one["discharged_on"])
    return found


def days(later, earlier):
    """Whole days from `earlier` to `later`."""
    return (later - earlier).days


def shifted(day, by):
    """The date `by` days after `day`."""
    return day + timedelta(days=by)


def episodes(rows):
    """The episodes that exist on the last day, each with `last_on`, its client's row and its program's row."""
    today = as_of(rows)
    clients = {row["client_id"]: row for row in rows.get("clients", [])}
    programs = {row["program_id"]: row for row in rows.get("programs", [])}
    found = []
    for row in rows.get("episodes", []):
        if row["admitted_on"] > today:
            continue
        left = row.get("discharged_on")
        left = left if left and left <= today else None
        whole = {**row, "discharged_on": left, "last_on": left or today}
        whole["client"] = clients.get(row["client_id"], {})
        whole["program"] = programs.get(row["program_id"], {})
        found.append(whole)
    return found


def by_episode(rows, table):
    """The rows of one table, listed under the id of their episode."""
    listed = {}
    for row in rows.get(table, []):
        listed.setdefault(row["episode_id"], []).append(row)
    return listed


def dimension(name, episode, day):
    """The value that one unit has in one dimension, as text; "unknown" where it is missing."""
    if name == "month":
        return f"{day.year:04d}-{day.month:02d}"
    if name == "quarter":
        return f"{day.year:04d}-Q{(day.month + 2) // 3}"
    if name == "age_band":
        return age_band(episode)
    value = raw_value(name, episode)
    return "unknown" if value is None or value == "" else text(value)


def raw_value(name, episode):
    """The table's own value of a dimension that is a column."""
    if name == "program":
        return episode.get("program_id")
    if name == "level_of_care":
        return episode["program"].get("level_of_care")
    if name in OF_EPISODE:
        return episode.get(name)
    if name in OF_CLIENT:
        return episode["client"].get(name)
    raise KeyError(name)


def text(value):
    """A code as text; a yes or no as "1" or "0"."""
    return value if isinstance(value, str) else str(int(value))


def age_band(episode):
    """The age at admission, as far as a year of birth tells it."""
    born = episode["client"].get("birth_year")
    if born is None:
        return "unknown"
    age = episode["admitted_on"].year - int(born)
    for under, band in ((18, "under 18"), (26, "18-25"), (35, "26-34"), (50, "35-49"), (65, "50-64")):
        if age < under:
            return band
    return "65+"


def grouped(units, start, end, where, by):
    """The facts of the units (episode, day, fact) in the period and filters, listed under their group."""
    groups = {} if by else {(): []}
    for episode, day, fact in units:
        if (start and day < start) or (end and day > end):
            continue
        if any(dimension(name, episode, day) not in kept for name, kept in where.items()):
            continue
        group = tuple((name, dimension(name, episode, day)) for name in by)
        groups.setdefault(group, []).append(fact)
    return groups
