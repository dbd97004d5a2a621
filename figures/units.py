"""The unit of a row: most rows have their measure's, some parts have their own."""

from collections.abc import Mapping

from metrics.card import Card

OF_KIND = {"share": "share", "rate": "rate", "days": "days", "points": "score", "hours": "rate", "people": "days"}
OF_STATISTIC = {
    "median": "days",
    "any_visit": "share",
    "covered": "share",
    "at_least_9_hours": "share",
    "above_12": "share",
    "not_yet_known": "share",
    "net_change": "share",
    "reported_twice": "share",
}


def unit(card: Card, part: Mapping) -> str:
    """The unit of a part as `figures.numbers` knows it: "share", "rate", "score", "ratio" or "days"."""
    if "ratio" in part:
        return "ratio"
    if "band" in part:
        return "share"
    return OF_STATISTIC.get(part.get("statistic"), OF_KIND[card.kind])
