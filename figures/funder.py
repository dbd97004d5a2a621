"""The funder summary as HTML: questions with their verdicts on the left, the number and its range on the right."""

from html import escape

from figures import cards
from figures.words.funder.marking import Translate
from figures.words.funder.numerals import number
from figures.words.funder.page import PAGE
from figures.words.funder.questions import Answer
from figures.words.funder.summary import Summary


def sheet(found: Summary, tr: Translate, language: str) -> str:
    """Everything below the page's first sentence."""
    served = cards.table(
        (
            (tr(PAGE["age"]), "text"),
            (tr(PAGE["people"]), "number"),
            (tr(PAGE["better"]), "number"),
            (tr(PAGE["range"]), "text"),
        ),
        found.served,
        tr(PAGE["served"]),
    )
    first = f'<section class="o-ask o-served"><h2 class="o-h2">1. {escape(tr(PAGE["served"]))}</h2>{served}</section>'
    asked = "".join(_asked(number, one, tr) for number, one in enumerate(found.answers, 2))
    closing = f'<p class="o-note">{"<b>" + escape(tr(PAGE["nobody"])) + "</b> "}{escape(found.closing)}</p>'
    return f'<div class="o-sheet" lang="{escape(language)}">{first if found.served else ""}{asked}{closing}</div>'


def _asked(number: int, one: Answer, tr: Translate) -> str:
    words = (
        f'<h2 class="o-h2">{number}. {escape(one.question)}</h2><p class="o-ask-verdict">{escape(one.verdict)}</p>'
        f'<p class="o-ask-words">{escape(one.words)}</p>'
    )
    return f'<section class="o-ask"><div>{words}</div><div>{_figure(one, tr)}</div></section>'


def _figure(one: Answer, tr: Translate) -> str:
    if one.value is None:
        return ""
    whole = one.low is not None and one.high is not None
    value = f"{100 * one.value:.0f}" if whole else number(one.value, tr, 1)
    head = f'<p class="o-ask-value"><b>{value}</b> {escape(one.unit)}</p>'
    return f'{head}{_scale(one, tr) if whole else ""}<p class="o-ask-count">{escape(one.count)}</p>'


def _scale(one: Answer, tr: Translate) -> str:
    """The number on a line from 0 to 100 with its range as a band."""
    low, high, at = (round(100 * x, 1) for x in (one.low, one.high, one.value))
    said = tr(PAGE["range_words"]).format(low=round(low), high=round(high))
    band = f'<i style="left:{low}%;width:{max(high - low, 0.5)}%"></i><i class="o-at" style="left:{at}%"></i>'
    ends = f"<span>0</span><span>{escape(said)}</span><span>100</span>"
    return f'<div class="o-line" aria-hidden="true">{band}</div><div class="o-ends">{ends}</div>'
