"""The command line's own parts: words read, answers printed, trouble told in one line. `outcomes.py` holds the commands."""

import atexit
import gc

# What a command loads stays until it ends: looking through it for garbage takes a quarter of the time to a number.
gc.set_threshold(10_000)
atexit.register(gc.freeze)
