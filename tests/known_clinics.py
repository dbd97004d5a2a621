"""Random clinics in databases, each made once a test process, for tests that only read."""

from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine

from tests.clinics import Rows, random_clinic
from tests.databases import ready
from tests.imported import import_known


@dataclass
class KnownClinics:
    """`of(kind, seed)`: the rows of a random clinic and the engine that holds them, by a real import.

    Every other clinic is imported in two steps (what was known at an earlier day, then everything), so that whatever is
    read from it is held to refreshed facts as well as to facts derived at once.
    """

    place: Path
    open: ExitStack
    made: dict[tuple[str, int], tuple[dict[str, Rows], Engine]] = field(default_factory=dict)

    def of(self, kind: str, seed: int) -> tuple[dict[str, Rows], Engine]:
        if (kind, seed) not in self.made:
            self.made[kind, seed] = self._make(kind, seed)
        return self.made[kind, seed]

    def _make(self, kind: str, seed: int) -> tuple[dict[str, Rows], Engine]:
        rows, folder = random_clinic(seed), self.place / f"{kind}-{seed}"
        folder.mkdir()
        engine = self.open.enter_context(ready(kind, folder))
        import_known(engine, rows, folder, in_two_steps=bool(seed % 2))
        return rows, engine
