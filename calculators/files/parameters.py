"""A sheet with inputs of each article (lead time, stock on hand) beside a sheet of its sales."""

from collections.abc import Iterable, Iterator, Sequence

from calculators.files import requests
from calculators.files.entries import Entry, Reading, Settings, same
from calculators.files.headers import Headers
from calculators.files.remarks import Remark
from calculators.files.tables import Table


def joined(
    sold: Iterable[Entry],
    tables: Sequence[tuple[Table, Headers]],
    settings: Settings,
    reading: Reading,
) -> Iterator[Entry]:
    """Yield entries of sales with the inputs that other tables have of the same article.

    Articles without sales follow: what they lack is their problem. An article that has two rows of
    inputs, or two values for one input, has a problem.
    """
    stated: dict[str, list[Entry]] = {}
    for entry in requests.entries(tables, settings, reading):
        stated.setdefault(str(entry.about), []).append(entry)
    for entry in sold:
        rows = stated.pop(str(entry.about), [])
        if rows:
            _join(entry, rows, settings)
        yield entry
    for rows in stated.values():
        for entry in rows:
            if len(rows) > 1:
                entry.problems.append(_twice(rows))
            yield entry


def _join(entry: Entry, rows: Sequence[Entry], settings: Settings) -> None:
    if len(rows) > 1:
        entry.problems.append(_twice(rows))
        return
    (row,) = rows
    entry.problems += row.problems
    kinds = {field.name: field.kind for field in settings.calculator.inputs.fields()}
    for name, value in row.request.items():
        own = entry.request.setdefault(name, value)
        if own is not value and not same(kinds[name], own, value):
            label = settings.language.field(name)["label"]
            values = {"label": label, "own": own, "other": value, "source": row.source}
            entry.problems.append(Remark("batch", "two_values_of_article", values))


def _twice(rows: Sequence[Entry]) -> Remark:
    return Remark.of("batch.article_twice", rows="、".join(row.source for row in rows))
