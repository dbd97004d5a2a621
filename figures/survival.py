"""Share still free of an event, by days since admission: one step curve a rule, bounds for missing data, numbers at risk."""

from figures import layout, numbers
from figures.layout import LINE, SMALL
from figures.palette import palette

# What each rule says, long for a label beside its curve, short for the table of numbers under it.
RULES = {
    "first_use": ("free of any positive or report", "Any positive"),
    "three_of_three": ("free of three weeks in a row", "Three in a row"),
    "two_of_four": ("free of two weeks in four", "Two weeks in four"),
    "four_of_four": ("free of four weeks in a row", "Four in a row"),
    "four_of_four_from_week_3": ("free of four weeks from week 3", "Four from week 3"),
    "dropout_four": ("free of four missed weeks", "Four missed"),
}
DASHES = ("6px,5px", "1px,3px", "10px,4px", "4px,3px,1px,3px", "2px,5px")
LEFT, RIGHT, HEIGHT = 128, 226, 330


def survival(
    rows,
    mode: str = "light",
    narrow: bool = False,
    main: str = "first_use",
    missing: str = "observed",
    marks=(30, 60, 90),
    others: str = "positive",
):
    """Curves from rows with part day, rule and missing (rows without a rule count as `main`).

    The main rule is drawn under `missing`, with whiskers at `marks`; a hatched area spans the same rule's other ways
    to count missing data. All other rules are drawn under `others`. Curves hold their value from one day to the next.
    """
    p = palette(mode)
    curves = _curves(rows, main, missing, others)
    if not curves:
        return layout.empty(mode)
    bounds = _bounds(rows, main, missing)
    page = _page(p, curves, narrow, bounds)
    named = list(curves.items())
    traces = _hatched(p, bounds) + [_curve(p, rule, rows_, k, rule == main) for k, (rule, rows_) in enumerate(named)]
    traces += _marks(p, curves.get(main, []), marks)
    return layout.figure(traces, page)


def _curves(rows, main: str, missing: str, others: str) -> dict:
    """rule -> its rows by day, the main rule first."""
    found: dict = {}
    for row in rows:
        rule = row.part.get("rule", main)
        ways = {missing} if rule == main else {others, "none"}
        way = row.part.get("missing", missing if rule == main else others)
        if "day" in row.part and way in ways and row.value is not None:
            found.setdefault(rule, {})[row.part["day"]] = row
    ordered = sorted(found, key=lambda rule: (rule != main, list(RULES).index(rule) if rule in RULES else 99))
    return {rule: [found[rule][day] for day in sorted(found[rule])] for rule in ordered}


def _bounds(rows, main: str, missing: str) -> tuple[list, list]:
    """Rows of the main rule under the other two ways to count missing data: gaps are use, gaps are clear.

    Only days on which both are known: where every gap is use, nobody may be left to follow to the end.
    """
    ways: dict = {"positive": {}, "negative": {}}
    for row in rows:
        if "day" in row.part and row.value is not None and row.part.get("rule", main) == main:
            ways.get(row.part.get("missing"), {})[row.part["day"]] = row
    low, high = ways.values()
    days = sorted(low.keys() & high.keys())
    return [low[day] for day in days], [high[day] for day in days]


def steps(rows) -> tuple[list, list]:
    """Days and shares from (0, 1) on, each share held until the next day."""
    days = [0, *(row.part["day"] for row in rows if row.part["day"] > 0)]
    return days, [1.0, *(row.value for row in rows if row.part["day"] > 0)]


def _curve(p, rule: str, rows, k: int, is_main: bool) -> dict:
    days, shares = steps(rows)
    own = {"color": p.accent, "width": 2} if is_main else {"color": p.second, "width": 1.6, "dash": DASHES[(k - 1) % 5]}
    hover = ["", *(_hover(rule, row) for row in rows if row.part["day"] > 0)]
    path = {
        "type": "scatter",
        "mode": "lines",
        "x": days,
        "y": shares,
        "line": {"shape": "hv", **own},
        "name": rule,
    }
    return {**path, "hoverinfo": "text", "hovertext": hover}


def _hover(rule: str, row) -> str:
    bracket = numbers.range_of(row.low, row.high, "share", row.denominator)
    first = f"<b>Day {row.part['day']}: {numbers.share(row.value, row.denominator)} {_rule(rule)[0]}</b>"
    lines = [
        first,
        f"{numbers.count(row.numerator)} events by then, {numbers.count(row.denominator)} still followed",
    ]
    return "<br>".join([*lines, f"95% interval {bracket}"] if bracket else lines)


def _rule(rule: str) -> tuple[str, str]:
    plain = layout.plain(rule.replace("_", " "))
    return RULES.get(rule, (plain, plain))


def _hatched(p, bounds) -> list[dict]:
    """Between the two bounds: drawn level from day to day, so hatched areas are steps as the curves are."""
    low, high = bounds
    if not low:
        return []
    line = {"shape": "hv", "width": 0, "color": p.limit}
    base = {"type": "scatter", "mode": "lines", "line": line, "hoverinfo": "skip"}
    (x, bottom), (_, top) = steps(low), steps(high)
    hatch = {"shape": "/", "size": 6, "solidity": 0.18, "fgcolor": p.limit, "bgcolor": p.background}
    return [
        {**base, "x": x, "y": bottom, "name": "gaps are use"},
        {**base, "x": x, "y": top, "name": "gaps are clear", "fill": "tonexty", "fillpattern": hatch},
    ]


def _marks(p, rows, marks) -> list[dict]:
    shown = [row for row in rows if row.part["day"] in marks and row.low is not None]
    up, down = [row.high - row.value for row in shown], [row.value - row.low for row in shown]
    bars = {"type": "data", "symmetric": False, "array": up, "arrayminus": down, "thickness": 1.4, "width": 4}
    points = {"x": [row.part["day"] for row in shown], "y": [row.value for row in shown], "hoverinfo": "skip"}
    marker = {"size": 8, "color": p.accent, "line": {"color": p.background, "width": 1}}
    trace = {"type": "scatter", "mode": "markers", "marker": marker, "error_y": {**bars, "color": p.accent}}
    return [{**trace, **points, "name": "interval"}] if shown else []


def _page(p, curves: dict, narrow: bool, bounds) -> dict:
    last = max(row.part["day"] for rows in curves.values() for row in rows)
    ticks = _ticks(last, narrow)
    at_risk = _at_risk(p, curves, ticks, narrow)
    labels = _heads(p, curves, bounds) if narrow else _ends(p, curves, bounds, last)
    under = 40 + (len(curves) + 1) * (2 * LINE if narrow else 20)
    top = 16 + (len(labels) * LINE if narrow else 0)
    left, right = (44, 14) if narrow else (LEFT, RIGHT)
    height = (230 if narrow else HEIGHT - 34) + top + under
    page = layout.base(p, height, left=left, right=right, top=top, bottom=under)
    page["xaxis"] = layout.x_axis(p, range=[-last * 0.02, last * 1.005], tickvals=ticks)
    page["yaxis"] = layout.y_axis(p, "share", range=[0, 1.005], tickvals=[0, 0.25, 0.5, 0.75, 1])
    page["annotations"] = at_risk + labels
    return page


def _ticks(last: int, narrow: bool) -> list[int]:
    step = next((s for s in (7, 15, 30, 60, 90, 180) if last / s <= (4 if narrow else 6)), 360)
    return list(range(0, last + 1, step))


def _ends(p, curves: dict, bounds, last: int) -> list[dict]:
    """A label at the right end of each curve and of each bound, moved apart where they lie close."""
    ends = [(rows[-1].value, _end_text(rule, rows[-1]), k == 0) for k, (rule, rows) in enumerate(curves.items())]
    for rows, words in zip(bounds, ("if every gap was use", "if no gap was use"), strict=True):
        ends += [(rows[-1].value, _bound_text(rows[-1], words, last), None)] if rows else []
    plot = HEIGHT - 34
    moved = layout.spread([plot * value for value, _, _ in ends], LINE)
    place = {"xref": "paper", "xshift": 14}
    colours = {True: p.accent, False: p.second, None: p.second}
    return [
        layout.words(text, 1, value, colours[kind], SMALL, yshift=to - plot * value, **place)
        for (value, text, kind), to in zip(ends, moved, strict=True)
    ]


def _bound_text(row, words: str, last: int) -> str:
    when = f" (day {row.part['day']})" if row.part["day"] < last else ""
    return f"{numbers.share(row.value, row.denominator)} {words}{when}"


def _end_text(rule: str, row) -> str:
    return f"<b>{numbers.share(row.value, row.denominator)}</b> {_rule(rule)[0]}"


def _heads(p, curves: dict, bounds) -> list[dict]:
    """On a phone the labels are lines above the chart, main rule first."""
    marks = ["━", "╌", "┄", "─ ─", "-·-", "· ·"]
    named = enumerate(curves.items())
    lines = [(f"{marks[k % 6]} {_end_text(rule, rows[-1])}", p.second if k else p.accent) for k, (rule, rows) in named]
    if bounds[0]:
        reach = numbers.range_of(bounds[0][-1].value, bounds[1][-1].value)
        lines.insert(1, (f"▨ {reach} depending on missing screens", p.second))
    return [layout.headline(text, row, p, colour, 44, SMALL) for row, (text, colour) in enumerate(lines[::-1])]


def _at_risk(p, curves: dict, ticks: list[int], narrow: bool) -> list[dict]:
    """Under the axis, aligned to its ticks: how many are still followed; on a phone the name stands above its numbers."""
    place = {"xref": "paper", "yref": "paper", "yanchor": "top"}
    name = {**place, "xanchor": "left", "xshift": -44} if narrow else {**place, "xanchor": "right", "xshift": -14}
    out = [layout.words("<b>Still followed (n)</b>", 0, 0, p.second, SMALL, yshift=-34, **name)]
    for k, (rule, rows) in enumerate(curves.items()):
        y = -34 - LINE - (k * 2 * LINE if narrow else k * 20) - (0 if narrow else 3)
        colour = p.second if k else p.accent
        out.append(layout.words(_rule(rule)[1], 0, 0, colour, SMALL, yshift=y, **name))
        counts = {
            "yref": "paper",
            "yanchor": "top",
            "xanchor": "center",
            "yshift": y - (LINE if narrow else 0),
        }
        out += [layout.words(n, day, 0, colour, SMALL, **counts) for day, n in _followed(rows, ticks)]
    return out


def _followed(rows, ticks: list[int]) -> list[tuple[int, str]]:
    """n at each tick that has a row; day 0 counts everyone of the first row who was followed from the start."""
    found = {row.part["day"]: row.denominator for row in rows}
    return [(day, numbers.count(found[day])) for day in ticks if day in found]
