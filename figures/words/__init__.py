"""The words on the pages, worked out from the same results and limits that are drawn: pure functions."""
