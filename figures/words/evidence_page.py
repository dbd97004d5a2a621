"""The page of packets in words: how far the requirements are answered, and what a packet is."""

from collections.abc import Sequence

from figures.words.months import capital, spelled
from figures.words.sentences import Headline

MET, PARTLY, MISSING = "met", "partly met", "missing"
WHAT = (
    "A PDF to read and to print, an Excel workbook and CSV files with every number, and a manifest with the seal of each "
    "file. The same data give the same files."
)
PEOPLE = (
    "With them the packet also lists, by pseudonym, the people behind each number, the records behind each check of the "
    "data, and a sample to trace. Making it is written down in the audit with every client in it."
)
SURE = "Worked out from the data of this period. What only a person can show stands as still to do; it never counts as met."
STALE = "The data, the standard or the choices have changed since the last packet was made here; make it anew."


def headline(title: str, states: Sequence[str]) -> Headline:
    """From the state of each requirement."""
    many, met, partly, missing = len(states), *(states.count(state) for state in (MET, PARTLY, MISSING))
    if not many:
        return Headline(f"{title} asks for nothing yet.", SURE)
    of = f"{spelled(many)} requirement{'s' if many > 1 else ''}"
    first = f"{capital(spelled(met)) if met else 'None'} of {of} {'are' if met > 1 else 'is'} met"
    others = [
        f"{spelled(n)} {'are' if n > 1 else 'is'} {state}" for n, state in ((partly, PARTLY), (missing, MISSING)) if n
    ]
    return Headline(f"{first}; {' and '.join(others)}." if others else f"{first}.", f"{title}. {SURE}")


def left(to_do: Sequence[str]) -> str:
    """The first thing that is still to do, and how many more there are."""
    sentences = [one for words in to_do for one in words.replace(". ", ".\n").split("\n")]
    if not sentences:
        return "Nothing"
    more = f" And {spelled(len(sentences) - 1)} more." if len(sentences) > 1 else ""
    return capital(sentences[0]) + more
