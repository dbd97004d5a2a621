"""An import in a process of its own, to be killed, starved or met by another: `python -m tests.importing URL FOLDER`.

Prints `began` when the first file is read, and `done` after the import; a refusal is printed and exits with 1.
FSIZE as a third word is the greatest size in bytes that a file may grow to; MANY as a fourth the number of clients
from which two count.
"""

import signal
import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).parent.parent


def start(url: str, folder: Path, *more: str) -> subprocess.Popen:
    """An import in another process, which has begun to read when this returns."""
    command = [sys.executable, "-m", "tests.importing", url, str(folder), *more]
    process = subprocess.Popen(command, cwd=HOME, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "began\n"
    return process


def finish(process: subprocess.Popen) -> tuple[int, str]:
    """The exit code and what was printed."""
    words = process.communicate(timeout=120)[0]
    return process.returncode, words.strip()


def main(url: str, folder: str, greatest: str = "", many: str = "") -> None:
    from data import beside
    from intake import Refused, import_folder
    from metrics import database

    if many:
        database.MANY_CLIENTS, beside.CORES = int(many), 1
    engine = database.open_database(url)
    if greatest:
        _limit(int(greatest))
    try:
        import_folder(engine, folder, progress=_begun())
        print("done", flush=True)
    except Refused as refused:
        print(refused, flush=True)
        sys.exit(1)


def _begun():
    said = []

    def progress(words: str, done: int, total: int) -> None:
        if not said:
            said.append(words)
            print("began", flush=True)

    return progress


def _limit(greatest: int) -> None:
    import resource

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (greatest, greatest))


if __name__ == "__main__":
    main(*sys.argv[1:])
