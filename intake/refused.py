"""An import that is refused as a whole."""


class Refused(Exception):
    """Why nothing was imported, in a sentence or two that say what to do. The database is as it was."""
