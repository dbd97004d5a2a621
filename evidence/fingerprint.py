"""A fingerprint of the numbers in a packet: the same for the same numbers, whatever the engine, another for others."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict

# Decimal places that every engine agrees on.
DIGITS = 12


def fingerprint(sections: Iterable) -> str:
    """SHA-256 over every number of every section: results, months, who is counted, and the checks of the data."""
    told = [_numbers(one) for one in sections]
    text = json.dumps(_plain(told), sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _numbers(one) -> list:
    counted = sorted([standing, reason, n] for (standing, reason), n in one.counted.items())
    checks = [{key: value for key, value in asdict(each).items() if key != "listed"} for each in one.findings]
    return [one.result.as_object(), one.by_month and one.by_month.as_object(), counted, checks]


def _plain(value):
    """The same with floats as words of so many digits."""
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return f"{value:.{DIGITS}g}" if isinstance(value, float) else value
