"""Paths of single records through a measure's rule, worked out from the records themselves, step by step, in words.

Nothing here reads facts: it is the rule once more, as somebody would perform it by hand.
"""
