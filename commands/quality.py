"""The data behind a measure, on the command line: `outcomes.py quality`."""

from commands.forms import one_form, put, put_json
from commands.options import Csv, Db, From, Json, Limit, Name, To, Where


def quality(
    name: Name, start: From = None, end: To = None, where: Where = [], limit: Limit = 200, db: Db = None,  # noqa: B006
    as_json: Json = False, as_csv: Csv = False,
) -> None:  # fmt: skip
    """The data behind a measure: completeness, accuracy, validity, reliability, with counts and records."""
    from commands.answers import quality as answers
    from commands.asking import question
    from commands.owner import looking
    from evidence.quality import quality as look

    one_form(as_json, as_csv)
    asked = question(name, start, end, where, [])
    with looking(db, asked.cohort) as connection:
        found = look(connection, name, asked.cohort, limit)
    if as_json:
        return put_json(answers.as_object(name, found, asked.cohort))
    if as_csv:
        return put(answers.csv_text(found))
    answers.answer(asked.measure, found)
