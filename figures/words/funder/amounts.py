"""How many people a share is, in a word, and the sentences that begin with it."""

from figures.words.funder.marking import _

AMOUNTS = ((0.9, "nearly all"), (0.6, "most"), (0.4, "half"), (0.2, "some"), (0.0, "few"))
STAY = {
    "nearly all": _("Nearly all people stay in care."),
    "most": _("Most people stay in care."),
    "half": _("About half of people stay in care."),
    "some": _("Some people stay in care."),
    "few": _("Few people stay in care."),
}
FEEL = {
    "nearly all": _("Nearly all clearly feel better."),
    "most": _("Most clearly feel better."),
    "half": _("About half clearly feel better."),
    "some": _("Some clearly feel better."),
    "few": _("Few clearly feel better."),
}
WELL = {
    "nearly all": _("Nearly all show no sign of use."),
    "most": _("Most show no sign of use."),
    "half": _("About half show no sign of use."),
    "some": _("Many return to use at some point; some do not."),
    "few": _("Most return to use at some point."),
}


def amount(value: float) -> str:
    """The word for a share, as it is written in 100."""
    return next(word for least, word in AMOUNTS if round(value, 2) >= least)
