"""The files of twelve programs that differ by more than chance, for funnels whose limits allow for that."""

from datetime import date, timedelta
from pathlib import Path
from random import Random

from tests import small

PROGRAMS, CLIENTS, LAST = 12, 40, date(2026, 10, 31)


def write(files: Path) -> None:
    """Every other program completes three quarters of its clients, the others a quarter."""
    rng = Random(3)
    programs, clients, episodes, scores = [], [], [], []
    for p in range(PROGRAMS):
        programs.append(f"P{p:02d},Program {p:02d},,,2.1,9")
        for c in range(CLIENTS):
            one = f"{p:02d}{c:02d}"
            start = LAST - timedelta(days=rng.randrange(120, 330))
            reason = "completed" if rng.random() < (0.75 if p % 2 else 0.25) else "dropped_out"
            payer = rng.choice(("masshealth", "commercial"))
            clients.append(f"C{one},{rng.choice((1970, 1985, 2000))},female,white,,english,016")
            episodes.append(f"E{one},C{one},P{p:02d},{start},{start + timedelta(60)},{reason},{payer},1")
            scores.append(f"Q{one},E{one},PHQ-9,{start},{rng.randrange(4, 24)}")
    small.write(
        files,
        programs=[small.FILES["programs"][0], *programs],
        clients=[small.FILES["clients"][0], *clients],
        episodes=[small.FILES["episodes"][0], *episodes],
        assessments=["assessment_id,episode_id,instrument,completed_on,total", *scores],
        extract=["as_of", LAST.isoformat()],
        **{
            name: None
            for name in small.FILES
            if name not in ("programs", "clients", "episodes", "assessments", "extract")
        },
    )
