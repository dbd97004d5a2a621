"""A small folder of files that is all good, to be spoilt a row at a time."""

from pathlib import Path

FILES = {
    "programs": ["program_id,name,site,region,level_of_care,weekly_hours_planned", "A,Day IOP,North,Central,2.1,9"],
    "clients": ["client_id,birth_year,gender,race,ethnicity,language,zip3", "C1,1980,female,white,,english,016"],
    "episodes": [
        "episode_id,client_id,program_id,admitted_on,discharged_on,discharge_reason,payer,co_occurring",
        "E1,C1,A,2024-01-10,2024-03-10,completed,masshealth,1",
    ],
    "sessions": [
        "session_id,episode_id,scheduled_on,minutes,kind,status",
        "S1,E1,2024-01-11,180,group,attended",
        "S2,E1,2024-01-12,180,group,no_show",
    ],
    "assessments": [
        "assessment_id,episode_id,instrument,completed_on,total," + ",".join(f"item_{n}" for n in range(1, 10)),
        "Q1,E1,PHQ-9,2024-01-10,12,2,1,1,2,1,1,2,1,1",
    ],
    "substance_use": [
        "observation_id,episode_id,observed_on,source,substance,result,prescribed",
        "U1,E1,2024-01-15,urine,opioids,negative,",
    ],
    "ed_visits": ["visit_id,client_id,arrived_on,cause,source", "V1,C1,2023-12-20,substance,adt"],
    "ed_coverage": ["client_id,starts_on,ends_on,source", "C1,2023-07-01,2024-06-30,adt"],
    "aftercare": [
        "appointment_id,episode_id,kind,booked_on,scheduled_on,status",
        "P1,E1,outpatient,2024-03-01,2024-03-15,attended",
    ],
    "medications": ["order_id,episode_id,drug,starts_on,ends_on", "O1,E1,buprenorphine,2024-01-11,"],
    "functioning": [
        "report_id,episode_id,reported_on,work_school_days_missed_30,employed_or_student",
        "F1,E1,2024-01-10,12,0",
    ],
    "risk_reviews": ["review_id,episode_id,reviewed_on", "R1,E1,2024-01-10"],
    "extract": ["as_of", "2024-06-30"],
}


def write(folder: Path, **changed) -> Path:
    """The folder of files; `table=[lines]` or `table=bytes` in the place of its own, `table=None` without it."""
    folder.mkdir(parents=True, exist_ok=True)
    for table, lines in (FILES | changed).items():
        path = folder / f"{table}.csv"
        if lines is None:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(lines if isinstance(lines, bytes) else as_bytes(lines))
    return folder


def as_bytes(lines: list[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()


def plus(table: str, *rows: str) -> dict[str, list[str]]:
    """{table: its own lines and these}."""
    return {table: [*FILES[table], *rows]}
