"""Small clinics that are clean but odd, made of nothing but chance, on which two engines must agree."""

import csv
from datetime import date, timedelta
from pathlib import Path
from random import Random

from tests.clinic_follow_up import follow_up
from tests.clinic_reports import more_reports
from tests.clinic_rows import OF_AN_EPISODE, SUBSTANCES
from tests.clinic_scores import more_scores

FIRST_DAY = date(2024, 1, 1)
DAYS = 425  # about 14 months, so that a month has several episodes
AGES = (11, 12, 16, 17, 18, 25, 26, 34, 35, 49, 50, 64, 65, 80, None)
STAYS = (0, 0, 1, 3, 6, 13, 14, 20, 27, 28, 29, 30, 31, 45, 60, 60, 61, 89, 90, 91, 120, 150, 210, 300)
REASONS = (
    "completed",
    "transferred",
    "dropped_out",
    "terminated",
    "incarcerated",
    "died",
    "other",
    "unknown",
)
PAYERS = ("masshealth", "masshealth", "commercial", "medicare", "self_pay", "grant", "other", None)
ED_CAUSES = ("substance", "mental_health", "medical", "injury", "unknown", None)
TABLES = (
    "programs",
    "clients",
    "episodes",
    "sessions",
    "assessments",
    "substance_use",
    "ed_visits",
    "ed_coverage",
    "aftercare",
    "medications",
    "functioning",
    "risk_reviews",
    "extract",
)
MAY_BE_MISSING = TABLES[3:-1]

Rows = list[dict]


def random_clinic(seed: int, episodes: int = 60) -> dict[str, Rows]:
    """Rows of every table, typed (date, int, str, None), all valid; a table may have no rows."""
    rng = Random(seed)
    clinic: dict[str, Rows] = {table: [] for table in TABLES}
    clinic["programs"] = _programs(rng)
    clinic["clients"] = _clients(rng, max(2, episodes * 2 // 3))
    clinic["episodes"] = _episodes(rng, clinic, episodes)
    for episode in clinic["episodes"]:
        for table, rows_of in OF_AN_EPISODE.items():
            clinic[table] += rows_of(rng, episode)
    for client in clinic["clients"]:
        clinic["ed_coverage"] += _coverage(rng, client["client_id"])
        clinic["ed_visits"] += _visits(rng, client["client_id"], clinic["episodes"])
    clinic["ed_visits"] += _before_sessions(Random(f"{seed} before sessions"), clinic)
    clinic["extract"] = _extract(rng)
    for table in rng.sample(MAY_BE_MISSING, k=rng.choice((0, 0, 0, 1, 2))):
        clinic[table] = []
    numbered = {table: _numbered(rng, table, rows) for table, rows in clinic.items()}
    numbered["assessments"] += more_scores(seed, clinic["episodes"]) if numbered["assessments"] else []
    return _followed(seed, numbered)


def _followed(seed: int, clinic: dict[str, Rows]) -> dict[str, Rows]:
    """Some are seen again after discharge; a stream of its own, so that a seed's other rows stay as they were."""
    rng, used, told = Random(f"{seed} follow-up"), clinic["substance_use"], clinic["functioning"]
    rows = [row for episode in clinic["episodes"] for row in follow_up(rng, episode)] if used else []
    last = _latest(clinic, used, "observed_on")
    clinic["substance_use"] = used + [row for row in rows if row["observed_on"] <= last]
    last = _latest(clinic, told, "reported_on")
    clinic["functioning"] = told + (more_reports(seed, clinic["episodes"], last) if told else [])
    return clinic


def _latest(clinic: dict[str, Rows], rows: Rows, day: str) -> date:
    """Without an extract the latest row is the last day of the data, which must not move."""
    return date.max if clinic["extract"] else max((row[day] for row in rows), default=date.max)


def write_csv(clinic: dict[str, Rows], folder: str | Path) -> None:
    """The clinic as a folder of CSV files; a table without rows is left out."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    for table, rows in clinic.items():
        if rows:
            with open(Path(folder) / f"{table}.csv", "w", newline="", encoding="utf-8") as file:
                writer = csv.DictWriter(file, fieldnames=list(rows[0]))
                writer.writeheader()
                writer.writerows(rows)  # None is written as nothing, a date as YYYY-MM-DD


def _numbered(rng: Random, table: str, rows: Rows) -> Rows:
    """Ids in an order of their own: without leading zeros and in both cases, so "a9" > "a10" > "A11"."""
    if table in KEYS:
        names = [f"{rng.choice('Aa')}{number}" for number in rng.sample(range(1, 3 * len(rows) + 1), len(rows))]
        rows = [{KEYS[table]: name, **row} for name, row in zip(names, rows, strict=True)]
    return rng.sample(rows, len(rows))


KEYS = {
    "sessions": "session_id",
    "assessments": "assessment_id",
    "substance_use": "observation_id",
    "ed_visits": "visit_id",
    "aftercare": "appointment_id",
    "medications": "order_id",
    "functioning": "report_id",
    "risk_reviews": "review_id",
}


def _programs(rng: Random) -> Rows:
    """Four programs; the last one admits nobody."""
    levels = rng.sample(("2.1", "2.5", None, "1.0"), 4)
    return [
        {
            "program_id": name,
            "name": f"Program {name}",
            "site": rng.choice(("North", None)),
            "region": rng.choice(("Central", "Western", None)),
            "level_of_care": level,
            "weekly_hours_planned": rng.choice((9, 12, None)),
        }
        for name, level in zip(("A", "B", "b", "Z"), levels, strict=True)
    ]


def _clients(rng: Random, count: int) -> Rows:
    return [_client(rng, f"C{number}") for number in range(1, count + 1)]


def _client(rng: Random, name: str) -> dict:
    age = rng.choice(AGES)
    return {
        "client_id": name,
        "birth_year": None if age is None else FIRST_DAY.year - age,
        "gender": rng.choice(("female", "male", "nonbinary", None)),
        "race": rng.choice(("white", "black", "asian", "other", None)),
        "ethnicity": rng.choice(("hispanic", "not_hispanic", None)),
        "language": rng.choice(("english", "english", "spanish", None)),
        "zip3": rng.choice(("016", "011", None)),
    }


def _episodes(rng: Random, clinic: dict[str, Rows], count: int) -> Rows:
    """Some follow on or overlap an earlier episode of the same client; some clients have none."""
    clients = [row["client_id"] for row in clinic["clients"][:-1]]
    names = rng.sample(range(1, 3 * count + 1), count)
    rows: Rows = []
    for number in names:
        earlier = rng.choice(rows) if rows and rng.random() < 0.25 else None
        client = earlier["client_id"] if earlier else rng.choice(clients)
        admitted = _again(rng, earlier) if earlier else FIRST_DAY + timedelta(rng.randrange(DAYS))
        rows.append(_episode(rng, f"{rng.choice('Ee')}{number}", client, admitted))
    return rows


def _again(rng: Random, earlier: dict) -> date:
    left = earlier["discharged_on"] or earlier["admitted_on"] + timedelta(40)
    days = rng.choice((0, 0, 1, 1, 2, 14, 29, 30, 31, 90, 91, 150, -1, -5, -20))
    return rng.choice((left + timedelta(days), left + timedelta(days), earlier["admitted_on"]))


def _episode(rng: Random, name: str, client: str, admitted: date) -> dict:
    stay = rng.choice((*STAYS, None, None, None))
    left = None if stay is None else admitted + timedelta(stay)
    return {
        "episode_id": name,
        "client_id": client,
        "program_id": rng.choice("AABb"),
        "referred_on": rng.choice((None, admitted, admitted - timedelta(9))),
        "admitted_on": admitted,
        "discharged_on": left,
        "discharge_reason": left and rng.choice((*REASONS[:3], *REASONS, None)),
        "track": rng.choice(("morning", "afternoon", "evening", None)),
        "entry": rng.choice(("step_down", "step_up", "direct", None)),
        "referral_source": rng.choice(("detox", "court", None)),
        "payer": rng.choice(PAYERS),
        "primary_substance": rng.choice(SUBSTANCES),
        "co_occurring": rng.choice((0, 1, 1, None)),
        "depression_dx": rng.choice((0, 1, None)),
        "medication_at_admission": rng.choice(("none", "buprenorphine", "methadone", "naltrexone", "other", None)),
        "naloxone_given": rng.choice((0, 1, None)),
    }


def _coverage(rng: Random, client: str) -> Rows:
    """No coverage, a day, one span, a gap, an overlap, or no end."""
    start = FIRST_DAY + timedelta(rng.randint(-250, 200))
    middle = start + timedelta(rng.choice((0, 30, 150, 300)))
    later = FIRST_DAY + timedelta(DAYS + rng.randint(-60, 200))
    later = max(later, middle)
    shapes = (
        (),
        ((start, start),),
        ((start, later),),
        ((start, None),),
        ((start, middle), (middle + timedelta(rng.choice((1, 2, 40))), None)),
        ((start, later), (middle - timedelta(rng.choice((1, 20))), middle)),
        ((start, None), (start + timedelta(50), later + timedelta(50))),
        ((start, middle), (start, later)),
    )
    span = {"client_id": client, "starts_on": None, "ends_on": None}
    pairs = zip(rng.choice(shapes), ("adt", "claims"), strict=False)
    return [span | {"starts_on": first, "ends_on": last, "source": source} for (first, last), source in pairs]


def _visits(rng: Random, client: str, episodes: Rows) -> Rows:
    """Around the client's admissions and discharges, some on one day with two causes, some at any time."""
    own = [row for row in episodes if row["client_id"] == client]
    edges = [row["admitted_on"] for row in own] + [row["discharged_on"] for row in own if row["discharged_on"]]
    days = [FIRST_DAY + timedelta(rng.randint(-200, DAYS + 100)) for _ in range(rng.choice((0, 1, 2, 5)))]
    if edges:
        near = (-181, -180, -91, -90, -31, -30, -10, -2, -1, 0, 0, 1, 5, 29, 30, 179, 180, 181)
        days += [rng.choice(edges) + timedelta(rng.choice(near)) for _ in range(rng.choice((0, 0, 2, 6)))]
    days += [day for day in days if rng.random() < 0.2]
    return [_visit(rng, client, day) for day in days]


def _visit(rng: Random, client: str, day: date) -> dict:
    return {
        "client_id": client,
        "arrived_on": day,
        "cause": rng.choice(ED_CAUSES),
        "admitted_inpatient": rng.choice((0, 1, None)),
        "source": rng.choice(("adt", "claims", "self_report", None)),
    }


def _before_sessions(rng: Random, clinic: dict[str, Rows]) -> Rows:
    """Visits for substance use around the days that decide whether a session still follows in time."""
    client_of = {row["episode_id"]: row["client_id"] for row in clinic["episodes"]}
    came = [row for row in clinic["sessions"] if row["status"] == "attended"]
    chosen = rng.sample(came, k=min(len(came), rng.choice((0, 10, 30))))
    days = [row["scheduled_on"] - timedelta(rng.choice((0, 1, 6, 7, 8, 29, 30, 31))) for row in chosen]
    visits = [_visit(rng, client_of[row["episode_id"]], day) for row, day in zip(chosen, days, strict=True)]
    return [visit | {"cause": rng.choice(("substance", "substance", "injury"))} for visit in visits]


def _extract(rng: Random) -> Rows:
    """None, or in the middle of the data so that much lies after it, or at the end."""
    day = rng.choice((None, None, rng.randint(150, 350), rng.randint(350, DAYS), DAYS + 250))
    return [] if day is None else [{"as_of": FIRST_DAY + timedelta(day)}]
