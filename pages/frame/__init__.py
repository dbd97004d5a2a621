"""What every page does first: open the data, draw what frames it, read the filters."""

from pages.frame.page import Page, begin

__all__ = ["Page", "begin"]
