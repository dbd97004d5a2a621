"""Client ids that look like a name, a number of a person, or an address: a pseudonym says nothing."""

import pandas as pd

from intake.header import Header

LOOKS = {
    "a social security number": r"[0-9]{3}-[0-9]{2}-[0-9]{4}|[0-9]{9}",
    "an e-mail address": r"[^@\s]+@[^@\s]+\.[A-Za-z]+",
    "a telephone number": r"\(?[0-9]{3}\)?[-. ][0-9]{3}[-. ][0-9]{4}",
    "a person's name": r"[A-Z][a-z]+(?:'[A-Z][a-z]+)?,? [A-Z][A-Za-z'-]+(?: [A-Z][a-z]+)?",
}


def looks(rows: pd.DataFrame) -> dict[str, list[int]]:
    """{what a client id looks like: lines}, without the id itself."""
    if "client_id" not in rows:
        return {}
    ids = rows["client_id"]
    found = {what: rows.index[ids.str.fullmatch(pattern)].tolist() for what, pattern in LOOKS.items()}
    return {what: lines for what, lines in found.items() if lines}


def sentences(header: Header, found: dict[str, list[int]]) -> list[str]:
    return [
        f"{header.path.name} has {_ids(len(lines))} like {what} (first on line {min(lines)}): hand in pseudonyms only."
        for what, lines in found.items()
    ]


def _ids(n: int) -> str:
    return "1 client id that looks" if n == 1 else f"{n:,} client ids that look"
