"""The command line's own parts: words read, answers printed, trouble told in one line. `outcomes.py` holds the commands."""
