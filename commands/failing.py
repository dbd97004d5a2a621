"""Trouble on the command line: one line on stderr and an exit code, never a traceback."""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from signal import SIGINT, pthread_kill
from threading import Timer, main_thread
from typing import TextIO

from typer.core import TyperGroup
from typer.exceptions import TyperException

FAILED, WRONG_WORDS, STOPPED = 1, 2, 130
STOPPED_WORDS = "Stopped. Nothing was left half done."
AGAIN = 0.05  # seconds
MOST_TOLD = 80
# The words of the library that reads the command line.
NO_NUMBER = re.compile(r"is not a valid int( range)?\b")


class Failed(Exception):
    """Why a command could not do what it was asked, in words for people."""

    code = FAILED


class WrongWords(Failed):
    """What was typed cannot be meant; the text says what can."""

    code = WRONG_WORDS


class OneLine(TyperGroup):
    """A group of commands that tells every trouble in one line."""

    def main(self, *args, standalone_mode: bool = True, **extra) -> None:
        sys.stdout, sys.stderr = sys.stdout or nowhere(), sys.stderr or nowhere()
        for stream in (sys.stdout, sys.stderr):
            stream.reconfigure(errors="backslashreplace")  # a terminal that cannot write a sign must not stop us
        with no_stop_is_lost():
            code = self._run(*args, **extra)
        sys.exit(code)

    def _run(self, *args, **extra) -> int:
        try:
            code = super().main(*args, standalone_mode=False, **extra) or 0
        except Failed as trouble:
            return _tell(str(trouble), trouble.code)
        except TyperException as trouble:
            return _tell(_usage(trouble), trouble.exit_code)
        except UnicodeEncodeError as trouble:
            return _tell(_not_utf8(trouble), WRONG_WORDS)
        except OSError as trouble:
            return _tell(_file_words(trouble), FAILED)
        return _tell(STOPPED_WORDS, STOPPED) if code == STOPPED else code

    def invoke(self, ctx):
        found = super().invoke(ctx)
        sys.stdout.flush()  # here, where a reader that has gone away (| head) is expected
        return found


def nowhere() -> TextIO:
    """A stream for a process that was started with one closed (>&-): what it says is lost, what it does is not."""
    return open(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8", closefd=False)


@contextmanager
def no_stop_is_lost() -> Iterator[None]:
    """Ctrl-C comes again where it fell into code that cannot raise (a destructor), which Python would only print."""
    others = sys.unraisablehook

    def hook(found) -> None:
        if found.exc_type is not KeyboardInterrupt:
            return others(found)
        again = Timer(AGAIN, pthread_kill, (main_thread().ident, SIGINT))
        again.daemon = True
        again.start()

    sys.unraisablehook = hook
    try:
        yield
    finally:
        sys.unraisablehook = others


def _tell(words: str, code: int) -> int:
    print(" ".join(words.split()), file=sys.stderr)
    return code


def _usage(trouble: TyperException) -> str:
    """What the reader of the command line found wrong, and where help is."""
    path = getattr(getattr(trouble, "ctx", None), "command_path", "outcomes.py")
    said = NO_NUMBER.sub("is not a whole number", trouble.format_message().rstrip("."))
    return f"{said}. '{path} --help' says how it is written."


def _not_utf8(trouble: UnicodeEncodeError) -> str:
    """A word that was typed in bytes which are no text, as a database keeps it."""
    if trouble.reason != "surrogates not allowed":
        raise trouble
    return f"{trouble.object[:MOST_TOLD]!r} is not UTF-8; type it in UTF-8."


def _file_words(trouble: OSError) -> str:
    return (
        f"{trouble.strerror or trouble}: {trouble.filename}" if trouble.filename else f"{trouble.strerror or trouble}"
    )
