"""A part of the bench in a process of its own: how long it ran, its peak of memory, and what it printed."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
LAUNCHER = Path(__file__).with_name("launch.py")
# ru_maxrss counts KiB on Linux and bytes on macOS.
TO_MIB = 1 / 2**20 if sys.platform == "darwin" else 1 / 2**10
# A machine of tests may forbid it; where people work, a program is compiled once.
NO_COMPILED_FILES = "PYTHONDONTWRITEBYTECODE"


@dataclass(frozen=True)
class Run:
    """`seconds` from the start of the process to its end; `peak` in MiB."""

    seconds: float
    peak: float
    text: str

    def found(self) -> dict:
        """The JSON object that a part prints as its last line."""
        return json.loads(self.text.splitlines()[-1])


def run(*words: object, **environment: str) -> Run:
    """Run this Python with these words in the project's folder; raises CalledProcessError where it fails."""
    command = [sys.executable, *map(str, words)]
    told, pipe = os.pipe()
    launched = [sys.executable, "-I", str(LAUNCHER), str(pipe), *command]
    around = {name: value for name, value in os.environ.items() if name != NO_COMPILED_FILES} | environment
    with (
        open(told) as answer,
        subprocess.Popen(launched, cwd=ROOT, stdout=subprocess.PIPE, env=around, pass_fds=[pipe]) as process,
    ):
        os.close(pipe)
        text, found = process.stdout.read().decode(), answer.read()
    seconds, peak, code = json.loads(found) if found else (0, 0, process.returncode or 1)
    if code:
        raise subprocess.CalledProcessError(code, command)
    return Run(seconds, peak * TO_MIB, text)


def part(name: str, *words: object, **environment: str) -> Run:
    """Run a module of the bench."""
    return run("-m", f"bench.{name}", *words, **environment)


def show(found: Mapping) -> None:
    """What a part hands to its parent: one JSON object on one line, the last that it prints."""
    print(json.dumps(found), flush=True)
