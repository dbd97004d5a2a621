"""The yearly written analysis: a draft filled in from results, notes and actions, for a person to finish."""

from evidence.analysis.document import document
from evidence.analysis.draft import draft
from evidence.analysis.part import Draft, Part

__all__ = ["Draft", "Part", "document", "draft"]
