"""Who to look at now, on the command line: `outcomes.py watch`."""

from commands.forms import one_form, put, put_json
from commands.options import PEOPLE_SHOWN, Csv, Db, From, Json, Limit, To, Where


def watch(
    start: From = None, end: To = None, where: Where = [], limit: Limit = PEOPLE_SHOWN,  # noqa: B006
    db: Db = None, as_json: Json = False, as_csv: Csv = False,
) -> None:  # fmt: skip
    """List who to look at now, the most urgent first, and what the scores due would make of the rates.

    --from and --to are days of admission and speak of the rates alone; the list is of everybody who is there on the
    last day of the data.
    """
    from commands.answers import watch as answers
    from commands.asking import cohort_of
    from commands.owner import looking
    from metrics.watch import watch as look

    one_form(as_json, as_csv)
    cohort = cohort_of(start, end, where)
    with looking(db, cohort) as connection:
        found = look(connection, cohort)
        now = answers.standing(connection, cohort, found)
    if as_json:
        return put_json(answers.as_object(found, cohort, now))
    if as_csv:
        return put(answers.csv_text(found))
    answers.answer(found, now, limit)
