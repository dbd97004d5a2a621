"""numpy, loaded at its first use: most numbers need none of it, and the time to the first number counts."""

import sys


def loaded() -> bool:
    """Something has used it already."""
    return "numpy" in sys.modules


def __getattr__(name: str):
    import numpy

    found = globals()[name] = getattr(numpy, name)
    return found
