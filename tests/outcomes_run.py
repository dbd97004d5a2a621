"""The command line, run inside the process of the tests."""

from typer.testing import CliRunner, Result

from metrics import ask
from metrics.cohort import Cohort
from metrics.database import open_database
from outcomes import app

# As few episodes as leave nobody's number empty.
EPISODES = 90
FILES = {
    "programs": "program_id,name\nA,Day program\n",
    "clients": "client_id,birth_year\nC1,1980\nC2,1990\n",
    "episodes": "episode_id,client_id,program_id,admitted_on,discharged_on\n"
    "E1,C1,A,2026-01-05,2026-03-01\nE2,C2,A,2026-13-01,\nE3,C9,A,2026-01-07,\n",
}


def run(*words) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def one_line(found: Result, code: int) -> str:
    """The one line on stderr of a command that failed with this code and said nothing else."""
    assert (found.exit_code, found.stdout, found.stderr.count("\n")) == (code, "", 1), found.output
    return found.stderr


def answer(url: str, name: str, cohort: Cohort | None = None, options: dict | None = None) -> dict:
    """The object of a measure, asked without the command line."""
    engine = open_database(url)
    with engine.connect() as connection:
        found = ask.measure(connection, name, cohort or Cohort(), options).as_object()
    engine.dispose()
    return found
