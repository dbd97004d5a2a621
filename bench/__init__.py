"""The measurements of speed and memory, each beside its yardstick: `python -m bench`.

Each part runs in a process of its own, so that its time and its peak of memory are its own; the parent
stays small, because a child's peak begins with what its parent held when it was born.
"""
