"""python -m bench.releases: random releases, each attacked by integer programming; what was tried and what came back."""

import argparse
import sys
from time import monotonic

RELEASES, TOLD_EVERY = 10_000, 250


def main() -> None:
    from tests.random_releases import attempt

    asked = _arguments()
    sums, recovered, began, seed = (
        dict.fromkeys(("releases", "counts", "small", "hidden", "repetition", "bounded", "by_repetition"), 0),
        [],
        monotonic(),
        asked.seed,
    )
    told = 0
    while sums["releases"] < asked.releases and (not asked.minutes or monotonic() - began < 60 * asked.minutes):
        found = attempt(seed, asked.repetition)
        for name in sums:
            sums[name] += getattr(found, name)
        recovered += [(seed, *one) for one in found.recovered]
        seed += 1
        if sums["releases"] - told >= TOLD_EVERY:
            told = sums["releases"]
            print(words(sums, len(recovered), monotonic() - began), file=sys.stderr, flush=True)
    print(words(sums, len(recovered), monotonic() - began))
    for one in recovered:
        print(f"recovered: {one}")
    sys.exit(bool(recovered))


def words(sums: dict, recovered: int, seconds: float) -> str:
    counts = max(sums["counts"], 1)
    gave = f" and gives {sums['by_repetition']} of them away" if sums["by_repetition"] else ""
    return (
        f"{sums['releases']:,} random releases with {sums['counts']:,} counts: {sums['bounded']:,} hidden ones bounded by "
        f"integer programming, {recovered} recovered. Of the counts {sums['small'] / counts:.1%} are 1 to 10, "
        f"{sums['hidden'] / counts:.1%} hidden; simple row and column repetition hides "
        f"{sums['repetition'] / counts:.1%}"
        f"{gave}. {seconds:.0f} s."
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.releases", description=__doc__)
    parser.add_argument("--releases", type=int, default=RELEASES, help=f"how many at least (default {RELEASES:,})")
    parser.add_argument("--seed", type=int, default=0, help="of the first")
    parser.add_argument("--minutes", type=float, default=0, help="stop after so long")
    parser.add_argument("--repetition", action="store_true", help="attack the simple way's tables too")
    return parser.parse_args()


if __name__ == "__main__":
    main()
