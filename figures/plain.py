"""A figure as it was written. Plotly's own checks take longer than all the rest, and a browser needs none of them.

They are made when a part of the figure is asked for, as tests do of every figure.
"""

from plotly.graph_objects import Figure


class Plain(Figure):
    """Plain traces and layout, sent as they are; without Plotly's template, of which nothing would be seen."""

    def __init__(self, data: list[dict], layout: dict):
        self.__dict__["written"] = {"data": data, "layout": layout}

    def to_dict(self) -> dict:
        return self.written

    def __getattr__(self, name: str):
        """Whatever else a figure has: it is there once Plotly has read this one."""
        if "read" in self.__dict__:
            raise AttributeError(name)
        self.__dict__["read"] = True
        super().__init__(self.written)
        return getattr(self, name)
