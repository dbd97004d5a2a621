"""Answer the named measures the usual way, from an SQLite file."""

import sys

from bench import usual
from bench.process import show

show(usual.measure(sys.argv[1], sys.argv[2:]))
