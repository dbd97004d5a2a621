"""A packet as the words, rows and pictures of a document; evidence/packet.typ says how they look."""

from evidence import commands, notices, sentences
from evidence.actions import Action
from evidence.actions import words as action_words
from evidence.finding import Finding
from evidence.packet import Packet
from evidence.requirement import MET, MISSING, PARTLY, QUALITY, VALIDITY, Answer
from evidence.section import Section
from evidence.traced import Traced
from figures import alt, numbers, units
from figures.control_chart import control_chart
from figures.svg import svg
from figures.words import funnels, labels, parts
from figures.words.months import capital, small
from metrics import MEASURES
from metrics.funnel import funnel
from metrics.result import Row

# px; charts stand across the page, where this makes their words about as large as small print.
WIDTH = 740
MOST_ROWS, MOST_LISTED = 30, 12
NUMBERS = ("What", "Count", "Of", "Value", "95% interval")
CHECKS = ("Word", "Check", "Found", "In words")
# What a card says that stands above its definition already.
ABOVE = ("Missing data", "Caveats")
ACTION = ("From", "Of", "Finding", "Action", "Who", "How it stands", "What came of it")
STEPS = ("Day", "Where", "Value", "What follows")


def document(packet: Packet) -> dict:
    """All that the document says, as plain values for JSON."""
    cohort = packet.cohort
    return {
        "title": f"Accreditation evidence: {packet.standard.title}",
        "standard": packet.standard.title,
        "edition": packet.standard.edition,
        "source": packet.standard.source,
        "checked": packet.standard.checked,
        "address": packet.standard.address,
        "period": period(packet),
        "who": packet.who,
        "as_of": numbers.date(packet.as_of),
        "day": packet.as_of.isoformat(),
        "about": about(packet),
        "demo": notices.DEMO if packet.demo else "",
        "staff": notices.STAFF,
        "records": notices.RECORDS if packet.people else notices.NO_RECORDS,
        "notice": [notices.PART_2, notices.PART_2_SOURCE] if packet.people else [],
        "states": [[state, sum(one.state == state for one in packet.answers)] for state in (MET, PARTLY, MISSING)],
        "requirements": [_requirement(one) for one in packet.answers],
        "measures": [_measure(packet, one) for one in packet.sections],
        "traced": [_traced(one, packet) for section in packet.sections for one in section.traced],
        "sample": f"{numbers.count(packet.wanted.sample)} records for each measure, drawn with seed {packet.wanted.seed}",
        "actions": {"head": list(ACTION), "rows": [action(one, packet) for one in packet.actions]},
        "versions": [_version(one) for one in packet.sections],
        "again": [[parts.title(one.measure), commands.again(one.name, cohort)] for one in packet.sections],
        "whole": commands.whole(packet),
        "definitions": packet.definitions,
        "fingerprint": packet.fingerprint,
        "software": packet.software,
        "glossary": [list(one) for one in notices.GLOSSARY],
    }


def period(packet: Packet) -> str:
    """ "1 Nov 2025 to 31 Oct 2026", "All days of the data"."""
    start, end = packet.cohort.start, packet.cohort.end
    if start and end:
        return f"{numbers.date(start)} to {numbers.date(end)}"
    if start or end:
        return f"From {numbers.date(start)}" if start else f"To {numbers.date(end)}"
    return "All days of the data"


def about(packet: Packet) -> list[list[str]]:
    """(what, words): whose, which period, with which filters, up to which day."""
    return [
        ["Programs", programs(packet)],
        ["Period", period(packet)],
        ["Filters", filters(packet) or "None: everybody in these programs"],
        ["Data to", numbers.date(packet.as_of)],
        ["Prepared by", packet.who],
        ["Standard", f"{packet.standard.title}, {packet.standard.edition}"],
        ["Software", packet.software],
        ["Fingerprint of the numbers", packet.fingerprint],
    ]


def programs(packet: Packet) -> str:
    """The names of the programs that it speaks of."""
    chosen = packet.cohort.filters().get("program", list(packet.programs))
    return ", ".join(packet.programs.get(code, code) for code in chosen if code in packet.programs) or "None"


def filters(packet: Packet) -> str:
    """ "Track: Evening; Payer: MassHealth or Medicare"."""
    said = []
    for name, values in packet.cohort.where:
        names = packet.programs if name == "program" else None
        said.append(f"{labels.dimension(name)}: {' or '.join(labels.value(name, one, names) for one in values)}")
    return "; ".join(said)


def _requirement(one: Answer) -> dict:
    asked = one.requirement
    return {
        "code": asked.code,
        "title": asked.title,
        "asks": asked.asks,
        "state": one.state,
        "found": [_answered(text) for text in one.found],
        "to_do": list(one.to_do),
        "measures": list(asked.measures),
    }


def _answered(text: str) -> list[str]:
    """(word of data quality or "", words)."""
    head, _, rest = text.partition(": ")
    return [head, capital(rest)] if head.lower() in QUALITY else ["", text]


def _measure(packet: Packet, one: Section) -> dict:
    card = one.measure.card
    answered = [each.requirement.code for each in packet.answers if one.name in each.requirement.measures]
    return {
        "name": one.name,
        "title": card.title,
        "version": card.version,
        "answers": answered,
        "value": sentences.value(one),
        "sure": sentences.how_sure(one),
        "charts": charts(one),
        "numbers": {"head": list(NUMBERS), "rows": number_rows(one)[:MOST_ROWS]},
        "more_numbers": max(0, len(one.result.rows) - MOST_ROWS),
        "counted": [[numbers.count(n), what, why] for n, what, why in funnels.steps(one.measure, funnel(one.counted))],
        "card": [list(line) for line in card.lines() if line[0] not in ABOVE],
        "checks": _checks(one.findings),
        "listed": _listed(one, packet),
        "limits": list(sentences.limits(one)),
    }


def charts(one: Section) -> list[dict]:
    """The chart of its own page, then its months."""
    drawn = []
    if one.picture:
        drawn.append(
            {"title": one.picture.title, "alt": one.picture.alt, "note": "", "svg": svg(one.picture.figure, WIDTH)}
        )
    return [*drawn, _by_month(one)] if sentences.drawable(one) else drawn


def _by_month(one: Section) -> dict:
    measure, monthly = one.measure, one.monthly
    unit, said = parts.unit(measure), parts.counted(measure)
    figure = control_chart(monthly, monthly.chart, unit=unit, noun=said, changes=one.changes)
    title = f"{parts.title(measure)} by month"
    text = alt.control_chart(title, monthly, sentences.verdict_of(one), unit, said)
    return {"title": title, "alt": text, "note": sentences.under_chart(one), "svg": svg(figure, WIDTH)}


def number_rows(one: Section) -> list[list[str]]:
    """The rows of the result in words, the headline first."""
    head = one.measure.headline
    rows = sorted(one.result.rows, key=lambda row: row.part != dict(head))
    return [_cells(one, row) for row in rows]


def _cells(one: Section, row: Row) -> list[str]:
    unit, n = units.unit(one.measure.card, row.part), row.denominator
    count = "" if row.numerator is None else _count(row.numerator)
    value, reach = numbers.value(row.value, unit, n), numbers.interval(row.low, row.high, unit, n)
    return [parts.part(one.measure, row.part), count, "" if n is None else _count(n), value, reach]


def _count(number: float) -> str:
    return numbers.count(number) if float(number).is_integer() else numbers.rate(number)


def _checks(findings: tuple[Finding, ...]) -> dict:
    """In the order of CARF's four words: what was found, and what was looked for and not found in one line."""
    ordered = sorted(findings, key=lambda one: QUALITY.index(one.word))
    told = [one for one in ordered if one.count or one.word == VALIDITY]
    rows = [[capital(one.word), one.title, numbers.count_of(one.count, one.of, one.unit), one.says] for one in told]
    clean = [one for one in ordered if one not in told and one.of]
    return {"head": list(CHECKS), "rows": rows, "clean": [_clean(word, clean) for word in QUALITY if _of(word, clean)]}


def _of(word: str, findings: list[Finding]) -> list[Finding]:
    return [one for one in findings if one.word == word]


def _clean(word: str, findings: list[Finding]) -> list[str]:
    said = [f"{small(one.title)} ({numbers.count(one.of)} {one.unit})" for one in _of(word, findings)]
    return [capital(word), f"{capital('; '.join(said))}."]


def _listed(one: Section, packet: Packet) -> list[dict]:
    """The records behind each check, the first few of them."""
    found = [each for each in one.findings if each.listed]
    return [
        {
            "title": each.title,
            "rows": [[r.client_id, r.episode_id, packet.programs.get(r.program, r.program), r.what] for r in each.listed[:MOST_LISTED]],
            "more": max(0, len(each.listed) - MOST_LISTED),
        }
        for each in found
    ]  # fmt: skip


def _traced(one: Traced, packet: Packet) -> dict:
    where = packet.programs.get(one.program, one.program)
    steps = [
        [numbers.date(s.day) if s.day else "", f"{s.table} {s.record_id}".strip(), s.value, s.follows]
        for s in one.steps
    ]
    return {
        "title": MEASURES[one.measure].card.title,
        "who": f"Client {one.client_id}, episode {one.episode_id}, {where}",
        "standing": capital(one.standing),
        "reason": one.reason,
        "head": list(STEPS),
        "steps": steps,
    }


def action(one: Action, packet: Packet) -> list[str]:
    return action_words.line(one, packet.programs, packet.as_of)[1:]


def _version(one: Section) -> list[str]:
    card = one.measure.card
    return [card.title, one.name, card.version, numbers.date(card.version_date), card.source]
