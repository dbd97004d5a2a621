"""What was measured, as Markdown tables with targets and ratios."""

from collections.abc import Iterable, Mapping

from bench.answers import QUESTION, compare

# The targets, and the number of episodes that they speak of.
TARGET_EPISODES = 100_000
MEASURE_MS, IMPORT_SECONDS, IMPORT_MIB, DAY_SECONDS, CLICK_MS = 150, 300, 2048, 2, 300
TIMES_FASTER, TIMES_SMALLER = 20, 10
NONE = "–"
NOT_MEASURED = "**Not measured**"


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table; the first column is text, the others are numbers."""
    head = list(head)
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def against(met: bool, target: str, episodes: int) -> str:
    """A target and whether it is reached; a smaller clinic than it speaks of says nothing of it."""
    if episodes < TARGET_EPISODES:
        return f"target {target} at {TARGET_EPISODES:,} episodes: not judged at {episodes:,}"
    return f"target {target}: {'reached' if met else '**missed**'}"


def imports(found: Mapping[int, Mapping]) -> str:
    """Imports of growing clinics; whether cost grows in line with rows."""
    head = ("Episodes", "Rows", "Sessions", "Seconds", "Rows a second", "Peak, MiB", "Database, MiB")
    rows = [_import(f"{episodes:,}", one) for episodes, one in found.items()]
    each = [one["seconds"] / sum(one["rows"].values()) for one in found.values()]
    last = found[max(found)]
    met = last["seconds"] < IMPORT_SECONDS and last["peak"] < IMPORT_MIB
    return (
        f"### Import with facts\n\n{table(head, rows)}\n\n"
        f"Time a row at the largest is {each[-1] / each[0]:.2f} of that at the smallest. The largest: "
        f"{against(met, f'{IMPORT_SECONDS} s and {IMPORT_MIB:,} MiB', max(found))}. {_machine(found.values())}"
    )


def _import(name: str, one: Mapping) -> list[str]:
    rows = sum(one["rows"].values())
    numbers = (rows, one["rows"]["sessions"], one["seconds"], rows / one["seconds"], one["peak"], one["mib"])
    return [name, *(f"{n:,.1f}" if n is one["seconds"] else f"{n:,.0f}" for n in numbers)]


def day(found: Mapping, which: str, episodes: int) -> str:
    rows = ", ".join(f"{n:,} {name}" for name, n in found["rows"].items() if n)
    met = against(found["seconds"] < DAY_SECONDS, f"{DAY_SECONDS} s", episodes)
    return (
        f"### {which.capitalize()}\n\nA folder with {rows}, into a copy of the largest database: {found['seconds']:.2f} s, "
        f"peak {found['peak']:,.0f} MiB; {met}. {_machine([found])}"
    )


def measures(ours: Mapping, duck: Mapping, usual: Mapping, episodes: int) -> str:
    """Every measure beside both yardsticks; raises `answers.Differs` where a yardstick does not get our numbers."""
    head = (
        "Measure",
        "Ours, ms",
        "DuckDB, ms",
        "parts",
        "pandas: read, s",
        "work, s",
        "parts",
        "Parts",
        "Groups × parts",
    )
    rows = [_measure(name, one, duck["measures"].get(name), usual["measures"].get(name)) for name, one in ours.items()]
    slow = [name for name, one in ours.items() if one["milliseconds"] > MEASURE_MS]
    verdict = against(not slow, f"{MEASURE_MS} ms each", episodes) + (f" by {', '.join(slow)}" if slow else "")
    peaks = ", ".join(f"{family} {peak:,.0f}" for family, peak in usual["peaks"].items())
    return (
        f"### Every measure, {QUESTION}\n\n{table(head, rows)}\n\n"
        f"Ours: all parts with their intervals, warm, in one process, median of {_times(ours)}; {verdict}. {_machine(ours.values())} "
        f"DuckDB {duck['version']}: hand-written SQL over the raw rows, loaded from the same CSV files in "
        f"{duck['loaded']:.1f} s, warm, median of 3, on all cores. pandas: `read_sql` of only the columns that are "
        f"needed, then merge and groupby, once, a process for each family; its peak of memory in MiB: {peaks}. Both "
        "yardsticks give numbers without intervals, of as many parts as their column says, and every one equals ours."
    )


def _times(ours: Mapping) -> int:
    return next(iter(ours.values()))["times"]


def _measure(name: str, one: Mapping, duck: Mapping | None, usual: Mapping | None) -> list[str]:
    parts = len({frozenset(part.items()) for _, part, *_ in one["answers"]})
    cells = [f"`{name}`", f"{one['milliseconds']:.0f}"]
    cells += [f"{duck['milliseconds']:,.0f}", _same(name, "DuckDB", one, duck)] if duck else [NONE] * 2
    cells += (
        [f"{usual['read']:.1f}", f"{usual['worked']:.2f}", _same(name, "pandas", one, usual)] if usual else [NONE] * 3
    )
    return [*cells, str(parts), str(len(one["answers"]))]


def _same(name: str, whose: str, one: Mapping, theirs: Mapping) -> str:
    return str(compare(name, whose, one["answers"], theirs["answers"], one["headline"]))


def fresh(found: Mapping, episodes: int) -> str:
    """From process start to first number."""
    ours, usual = found["ours"], found["usual"]
    faster, smaller = usual["seconds"] / ours["seconds"], usual["peak"] / ours["peak"]
    names = {f"`python outcomes.py {found['asked']}`": ours, "the usual way: pandas, the same question": usual}
    rows = [[name, f"{one['seconds']:.2f}", f"{one['peak']:,.0f}"] for name, one in names.items()]
    return (
        f"### A fresh process, from its start to its end\n\n{table(('', 'Seconds', 'Peak, MiB'), rows)}\n\n"
        f"{faster:.1f} times less time ({against(faster >= TIMES_FASTER, str(TIMES_FASTER), episodes)}), {smaller:.1f} times less "
        f"memory ({against(smaller >= TIMES_SMALLER, str(TIMES_SMALLER), episodes)}). Medians of {found['times']}. {_machine([found])}"
    )


def browser(found: Mapping, episodes: int) -> str:
    met = against(found["median"] < CLICK_MS, f"{CLICK_MS} ms", episodes)
    return (
        f"### In the browser\n\nFrom a click on a program in the filter to the repainted first chart of the attendance "
        f"page: median {found['median']:.0f} ms of {len(found['milliseconds'])} clicks, each on a program not yet "
        f"looked at, {min(found['milliseconds']):.0f} to {max(found['milliseconds']):.0f} ms; {met}. Chromium "
        f"{found['browser']} on the same machine. {_machine([found])}"
    )


def not_measured(error: Exception) -> str:
    return f"### In the browser\n\n{NOT_MEASURED}: {error}"


def _machine(found: Iterable[Mapping]) -> str:
    began = [(one["load"], one["loop"]) for one in found]
    load, loop = (max(values) for values in zip(*began, strict=True))
    return f"The machine before it began: load up to {load:.1f}, ten million additions in {loop:.2f} s."


def page(machine: str, sections: Iterable[str]) -> str:
    return "\n\n".join([f"Measured on {machine}.", *sections])
