"""The programs by their names."""

from sqlalchemy import Connection, select

from data.tables import programs


def program_names(connection: Connection) -> dict[str, str]:
    """id -> name of every program."""
    return dict(connection.execute(select(programs.c.program_id, programs.c.name)).all())
