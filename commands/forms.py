"""The form of an answer: words for people, one JSON object, or CSV."""

import json
import sys

from commands.failing import WrongWords


def one_form(as_json: bool, as_csv: bool) -> None:
    """WrongWords where two forms are asked for at once."""
    if as_json and as_csv:
        raise WrongWords("--json and --csv exclude each other; choose one.")


def put(text: str) -> None:
    """Text as it is, and the end of its last line."""
    sys.stdout.write(text if text.endswith("\n") else f"{text}\n")


def put_json(found: dict) -> None:
    """One object on one line; ValueError for a number that JSON does not have."""
    put(json.dumps(found, allow_nan=False))
