"""The answer as text: CSV, one row for each person or article, outputs by their names.

For programs: UTF-8 without a byte order mark, lines end as RFC 4180 says. Excel takes such Chinese
for another encoding; people get a workbook.
"""

import csv
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from io import TextIOWrapper
from itertools import repeat
from typing import Any, BinaryIO

from calculators.core.kinds import Count, Number
from calculators.files.answers import Answer, Tally
from calculators.files.characters import printable
from calculators.files.identity import columns, texts
from calculators.files.writing.cell_text import guarded
from calculators.registry import Calculator

ENCODING = "utf-8"


def header(calculator: Calculator) -> tuple[str, ...]:
    """Return the names of the columns.

    >>> from calculators.registry import CALCULATORS
    >>> header(CALCULATORS["turnover"])[:3]
    ('source', 'sku', 'average_inventory')
    """
    outputs = (field.name for field in calculator.result.fields())
    return ("source", *columns(calculator), *outputs, "clauses", "notices", "problem")


def write(answers: Iterable[Answer], calculator: Calculator, stream: BinaryIO) -> Tally:
    """Write answers as they come, and return how many have an answer and how many a problem.

    >>> from io import BytesIO
    >>> from calculators.registry import CALCULATORS
    >>> stream = BytesIO()
    >>> write([Answer(source="2", about="=1", problem="…")], CALCULATORS["turnover"], stream)
    Tally(answered=0, problems=1)
    >>> stream.getvalue().decode().splitlines()[1]
    "2,'=1,,,,,,…"
    """
    outputs = [
        (field.name, None if isinstance(field.kind, Number | Count) else _written)
        for field in calculator.result.fields()
    ]
    tally = Tally()
    text = TextIOWrapper(stream, encoding=ENCODING, errors="replace", newline="")
    try:
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(header(calculator))
        writer.writerows(_row(each, outputs) for each in tally.counted(answers))
    finally:
        text.detach()  # the stream stays open: it is the caller's
    return tally


def _row(answer: Answer, outputs: Sequence[tuple[str, Callable[[Any], Any] | None]]) -> list[Any]:
    """Return the cells of an answer; of outputs, numbers are ours and stay as they are."""
    result = answer.result
    return [
        _safe(answer.source),
        *map(_safe, texts(answer.about)),
        *(
            [write(result[name]) if write else result[name] for name, write in outputs]
            if result
            else repeat(None, len(outputs))
        ),
        " ".join(answer.clauses),
        _safe(" ".join(answer.notices)),
        _safe(answer.problem),
    ]


@lru_cache(maxsize=1024)  # flags and choices: a batch has few that differ
def _written(value: Any) -> str | None:
    """Return an output that is no number as text: a flag as `true` or `false`."""
    if value is None:
        return None
    return _safe(str(value).lower() if isinstance(value, bool) else str(value))


def _safe(text: str) -> str:
    if not text or text.isalnum():  # letters and digits: much faster, and nearly always so
        return text
    return printable(guarded(text))
