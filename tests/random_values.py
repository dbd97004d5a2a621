"""Averages and intervals of random releases, attacked beside the counts that are shown.

`python -m tests.random_values 1000` tries so many of each kind and says how many counts of 1 to 10 were looked for.
"""

import sys

from tests.random_scores import scores
from tests.random_things import sessions, visits

KINDS = (scores, sessions, visits)


def main(many: int) -> None:
    """Say what came of so many of each kind."""
    for make in KINDS:
        tried = [make(seed) for seed in range(many)]
        counts, values = (sum(getattr(one, name) for one in tried) for name in ("counts", "values"))
        pinned, unknown = (
            [(seed, which) for seed, one in enumerate(tried) if (which := getattr(one, name))] or "none"
            for name in ("pinned", "unknown")
        )
        print(
            f"{make.__name__}: {many} releases, {values} values, {counts} counts of 1 to 10; pinned: {pinned}; ", end=""
        )
        print(f"not settled: {unknown}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
