"""Text as a database and a terminal can hold it."""


def as_text(text: str) -> str:
    """Text from outside: bytes that are not UTF-8 stand as \\xe9, and what is no text at all as \\x00."""
    text = text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return text.replace("\0", "\\x00")
