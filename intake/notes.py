"""What the files bring that no table has, and what they do not bring."""

from collections.abc import Iterator

from intake.folder import Folder


def left_out(folder: Folder) -> Iterator[str]:
    """Sentences about files and columns that were not read."""
    if folder.unknown:
        yield f"Not read, because no table has this name: {', '.join(folder.unknown)}."
    for file in folder.files:
        if file.extra:
            word, verb = ("columns", "are") if len(file.extra) > 1 else ("column", "is")
            yield f"{file.path.name}: the {word} {', '.join(file.extra)} {verb} not part of the table, and stayed out."
