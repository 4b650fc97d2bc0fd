"""A picture and the table of its points, as a page gets them."""

from typing import Any, NamedTuple


class Row(NamedTuple):
    """A row of the table: what its columns say, and the clause behind it, "" for none."""

    cells: tuple[str, ...]
    clause: str = ""


class Picture(NamedTuple):
    """A picture in words and lines; `svg` is safe to stand in a page."""

    key: str
    title: str
    description: str
    svg: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def text(self) -> dict[str, Any]:
        """Return it as values of JSON.

        >>> Picture("a", "b", "c", "<svg/>", ("d",), (Row(("1",)),)).text()["rows"]
        [{'cells': ['1'], 'clause': ''}]
        """
        rows = [{"cells": list(row.cells), "clause": row.clause} for row in self.rows]
        return {**self._asdict(), "columns": list(self.columns), "rows": rows}
