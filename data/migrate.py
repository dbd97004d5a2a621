"""The tables of a database, brought to this version of the program; every change of them is a migration."""

from pathlib import Path

from sqlalchemy import Connection, Engine, column, inspect, select, table, text
from sqlalchemy.exc import DatabaseError

from data.engine import VERSIONS, writing
from data.tables import episodes

FOLDER = Path(__file__).with_name("migrations")
# The newest migration. Alembic is loaded only where a database is not there yet: opening one must be quick.
HEAD = "0008"
VERSION = table(VERSIONS, column("version_num"))
# What an extension of PostgreSQL keeps beside our tables is nobody's data.
OF_EXTENSIONS = text(
    "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
    "JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e' "
    "WHERE n.nspname = current_schema()"
)


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

    version, names = _version_of(connection), _tables(connection)
    if names and (version is None or episodes.name not in names):
        raise CannotOpen(
            f"This database already has a table {min(names - {VERSION.name}, default=VERSION.name)} that this program did not "
            "make, and is left as it was; open an empty database, or a new one."
        )
    if version is not None and version not in {one.revision for one in ScriptDirectory(str(FOLDER)).walk_revisions()}:
        raise CannotOpen(
            f"This database was made by a newer version of the program (its tables are at {version}); "
            "update the program, or open another database."
        )


def _tables(connection: Connection) -> set[str]:
    """The names of the tables that somebody made, in the schema that is worked in."""
    found = set(inspect(connection).get_table_names())
    return found - set(connection.scalars(OF_EXTENSIONS)) if connection.dialect.name == "postgresql" else found


def _config(connection: Connection):
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
