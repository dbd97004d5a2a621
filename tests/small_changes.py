"""Small changes of a clinic by chance, as corrections and new rows come in from day to day."""

from datetime import timedelta
from itertools import count
from random import Random

from tests.clinics import DAYS, FIRST_DAY, Rows

STATUSES = ("attended", "attended", "attended", "no_show", "late_cancel", "excused", "scheduled")
NEAR = (-40, -7, -1, 1, 2, 6, 30, 100)
NAMES = count(1)

Changed = dict[str, Rows]


def small_change(rng: Random, clinic: Changed, most: int = 3) -> Changed:
    """One to `most` changes, made in the clinic's rows; {table: the rows that are new or changed}."""
    found: dict[str, dict[int, dict]] = {}
    for change in rng.choices(CHANGES, k=rng.randint(1, most)):
        for table, row in change(rng, clinic).items():
            found.setdefault(table, {})[id(row)] = row
    return {table: list(rows.values()) for table, rows in found.items()}


def _added_session(rng: Random, clinic: Changed) -> dict[str, dict]:
    episode, like = rng.choice(clinic["episodes"]), _session(rng, clinic)
    row = like | {"session_id": f"new{next(NAMES)}", "episode_id": episode["episode_id"], "status": "attended"}
    if rng.random() < 0.3:
        row["scheduled_on"] = episode["admitted_on"] + timedelta(rng.choice((0, 1, 13, 14, 40, 200)))
    clinic["sessions"].append(row)
    return {"sessions": row}


def _moved_session(rng: Random, clinic: Changed) -> dict[str, dict]:
    row = _session(rng, clinic)
    row["scheduled_on"] += timedelta(rng.choice(NEAR))
    return {"sessions": row}


def _joined_another_group(rng: Random, clinic: Changed) -> dict[str, dict]:
    row, other = _session(rng, clinic), _session(rng, clinic)
    row |= {name: other[name] for name in ("scheduled_on", "group_id", "kind")}
    return {"sessions": row}


def _renamed_group(rng: Random, clinic: Changed) -> dict[str, dict]:
    row = _session(rng, clinic)
    row["group_id"] = rng.choice((None, "G1", "G2"))
    return {"sessions": row}


def _other_outcome(rng: Random, clinic: Changed) -> dict[str, dict]:
    row = _session(rng, clinic)
    row |= {
        "status": rng.choice(STATUSES),
        "minutes": rng.choice((60, 180, 540, None)),
        "kind": rng.choice(("group", "group", "family", None)),
        "modality": rng.choice(("telehealth", None)),
    }
    return {"sessions": row}


def _session_of_another(rng: Random, clinic: Changed) -> dict[str, dict]:
    row = _session(rng, clinic)
    row["episode_id"] = rng.choice(clinic["episodes"])["episode_id"]
    return {"sessions": row}


def _other_program(rng: Random, clinic: Changed) -> dict[str, dict]:
    row = rng.choice(clinic["episodes"])
    row["program_id"] = rng.choice("ABbZ")
    return {"episodes": row}


def _other_discharge(rng: Random, clinic: Changed) -> dict[str, dict]:
    row = rng.choice(clinic["episodes"])
    left = row["discharged_on"] or row["admitted_on"] + timedelta(60)
    row["discharged_on"] = rng.choice((None, max(row["admitted_on"], left + timedelta(rng.choice(NEAR)))))
    row["discharge_reason"] = row["discharged_on"] and "completed"
    return {"episodes": row}


def _other_admission(rng: Random, clinic: Changed) -> dict[str, dict]:
    row = rng.choice(clinic["episodes"])
    admitted = row["admitted_on"] + timedelta(rng.choice(NEAR))
    row["admitted_on"] = min(admitted, row["discharged_on"] or admitted)
    return {"episodes": row}


def _episode_of_another(rng: Random, clinic: Changed) -> dict[str, dict]:
    row = rng.choice(clinic["episodes"])
    row["client_id"] = rng.choice(clinic["clients"])["client_id"]
    return {"episodes": row}


def _other_payer(rng: Random, clinic: Changed) -> dict[str, dict]:
    row = rng.choice(clinic["episodes"])
    row["payer"] = rng.choice(("grant", None))
    return {"episodes": row}


def _newcomer(rng: Random, clinic: Changed) -> dict[str, dict]:
    number, like = next(NAMES), rng.choice(clinic["episodes"])
    client = rng.choice(clinic["clients"]) | {"client_id": f"new{number}"}
    episode = like | {"client_id": f"new{number}", "episode_id": f"new{number}"}
    session = _session(rng, clinic) | {"session_id": f"new{number}", "episode_id": f"new{number}"}
    made = {"clients": client, "episodes": episode, "sessions": session}
    for table, row in made.items():
        clinic[table].append(row)
    return made


def _other_gender(rng: Random, clinic: Changed) -> dict[str, dict]:
    row = rng.choice(clinic["clients"])
    row["gender"] = rng.choice(("female", "male", None))
    return {"clients": row}


def _other_plan(rng: Random, clinic: Changed) -> dict[str, dict]:
    row = rng.choice(clinic["programs"])
    row["weekly_hours_planned"] = rng.choice((6, 9, 15, None))
    return {"programs": row}


def _other_result(rng: Random, clinic: Changed) -> dict[str, dict]:
    if not clinic["substance_use"]:
        return _other_outcome(rng, clinic)
    row = rng.choice(clinic["substance_use"])
    row |= {"result": rng.choice(("positive", "negative")), "episode_id": rng.choice(clinic["episodes"])["episode_id"]}
    return {"substance_use": row}


def _other_last_day(rng: Random, clinic: Changed) -> dict[str, dict]:
    row = {"as_of": FIRST_DAY + timedelta(rng.randint(150, DAYS + 100))}
    clinic["extract"] = [row]
    return {"extract": row}


def _session(rng: Random, clinic: Changed) -> dict:
    """Most often one in a group, with which others sit."""
    grouped = [row for row in clinic["sessions"] if row["group_id"]]
    return rng.choice(grouped if rng.random() < 0.8 else clinic["sessions"])


SESSION_CHANGES = (
    _added_session,
    _moved_session,
    _joined_another_group,
    _renamed_group,
    _other_outcome,
    _session_of_another,
)
CHANGES = (
    *SESSION_CHANGES,
    *SESSION_CHANGES,
    _other_program,
    _other_discharge,
    _other_admission,
    _episode_of_another,
    _other_payer,
    _newcomer,
    _other_gender,
    _other_plan,
    _other_result,
    _other_last_day,
)
