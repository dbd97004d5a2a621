"""Why there are no numbers yet."""

from figures.words.sentences import Headline

NO_DATA = Headline("There is no data yet.", "Import a folder of files: python outcomes.py import FOLDER")
# The first records of many people go in, and are counted then.
UNCOUNTED = Headline(
    "The records are in, and are being counted.",
    "Reload this page in a few minutes. If the import was stopped, begin it again, or start the dashboard again.",
)


def yet(uncounted: bool) -> Headline:
    """What a page says that has no last day of the data."""
    return UNCOUNTED if uncounted else NO_DATA
