"""The people behind a number, as the command line hands them over."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from commands.asking import Question
from metrics import ask
from metrics.funnel import funnel


@dataclass(frozen=True)
class Behind:
    """The episodes behind a number, how many there are by standing and reason, and what was asked."""

    asked: Question
    as_of: date | None
    counts: dict[tuple[str, str], int]
    rows: list[dict]

    def as_object(self) -> dict:
        """The object that `--json` prints; `people` may be cut short by a limit, `counts` never is."""
        cohort, card = self.asked.cohort, self.asked.measure.card
        days = {"as_of": self.as_of, "from": cohort.start, "to": cohort.end}
        return {
            "measure": card.name,
            "version": card.version,
            **{name: day and day.isoformat() for name, day in days.items()},
            "where": cohort.filters(),
            "options": self.asked.measure.read_options(self.asked.options),
            "counts": [{"standing": s, "reason": r, "episodes": n} for (s, r), n in self.counts.items()],
            "funnel": funnel(self.counts).as_object(),
            "people": [row | {"admitted_on": row["admitted_on"].isoformat()} for row in self.rows],
        }


def behind(connection: Connection, asked: Question, limit: int | None) -> Behind:
    """Who is behind the number that was asked for."""
    arguments, version = (connection, asked.name, asked.cohort, asked.options), asked.measure.card.version
    counts = ask.how_many(*arguments, version=version)
    return Behind(asked, ask.as_of(connection), counts, ask.people(*arguments, limit=limit, version=version))
