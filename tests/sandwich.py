"""Cluster-robust errors by statsmodels, a further author of the intervals over people."""

import numpy as np


def sandwich(response, family, corrected, design=None, groups=None, **more):
    """Cluster-robust fit by statsmodels' GLM: (coefficients, standard errors)."""
    import statsmodels.api as sm

    design = np.ones(len(response)) if design is None else design
    groups = np.arange(len(response)) if groups is None else groups
    model = sm.GLM(response, design, family=getattr(sm.families, family)(), **more)
    fit = model.fit(cov_type="cluster", cov_kwds={"groups": groups, "use_correction": corrected}, tol=1e-14)
    return fit.params, fit.bse
