"""Hours: how much of the week's treatment reaches people."""
