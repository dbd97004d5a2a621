"""One episode with all records of its client, and the path that is written down while a rule is followed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from evidence.traced import Step
from figures import numbers
from metrics.cohort import TIME_DIMENSIONS, Cohort, months_of
from metrics.people import COUNTED, EXCLUDED, NOT_COUNTED

Verdict = tuple[str, str]
NOT_SHOWN = "not shown"
# The column that dates a record, and the one that names it.
DATED = {
    "sessions": ("scheduled_on", "session_id"),
    "assessments": ("completed_on", "assessment_id"),
    "substance_use": ("observed_on", "observation_id"),
    "ed_visits": ("arrived_on", "visit_id"),
    "ed_coverage": ("starts_on", "span_id"),
    "aftercare": ("scheduled_on", "appointment_id"),
    "medications": ("starts_on", "order_id"),
    "functioning": ("reported_on", "report_id"),
    "risk_reviews": ("reviewed_on", "review_id"),
}


def counted(reason: str) -> Verdict:
    return COUNTED, reason


def not_counted(reason: str) -> Verdict:
    return NOT_COUNTED, reason


def excluded(reason: str) -> Verdict:
    return EXCLUDED, reason


def later(day: date, days: int) -> date:
    return day + timedelta(days=days)


@dataclass(frozen=True)
class Stay:
    """One episode as of the last day of the data: `left` is None while it is open."""

    row: Mapping
    as_of: date

    @property
    def id(self) -> str:
        return self.row["episode_id"]

    @property
    def admitted(self) -> date:
        return self.row["admitted_on"]

    @property
    def left(self) -> date | None:
        day = self.row["discharged_on"]
        return day if day and day <= self.as_of else None

    @property
    def last(self) -> date:
        return self.left or self.as_of

    @property
    def reason(self) -> str:
        return (self.row["discharge_reason"] or "unknown") if self.left else ""


@dataclass(frozen=True)
class Records:
    """All records of one client, by table; `handed_in`: for each program which kinds it hands in at all; `seats`: how
    many sat in a meeting, by (program, group, day)."""

    client: Mapping
    tables: Mapping[str, list[Mapping]]
    handed_in: Mapping[str, frozenset[str]]
    seats: Mapping[tuple, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """An episode to be followed through a rule. `shown`: the programs that may be shown, None for all."""

    stay: Stay
    records: Records
    as_of: date
    cohort: Cohort
    shown: frozenset[str] | None = None

    @property
    def program(self) -> str:
        return self.stay.row["program_id"]

    def of(self, table: str) -> list[Mapping]:
        """The episode's own rows, by day and id."""
        return [row for row in self.everywhere(table) if row["episode_id"] == self.stay.id]

    def everywhere(self, table: str) -> list[Mapping]:
        """The client's rows, in whichever episode, by day and id."""
        return sorted(self.records.tables.get(table, []), key=lambda row: tuple(row[name] for name in DATED[table]))

    @cached_property
    def stays(self) -> list[Stay]:
        """All episodes of the client that had begun by the last day of the data."""
        rows = self.records.tables["episodes"]
        return [Stay(row, self.as_of) for row in rows if row["admitted_on"] <= self.as_of]

    def died_by(self, day: date) -> Stay | None:
        """The episode, whichever it is, that says that the client had died by this day."""
        return next((stay for stay in self.stays if stay.reason == "died" and stay.left <= day), None)

    def within(self, day: date) -> bool:
        """Between admission and the last day in the program."""
        return self.stay.admitted <= day <= self.stay.last

    def in_period(self, day: date) -> bool:
        """In the period and the months asked for, for measures that are dated by their records."""
        start, end = self.cohort.start, self.cohort.end
        if (start and day < start) or (end and day > end):
            return False
        asked = [months_of(name, values) for name, values in self.cohort.where if name in TIME_DIMENSIONS]
        return all(100 * day.year + day.month in months for months in asked)

    def hands_in(self, what: str) -> bool:
        """The program hands in such records of anybody."""
        return what in self.records.handed_in.get(self.program, frozenset())

    def may_show(self, row: Mapping) -> bool:
        """The record is of a program that may be shown."""
        if self.shown is None or "episode_id" not in row:
            return True
        programs = {stay["episode_id"]: stay["program_id"] for stay in self.records.tables["episodes"]}
        return programs.get(row["episode_id"]) in self.shown


class Path:
    """The steps of one case, in the order in which they were taken."""

    def __init__(self, case: Case):
        self.case, self.steps = case, []

    def add(self, day: date | None, table: str, record_id: str, value: str, follows: str) -> None:
        self.steps.append(Step(day, table, record_id, value, follows))

    def died(self, day: date) -> bool:
        """Whether the client had died by this day; which other episode says so is shown where it may be."""
        found = self.case.died_by(day)
        if found and found.id != self.case.stay.id:
            follows = "Another episode of the same person says so."
            if self.case.may_show(found.row):
                self.add(found.left, "episodes", found.id, "died", follows)
            else:
                self.add(None, "episodes", "", NOT_SHOWN, f"{follows} (a record of another program)")
        return found is not None

    def row(self, table: str, row: Mapping, value: object, follows: str) -> None:
        """A step at one record; of a program that may not be shown only that it is there."""
        day, key = DATED[table]
        if self.case.may_show(row):
            return self.add(row[day], table, row[key], str(value), follows)
        return self.add(None, table, "", NOT_SHOWN, f"{follows} (a record of another program)")

    def rows(self, table: str, rows: Iterable[Mapping], value, follows: str) -> None:
        for row in rows:
            self.row(table, row, value(row), follows)

    def stay(self, follows: str, column: str = "admitted_on") -> None:
        """A step at the episode itself."""
        stay = self.case.stay
        found = stay.row[column]
        said = numbers.date(found) if isinstance(found, date) else "empty" if found is None else str(found)
        day = found if isinstance(found, date) else stay.left
        self.add(day, "episodes", stay.id, f"{column} {said}", follows)

    def left(self) -> None:
        """When and how the episode ended, as of the last day of the data."""
        stay = self.case.stay
        if stay.left:
            self.stay(
                f"Discharged on {numbers.date(stay.left)}: {(stay.reason or 'unknown').replace('_', ' ')}.",
                "discharged_on",
            )
        else:
            said = "discharged_on " + (
                numbers.date(stay.row["discharged_on"]) if stay.row["discharged_on"] else "empty"
            )
            end = numbers.date(self.case.as_of)
            self.add(None, "episodes", stay.id, said, f"Still open on {end}, the last day of the data.")

    def work(self, value: str, follows: str) -> None:
        """A step of arithmetic, at no record."""
        self.add(None, "", "", value, follows)
