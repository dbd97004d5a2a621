"""The real data and outside figures that stand beside the checkout, never inside it."""

import os
from pathlib import Path

BESIDE = Path(__file__).resolve().parents[2] / "shared"
SHARED = Path(os.environ.get("OUTCOMES_SHARED") or BESIDE)
CTN0094 = SHARED / "cases" / "ctn0094"
WHY = "needs cases/ctn0094 in OUTCOMES_SHARED or in ../shared beside the checkout"
