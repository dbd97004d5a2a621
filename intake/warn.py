"""What looks suspicious in the good rows of the files: it goes in, and is said."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    FromClause,
    Select,
    Table,
    and_,
    case,
    exists,
    func,
    literal,
    or_,
    select,
)

from data.constructs import day_number
from data.tables import ITEMS, episodes, medications
from intake.completeness import main_date
from intake.stage import Staged
from metrics.instruments import INSTRUMENTS, PHQ9
from metrics.symptoms.six_month_facts import TO as SIX_MONTHS_LATER

FAR_DAYS = 30
MOST_SESSIONS_A_DAY = 6
NEVER = date(9999, 12, 31)


def warnings(connection: Connection, staged: list[Staged], as_of: date | None) -> Iterator[str]:
    """Sentences about the good rows of the files, after they were merged."""
    for one in staged:
        for find in SUSPICIONS.get(one.table.name, ()):
            yield from find(connection, one)
        if as_of:
            yield from after_as_of(connection, one, as_of)


def far_outside(connection: Connection, staged: Staged) -> Iterator[str]:
    """Rows dated more than 30 days before the admission or after the discharge of their episode.

    Of a PHQ-9 that remission at six months asks for nothing is said.
    """
    stage = staged.stage
    known = select(episodes.c.episode_id).where(episodes.c.episode_id.in_(select(stage.c.episode_id)))
    # Few episodes have such a row: these are found by the records, which lie together, and only theirs are counted.
    few = known.where(or_(*(_any(staged.table, side) for side in _sides(staged, staged.table))))
    source = stage.join(episodes, episodes.c.episode_id == stage.c.episode_id)
    far = and_(stage.c.episode_id.in_(few), or_(*_sides(staged, stage)))
    words = (
        f"lies more than {FAR_DAYS} days outside its episode",
        f"lie more than {FAR_DAYS} days outside their episodes",
    )
    yield from _rows(connection, staged, source, far, *words)


def _sides(staged: Staged, source: Table) -> tuple[ColumnElement, ColumnElement]:
    """A row is far before the admission, or far after the discharge; that it is outside at all is quickly seen."""
    when = source.c[main_date(staged.table)]
    day, admitted, left = (day_number(date) for date in (when, episodes.c.admitted_on, episodes.c.discharged_on))
    before = and_(when < episodes.c.admitted_on, day < admitted - FAR_DAYS)
    return before, and_(when > episodes.c.discharged_on, day > left + _long_after(source))


def _any(records: Table, side: ColumnElement) -> ColumnElement:
    """The episode has such a record."""
    return exists().where(records.c.episode_id == episodes.c.episode_id, side)


def _long_after(source: FromClause):
    """Days after discharge from which a row of this table is far off."""
    if "instrument" not in source.c:
        return FAR_DAYS
    return case((source.c.instrument == PHQ9.name, SIX_MONTHS_LATER), else_=FAR_DAYS)


def crowded_days(connection: Connection, staged: Staged) -> Iterator[str]:
    """Days with more than 6 sessions of one episode."""
    stage = staged.stage
    days = select(func.min(stage.c.line).label("line")).group_by(stage.c.episode_id, stage.c.scheduled_on)
    found = days.having(func.count() > MOST_SESSIONS_A_DAY).subquery()
    n, line = connection.execute(select(func.count(), func.min(found.c.line))).one()
    if n:
        one = "An episode has" if n == 1 else f"{n:,} times an episode has"
        yield (
            f"{one} more than {MOST_SESSIONS_A_DAY} sessions on one day "
            f"({staged.header.path.name}, first on line {line})."
        )


def overlapping(connection: Connection, staged: Staged) -> Iterator[str]:
    """Episodes that begin before an earlier one of the same client in the same program has ended."""
    open_end = func.coalesce(episodes.c.discharged_on, literal(NEVER, Date))
    earlier = func.max(open_end).over(
        partition_by=(episodes.c.client_id, episodes.c.program_id),
        order_by=(episodes.c.admitted_on, episodes.c.episode_id),
        rows=(None, -1),
    )
    mine = episodes.c.client_id.in_(select(staged.stage.c.client_id))
    columns = (episodes.c.episode_id, episodes.c.admitted_on, earlier.label("busy_until"))
    seen = select(*columns).where(mine).subquery("seen")
    found = select(func.count(), func.min(seen.c.episode_id)).where(seen.c.admitted_on < seen.c.busy_until)
    n, example = connection.execute(found).one()
    if n:
        what = f"Episode {example} overlaps" if n == 1 else f"{n:,} episodes (such as {example}) overlap"
        yield f"{what} an earlier episode of the same client in the same program."


def ends_before_start(connection: Connection, staged: Staged) -> Iterator[str]:
    """Medication orders that end before they start."""
    backwards = staged.stage.c.ends_on < staged.stage.c.starts_on
    yield from _rows(connection, staged, staged.stage, backwards, "ends before it starts", "end before they start")


def no_score(connection: Connection, staged: Staged) -> Iterator[str]:
    """Assessments with neither a total nor any item."""
    stage = staged.stage
    empty = and_(*(stage.c[name].is_(None) for name in ("total", *ITEMS)))
    yield from _rows(
        connection, staged, stage, empty, "has neither a total nor items", "have neither a total nor items"
    )


def foreign_items(connection: Connection, staged: Staged) -> Iterator[str]:
    """Items that the instrument does not have: stored, never counted."""
    stage = staged.stage
    for one in INSTRUMENTS.values():
        beyond = [stage.c[item].is_not(None) for item in ITEMS[one.items :]]
        if beyond:
            mine = and_(stage.c.instrument == one.name, or_(*beyond))
            words = f"more items than the {one.items} of {one.name}; the others are not counted"
            yield from _rows(connection, staged, stage, mine, f"has {words}", f"have {words}")


def after_as_of(connection: Connection, staged: Staged, as_of: date) -> Iterator[str]:
    """Dates after the last day of the data; what is planned (status scheduled) may lie there."""
    stage = staged.stage
    dates = [c.name for c in staged.table.columns if isinstance(c.type, Date) and c.name != "ends_on"]
    if not dates:
        return
    late = or_(*(stage.c[name] > as_of for name in dates))
    if "status" in stage.c:
        late = and_(late, stage.c.status != "scheduled")
    words = f"a date after {as_of}, the last day of the data; what lies after it is not counted"
    yield from _rows(connection, staged, stage, late, f"has {words}", f"have {words}")


def _rows(
    connection: Connection, staged: Staged, source: FromClause, condition: ColumnElement, one: str, many: str
) -> Iterator[str]:
    query: Select = select(func.count(), func.min(staged.stage.c.line)).select_from(source).where(condition)
    n, line = connection.execute(query).one()
    file = staged.header.path.name
    if n == 1:
        yield f"Line {line} of {file} {one}."
    elif n:
        yield f"{n:,} rows of {file} {many} (the first is line {line})."


SUSPICIONS = {
    "episodes": (overlapping,),
    "sessions": (far_outside, crowded_days),
    "assessments": (far_outside, no_score, foreign_items),
    medications.name: (ends_before_start,),
}
