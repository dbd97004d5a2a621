"""What columns of the tables are made of: ids, codes, texts, days, flags, counts.

`info` on a column holds what its values may be: `codes`, or `low` and `high`.
"""

from sqlalchemy import Column, Date, ForeignKey, Integer, MetaData, String

METADATA = MetaData()

ID_LENGTH = 64
NAME_LENGTH = 200
CODE_LENGTH = 40

# Ids are compared by their bytes everywhere, so that "the greater id" is the same row on every engine.
IdType = String(ID_LENGTH).with_variant(String(ID_LENGTH, collation="C"), "postgresql")
KeyType = String(NAME_LENGTH).with_variant(String(NAME_LENGTH, collation="C"), "postgresql")


def identifier(name: str) -> Column:
    return Column(name, IdType, primary_key=True, autoincrement=False)


def belongs_to(name: str, target: str) -> Column:
    return Column(name, IdType, ForeignKey(f"{target}.{name}"), nullable=False)


def code(name: str, *codes: str, needed: bool = False) -> Column:
    return Column(name, String(CODE_LENGTH), nullable=not needed, info={"codes": codes})


def text(name: str, length: int = NAME_LENGTH, needed: bool = False) -> Column:
    return Column(name, String(length), nullable=not needed)


def day(name: str, needed: bool = False) -> Column:
    return Column(name, Date, nullable=not needed)


def flag(name: str) -> Column:
    return Column(name, Integer, info={"low": 0, "high": 1})


def count(name: str, low: int = 0, high: int = 100_000) -> Column:
    return Column(name, Integer, info={"low": low, "high": high})


def number(name: str) -> Column:
    """The whole number by which facts know a row; given by the import, never reused."""
    return Column(name, Integer, nullable=False, unique=True, info={"given": True})
