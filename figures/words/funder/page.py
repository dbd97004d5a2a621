"""Words that stand on the page itself."""

from figures.words.funder.marking import _

PAGE = {
    "language": _("Language"),
    "release": _("Release"),
    "served": _("Whom do we serve?"),
    "age": _("Age"),
    "people": _("Admissions"),
    "better": _("Clearly better, in 100"),
    "range": _("Range"),
    "range_words": _("range {low} to {high}"),
    "nobody": _("No one can be identified."),
    "nothing": _("Nothing has been published yet."),
    "waiting": _("The summary stands here as soon as the program publishes one."),
    "print": _("To print: one sheet, from the browser's own menu."),
}
