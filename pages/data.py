"""What was imported, what is in quarantine, how complete each table and column is, month by month."""

import streamlit as st

from figures import cards, numbers
from figures.completeness import KEY, completeness, filled
from figures.words import data_page, labels, nothing
from figures.words.sentences import Headline
from metrics import holdings
from metrics.months import months_between
from pages.frame import answers, begin, state
from pages.frame.power import could_be_seen

MOST_MONTHS, MOST_ROWS = 24, 100
# What hangs most on what is handed in.
COLLECTED = "phq9_followed_up"


def lines(found: dict, months: tuple[str, ...]):
    """(name, share filled by month, share over all, rows): a line a table, all its columns together, then one a column."""
    for table, n in holdings.row_counts(found).items():
        if not n:
            continue
        columns = {name: by_month for name, by_month in found[table].items() if name}
        yield labels.table(table), *filled(columns.values(), months), n
        for name, by_month in columns.items():
            yield f"  {name}", *filled([by_month], months), sum(rows for rows, _ in by_month.values())


def rows_by_table(counts: dict[str, int], last: dict) -> str:
    """How many rows each table has, and the day of its latest."""
    rows = [
        (labels.table(name), numbers.count(n), numbers.date(last[name]) if name in last else "")
        for name, n in counts.items()
    ]
    return cards.table((("Table", "text"), ("Rows", "number"), ("Latest", "text")), rows, "Rows by table")


def say(headline: Headline) -> None:
    page.say(nothing.UNCOUNTED if page.data.uncounted else headline)


page = begin(with_filters=False)
if page.viewer.programs is not None:
    counts = answers.own_rows(page.viewer, page.data.version)
    last = answers.last_days(page.viewer, page.data.version, page.data.as_of) if page.data.as_of else {}
    say(data_page.headline(page.data.as_of, counts, None, last))
    st.html(cards.section("What is in the database of your programs") + rows_by_table(counts, last))
    st.html(cards.note(data_page.OF_ALL_PROGRAMS))
    st.stop()
import_no = state.last_import(page.viewer)
held = answers.contents(page.viewer, page.data.version, import_no, page.data.as_of, MOST_ROWS)
found, last, reasons, quarantined, history = held
counts = holdings.row_counts(found)
say(data_page.headline(page.data.as_of, counts, sum(n for *_, n in reasons), last))

st.html(cards.section("What is in the database") + rows_by_table(counts, last))

st.html(cards.section("How complete each table and column is, by month", data_page.OPEN_STAYS))
dated = sorted({month for columns in found.values() for by_month in columns.values() for month in by_month if month})
named = [
    f"{month // 100}-{month % 100:02d}"
    for month in dated
    if not page.data.as_of or month <= page.data.as_of.year * 100 + page.data.as_of.month
]
months = months_between(named[0], named[-1])[-MOST_MONTHS:] if named else ()
with st.expander("Every table and column"):
    st.html(
        cards.key(KEY) + completeness(list(months), list(lines(found, months)), page.narrow)
        or cards.empty("Nothing is in the database yet.")
    )

st.html(cards.section("In quarantine: rows that were set aside"))
if reasons:
    head = (("Table", "text"), ("Column", "text"), ("Why", "text"), ("Rows", "number"))
    st.html(
        cards.table(
            head,
            [(labels.table(t), c or "", why, numbers.count(n)) for t, c, why, n in reasons],
            "Quarantine by reason",
        )
    )
    with st.expander(f"The rows themselves (the first {MOST_ROWS})"):
        head = (("File", "text"), ("Line", "number"), ("Column", "text"), ("Why", "text"), ("Row as received", "note"))
        rows = [(q["file"], q["line"], q["column_name"] or "", q["reason"], q["row_text"]) for q in quarantined]
        st.html(cards.table(head, rows, "Rows in quarantine"))
else:
    st.html(cards.empty("Nothing is in quarantine.", "Every row that was handed in could be read."))

st.html(cards.section("Imports, the latest first"))
rows = []
for one in history:
    tables = one["report"].get("tables", {}).values()
    sums = [sum(table[name] for table in tables) for name in ("read", "new", "changed", "unchanged", "quarantined")]
    rows.append((f"{one['finished_at']:%Y-%m-%d %H:%M} UTC", numbers.date(one["as_of"]), *map(numbers.count, sums)))
head = (
    ("Finished", "text"),
    ("Data to", "text"),
    *((name, "number") for name in ("Read", "New", "Changed", "Unchanged", "Quarantined")),
)
st.html(cards.table(head, rows, "Imports"))
warnings = history[0]["report"].get("warnings", []) if history else []
if warnings:
    st.html(
        cards.section("Warnings of the latest import")
        + cards.table((("What looks odd, and was kept", "text"),), [[w] for w in warnings], "Warnings")
    )
if page.data.as_of:
    could_be_seen(page, COLLECTED)
