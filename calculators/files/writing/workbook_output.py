"""The answer as a workbook: 结果, how it came about (步骤), what was read from where (读取说明)."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from typing import Any, BinaryIO

from calculators.core.declaration import Field
from calculators.core.kinds import Count, Money, Number
from calculators.core.words import Words
from calculators.files.answers import Answer, Tally, WordedStep
from calculators.files.entries import Reading
from calculators.files.identity import columns, shortly, texts
from calculators.files.writing.book_xml import Pages, save
from calculators.files.writing.cell_xml import LONGEST_TEXT, Style, figure
from calculators.files.writing.sheet_xml import Column
from calculators.registry import Calculator

ROWS = 1_048_576
"""How many rows a sheet of Excel holds."""
_TABLE = "batch_output"


def write(  # noqa: PLR0913  # what is written, in which words, and where
    answers: Iterable[Answer],
    calculator: Calculator,
    language: Words,
    reading: Reading,
    stream: BinaryIO,
    *,
    limit: int = ROWS,
) -> Tally:
    """Write answers as they come, and return how many have an answer and how many a problem.

    `reading` is told after the last answer, so it may grow meanwhile. `limit` is how many rows a
    sheet holds, headers included.

    >>> from io import BytesIO
    >>> from calculators.core.words import words
    >>> from calculators.registry import CALCULATORS
    >>> stream, turnover = BytesIO(), CALCULATORS["turnover"]
    >>> write([Answer(source="2", about="A", problem="…")], turnover, words(), Reading(), stream)
    Tally(answered=0, problems=1)
    >>> from openpyxl import load_workbook
    >>> load_workbook(stream).sheetnames
    ['结果', '步骤', '读取说明']
    """
    language = language.of(calculator.name)
    outputs = calculator.result.fields()
    tally = Tally()
    with ExitStack() as kept:

        def pages(title: str, its_columns: Sequence[Column]) -> Pages:
            new = Pages(language.say(_TABLE, title), its_columns, limit)
            return kept.enter_context(closing(new))

        results = pages("results", _result_columns(calculator, language))
        steps = pages("steps", _step_columns(language))
        for each in tally.counted(answers):
            results.append(_result(each, outputs, language))
            about = shortly(each.about)
            for number, step in enumerate(each.steps, 1):
                steps.append(_step(each.source, about, number, step))
        told = pages("reading", [Column(language.say(_TABLE, "reading"), 120, Style.WRAPPED)])
        sheets = [*results.sheets, *steps.sheets]
        for sentence in _told(tally, reading, language):
            told.append([sentence])
        for sheet in sheets:
            if sheet.cut:
                where = {"sheet": sheet.title, "count": len(sheet.cut), "cell": sheet.cut[0]}
                told.append([language.say(_TABLE, "cut", most=LONGEST_TEXT, **where)])
        save([*sheets, *told.sheets], stream)
    return tally


def _result_columns(calculator: Calculator, language: Words) -> list[Column]:
    def named(key: str, width: float, style: Style = Style.PLAIN) -> Column:
        return Column(language.say(_TABLE, key), width, style)

    return [
        named("source", 16),
        *(named(key, 14) for key in columns(calculator)),
        *(_output_column(field, language) for field in calculator.result.fields()),
        named("clauses", 24, Style.WRAPPED),
        named("notices", 60, Style.WRAPPED),
        named("problem", 60, Style.WRAPPED),
    ]


def _output_column(field: Field, language: Words) -> Column:
    said = language.field(field.name)
    label = said["label"]
    if unit := said.get("unit"):
        label = language.say(_TABLE, "with_unit", label=label, unit=unit)
    return Column(label, 14, Style.MONEY if isinstance(field.kind, Money) else Style.PLAIN)


def _step_columns(language: Words) -> list[Column]:
    wrapped = Style.WRAPPED
    return [
        Column(language.say(_TABLE, "source"), 16),
        Column(language.say(_TABLE, "step_about"), 14),
        Column(language.say(_TABLE, "step_number"), 8),
        Column(language.say(_TABLE, "step_label"), 48, wrapped),
        Column(language.say(_TABLE, "step_formula"), 48, wrapped),
        Column(language.say(_TABLE, "step_value"), 14),
        Column(language.say(_TABLE, "step_unit"), 10),
        Column(language.say(_TABLE, "step_clause"), 12),
    ]


def _result(answer: Answer, outputs: Sequence[Field], language: Words) -> list[str]:
    result = answer.result
    return [
        answer.source,
        *texts(answer.about),
        *[_shown(field, result.get(field.name), language) for field in outputs],
        " ".join(answer.clauses),
        "\n".join(answer.notices),
        answer.problem,
    ]


def _shown(field: Field, value: Any, language: Words) -> str:
    """Return an output as a reader sees it: a number as a number, a code in words."""
    if value is None:
        return ""
    if isinstance(field.kind, Number | Count):
        return figure(str(value))
    return language.choice(str(value).lower() if isinstance(value, bool) else str(value))


def _step(source: str, about: str, number: int, step: WordedStep) -> list[str]:
    value = figure(step.value)
    place = figure(str(number))
    return [source, about, place, step.label, step.formula, value, step.unit, step.clause]


def _told(tally: Tally, reading: Reading, language: Words) -> Iterator[str]:
    counts = {"answered": tally.answered, "problems": tally.problems}
    yield language.say(_TABLE, "counts", all=tally.answered + tally.problems, **counts)
    for remark in reading.remarks:
        yield remark.said(language)
