"""The tables of a database, brought to this version of the program; every change of them is a migration."""

from pathlib import Path

from sqlalchemy import Connection, Engine, column, inspect, select, table
from sqlalchemy.exc import DatabaseError

from data.engine import writing
from data.tables import METADATA

FOLDER = Path(__file__).with_name("migrations")
# The newest migration. Alembic is loaded only where a database is not there yet: opening one must be quick.
HEAD = "0008"
VERSION = table("alembic_version", column("version_num"))


class CannotOpen(Exception):
    """Why a database cannot be used, in one sentence that says what to do."""


def upgrade(engine: Engine) -> None:
    """Make the tables, or bring those of an older version up to date; all of it or none.

    Raises CannotOpen for a database of a newer version, and for one that holds something else.
    """
    if _version(engine) == HEAD:
        return
    from alembic import command

    with writing(engine) as connection:
        _check(connection)
        command.upgrade(_config(connection), "head")


def _version(engine: Engine) -> str | None:
    try:
        with engine.connect() as connection:
            return _version_of(connection)
    except DatabaseError as error:
        if "not a database" in str(error):
            raise CannotOpen(f"{engine.url.database} is not a database; name another file.") from error
        raise


def _version_of(connection: Connection) -> str | None:
    there = inspect(connection).has_table(VERSION.name)
    return connection.scalar(select(VERSION.c.version_num)) if there else None


def _check(connection: Connection) -> None:
    from alembic.script import ScriptDirectory

    version = _version_of(connection)
    if version is not None and version not in {one.revision for one in ScriptDirectory(str(FOLDER)).walk_revisions()}:
        raise CannotOpen(
            f"This database was made by a newer version of the program (its tables are at {version}); "
            "update the program, or open another database."
        )
    if version is None and (strange := set(inspect(connection).get_table_names()) & set(METADATA.tables)):
        raise CannotOpen(
            f"This database already has a table {min(strange)} that this program did not make; open an empty database."
        )


def _config(connection: Connection):
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
