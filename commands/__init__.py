"""The command line: a file a noun holds its commands, `answers/` what they print. What a command needs loads when it runs."""

import atexit
import gc

# What a command loads stays until it ends: looking through it for garbage takes a quarter of the time to a number.
gc.set_threshold(10_000)
atexit.register(gc.freeze)
