"""python -m bench.releases: random releases, each attacked by integer programming; what was tried and what came back."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

RELEASES, TOLD_EVERY = 10_000, 500
ADDED = (
    "releases",
    "refused",
    "counts",
    "small",
    "hidden",
    "repetition",
    "values",
    "bounded",
    "unknown",
    "by_repetition",
    "seconds",
)


def main() -> None:
    asked = _arguments()
    sums: dict = dict.fromkeys(ADDED, 0) | {"recovered": []}
    told = 0
    for line in _lines(asked):
        _add(sums, line)
        if sums["releases"] - told >= TOLD_EVERY:
            told = sums["releases"]
            print(words(sums), file=sys.stderr, flush=True)
        if sums["releases"] >= asked.releases:
            break
    print(words(sums))
    for one in sums["recovered"]:
        print(f"recovered: {one}")
    sys.exit(bool(sums["recovered"]))


def _lines(asked: argparse.Namespace) -> Iterator[dict]:
    """What the file has, then one sequence of releases after another, each written to the file as it ends."""
    kept = [json.loads(line) for line in asked.file.read_text().splitlines()] if _is_there(asked.file) else []
    yield from kept
    seed, began = max((line["seed"] + 1 for line in kept), default=asked.seed), monotonic()
    while not asked.minutes or monotonic() - began < 60 * asked.minutes:
        line = _tried(seed, asked.repetition)
        if asked.file:
            with asked.file.open("a") as out:
                out.write(json.dumps(line) + "\n")
        yield line
        seed += 1


def _is_there(file: Path | None) -> bool:
    return file is not None and file.exists()


def _tried(seed: int, repetition: bool) -> dict:
    from tests.random_releases import attempt

    found = attempt(seed, repetition)
    numbers = {name: getattr(found, name) for name in ADDED[:-1]} | {"seconds": round(sum(found.seconds), 3)}
    return {"seed": seed, **numbers, "recovered": [str((seed, *one)) for one in found.recovered]}


def _add(sums: dict, line: dict) -> None:
    for name in (*ADDED, "recovered"):
        sums[name] += line[name]


def words(sums: dict) -> str:
    counts = max(sums["counts"], 1)
    gave = f" and gives {sums['by_repetition']:,} counts away" if sums["by_repetition"] else ""
    return (
        f"{sums['releases']:,} random releases with {sums['counts']:,} counts: {sums['bounded']:,} hidden or not published "
        f"ones bounded by integer programming by somebody who knows which lines have people, {len(sums['recovered'])} recovered, {sums['unknown']} not settled in time; "
        f"{sums['refused']:,} more releases were refused beside earlier ones, because their lines alone tell too much. "
        f"Of the counts {sums['small'] / counts:.1%} are 1 to 10, {sums['hidden'] / counts:.1%} hidden; simple row and "
        f"column repetition hides {sums['repetition'] / counts:.1%}{gave}. Beside {sums['values']:,} counts that are shown the "
        f"value of a curve is hidden. {sums['seconds']:,.0f} s of computing."
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.releases", description=__doc__)
    parser.add_argument("--releases", type=int, default=RELEASES, help=f"how many at least (default {RELEASES:,})")
    parser.add_argument("--seed", type=int, default=0, help="of the first")
    parser.add_argument("--minutes", type=float, default=0, help="stop after so long")
    parser.add_argument("--repetition", action="store_true", help="attack the simple way's tables too")
    parser.add_argument("--file", type=Path, help="keep each sequence here; begun again, it goes on after the last")
    return parser.parse_args()


if __name__ == "__main__":
    main()
