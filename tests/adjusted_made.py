"""Adjusted groups made by hand, for tests of words and pictures."""

import numpy as np
import pandas as pd

from metrics.calibration import Calibration
from metrics.case_rows import POINTS, YES_NO
from metrics.casemix import Adjusted
from metrics.funnel_limits import QUANTILES
from metrics.standardised import Standardised, shares_of

FIT = Calibration(((50, 0.3, 0.28), (50, 0.5, 0.52)), 0.62, 0.23, 0.24)


def of(k, n, expected, name="P0"):
    """A group with the same risk for all its people."""
    own = pd.DataFrame({"group": name, "outcome": [k / n], "n": [float(n)]})
    return shares_of(own, np.array([expected / n]))[0]


def adjusted(*groups, kind=YES_NO, **more):
    """Of (observed, people, expected)."""
    found = tuple(one if kind == POINTS else of(*one, f"P{i}") for i, one in enumerate(groups))
    told = {"used": ("severity", "payer"), "pooled": {}, "left_out": {}, "people": 100, "missing": 0, "fit": FIT} | more
    return Adjusted(kind, "PHQ-9", found, **told)


def points(n, observed, expected, error):
    """A group of scores, with the limits of so large a standard error."""
    limits = {level: (-reach * error, reach * error) for level, reach in QUANTILES.items()}
    apart = observed - expected
    ends = (apart + limits["95"][0], apart + limits["95"][1])
    return Standardised("P0", n, observed, expected, apart, *ends, apart, error, limits)
