"""Load a folder of CSV files into DuckDB and ask it the measures that are named."""

import sys
import tempfile
from pathlib import Path

import duckdb

from bench import duck
from bench.machine import timed
from bench.process import show


def main(folder: str, *names: str) -> None:
    with tempfile.TemporaryDirectory() as place:
        seconds, connection = timed(lambda: duck.load(Path(folder), f"{place}/yardstick.duckdb"))
        found = {name: duck.measure(connection, name) for name in names}
        connection.close()
    show({"version": duckdb.__version__, "loaded": seconds, "measures": found})


main(*sys.argv[1:])
