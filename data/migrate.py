"""The tables of a database, brought to this version of the program; every change of them is a migration."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect
from sqlalchemy.exc import DatabaseError

from data.engine import writing
from data.tables import METADATA

FOLDER = Path(__file__).with_name("migrations")


class CannotOpen(Exception):
    """Why a database cannot be used, in one sentence that says what to do."""


def upgrade(engine: Engine) -> None:
    """Make the tables, or bring those of an older version up to date; all of it or none.

    Raises CannotOpen for a database of a newer version, and for one that holds something else.
    """
    script = ScriptDirectory(str(FOLDER))
    if _version(engine) == script.get_current_head():
        return
    with writing(engine) as connection:
        _check(connection, script)
        command.upgrade(_config(connection), "head")


def _version(engine: Engine) -> str | None:
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    except DatabaseError as error:
        if "not a database" in str(error):
            raise CannotOpen(f"{engine.url.database} is not a database; name another file.") from error
        raise


def _check(connection: Connection, script: ScriptDirectory) -> None:
    version = MigrationContext.configure(connection).get_current_revision()
    if version is not None and version not in {one.revision for one in script.walk_revisions()}:
        raise CannotOpen(
            f"This database was made by a newer version of the program (its tables are at {version}); "
            "update the program, or open another database."
        )
    if version is None and (strange := set(inspect(connection).get_table_names()) & set(METADATA.tables)):
        raise CannotOpen(
            f"This database already has a table {min(strange)} that this program did not make; open an empty database."
        )


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
