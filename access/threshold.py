"""The rule of small numbers.

No count of 1 to 10 people is shown, and none can be worked out (CMS cell size suppression policy: "no cell of 10 or
less", https://resdac.org/articles/cms-cell-size-suppression-policy). Zero may be shown. A suppressed count is safe
where the tables leave open both that nobody is there and that there are 11 or more: then nothing published tells that
1 to 10 people are behind it. Whoever sees a line knows that somebody is in it, shown or not (access.presence): of groups
with a listed line inside it is asked only that there can be 11 or more, and every table that is taken as possible has
somebody in each listed line. That is a feasibility interval in the sense of Hundepool et al. 2012, Statistical
Disclosure Control, chapter 4 (secondary cell suppression), with the protection level reaching over the whole range.
"""

import numpy as np

FEWEST = 11


def is_small(n):
    """1 to 10: too few to be shown; a number or an array."""
    return (np.asarray(n) >= 1) & (np.asarray(n) < FEWEST)
