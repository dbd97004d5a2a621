"""Rules that tie the values of one row together."""

from collections.abc import Iterator

import pandas as pd

from data.tables import ITEMS
from metrics.instrument import Instrument
from metrics.instruments import INSTRUMENTS

Found = Iterator[tuple[int, str, str]]


def discharge_after_admission(rows: pd.DataFrame) -> Found:
    yield from _in_order(rows, "admitted_on", "discharged_on", "the discharge")


def span_in_order(rows: pd.DataFrame) -> Found:
    yield from _in_order(rows, "starts_on", "ends_on", "the end of the span")


def _in_order(rows: pd.DataFrame, first: str, last: str, what: str) -> Found:
    if last in rows:
        wrong = rows[(rows[last] < rows[first]).fillna(False)]  # ISO dates sort as text
        for line, start, end in zip(wrong.index, wrong[first], wrong[last], strict=True):
            yield line, last, f"{last} is {end}: {what} lies before {first}, {start}"


def known_instrument(rows: pd.DataFrame) -> Found:
    unknown = rows.loc[~rows["instrument"].isin(list(INSTRUMENTS)), "instrument"]
    for line, name in unknown.items():
        yield line, "instrument", f"instrument is “{name}”: known are {', '.join(INSTRUMENTS)}"


def scores(rows: pd.DataFrame) -> Found:
    """Items and totals of each instrument inside their ranges, and in agreement."""
    for name, of_one in rows.groupby("instrument"):
        if name in INSTRUMENTS:
            yield from _items(INSTRUMENTS[name], of_one)
            if "total" in of_one:
                yield from _totals(INSTRUMENTS[name], of_one)


def own_items(instrument: Instrument) -> list[str]:
    """The columns of an instrument's items."""
    return list(ITEMS[: instrument.items])


def _items(instrument: Instrument, rows: pd.DataFrame) -> Found:
    low, high = instrument.item_low, instrument.item_high
    for item in own_items(instrument):
        if item in rows:
            values = rows[item].dropna()
            for line, value in values[(values < low) | (values > high)].items():
                yield line, item, f"{item} is {value}: an item of {instrument.name} is {low} to {high}"


def _totals(instrument: Instrument, rows: pd.DataFrame) -> Found:
    low, high = instrument.low, instrument.high
    totals = rows["total"].dropna()
    outside = (totals < low) | (totals > high)
    for line, value in totals[outside].items():
        yield line, "total", f"total is {value}: a total of {instrument.name} is {low} to {high}"
    yield from _sums(instrument, rows.loc[totals[~outside].index])


def _sums(instrument: Instrument, rows: pd.DataFrame) -> Found:
    """A total must be the sum of its items; where some are missing, what they could still add up to."""
    items = rows.reindex(columns=own_items(instrument)).astype("Int64")
    sums, given = items.sum(axis=1), items.notna().sum(axis=1)
    missing = instrument.items - given
    low, high = sums + missing * instrument.item_low, sums + missing * instrument.item_high
    wrong = rows[(given > 0) & ((rows["total"] < low) | (rows["total"] > high))]
    for line, total in wrong["total"].items():
        yield line, "total", f"total is {total}: its {given[line]} items add up to {sums[line]}"


RULES = {
    "episodes": (discharge_after_admission,),
    "ed_coverage": (span_in_order,),
    "assessments": (known_instrument, scores),
}
# The columns that these read: where a file leaves some out, a row is looked at again with what was known before.
READ_BY = {
    "episodes": ("admitted_on", "discharged_on"),
    "ed_coverage": ("starts_on", "ends_on"),
    "assessments": ("instrument", "total", *ITEMS),
}
