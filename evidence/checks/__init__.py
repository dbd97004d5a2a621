"""Checks of the records behind measures: each is one condition on rows, counted by the database, and listed."""
