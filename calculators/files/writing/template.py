"""The template to be filled in: a header for each input, explained and checked in a workbook.

The table holds headers only: an example row would be read as somebody's data.
"""

import csv
from collections.abc import Sequence
from io import BytesIO, TextIOWrapper
from typing import BinaryIO, Literal

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from calculators.core.kinds import Choice, Count, Number
from calculators.core.numbers import plain
from calculators.core.words import Words
from calculators.files.writing.guide import Guide, guides
from calculators.files.writing.text_output import ENCODING
from calculators.registry import Calculator

type Form = Literal["csv", "xlsx"]

_TABLE = "batch_template"
_LAST_ROW = 1_048_576
_LONGEST_PROMPT = 255
_LONGEST_ERROR = 225
_TEXT = "@"
_BOLD = Font(bold=True)
_REQUIRED = PatternFill("solid", fgColor="FFF2CC")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_WIDTHS = (26, 24, 12, 60, 24, 44, 22)


def write(calculator: Calculator, language: Words, stream: BinaryIO, form: Form) -> None:
    """Write the template of a calculator: headers as CSV, or a workbook that explains them too.

    >>> from io import BytesIO
    >>> from calculators.core.words import words
    >>> from calculators.registry import CALCULATORS
    >>> stream = BytesIO()
    >>> write(CALCULATORS["bonus"], words(), stream, "csv")
    >>> stream.getvalue().decode("utf-8-sig").strip()
    '姓名,UserId,工号,月份,绩效奖金基数,绩效得分,上个月的绩效得分'
    """
    listed = guides(calculator, language)
    if form == "csv":
        text = TextIOWrapper(stream, encoding=ENCODING, newline="")
        csv.writer(text, lineterminator="\r\n").writerow(guide.label for guide in listed)
        text.detach()
        return
    book = Workbook()
    table = book.create_sheet(language.calculator(calculator.name)["title"], 0)
    del book[book.sheetnames[1]]
    _fill_table(table, listed, language)
    _fill_explanation(book.create_sheet(language.say(_TABLE, "sheet")), listed, language)
    whole = BytesIO()  # openpyxl would try to finish a file that cannot be written any more
    book.save(whole)
    stream.write(whole.getvalue())


def _fill_table(sheet: Worksheet, listed: Sequence[Guide], language: Words) -> None:
    """Write the headers, and what each column takes."""
    sheet.freeze_panes = "A2"
    for number, guide in enumerate(listed, 1):
        cell = sheet.cell(1, number, guide.label)
        cell.font = _BOLD
        cell.alignment = _WRAPPED
        if guide.required:
            cell.fill = _REQUIRED
        column = sheet.column_dimensions[get_column_letter(number)]
        column.width = 16
        if not isinstance(guide.kind, Number | Count):
            column.number_format = _TEXT  # or 2026-03 becomes a date, 0012 becomes 12
        check = _check(guide, language)
        letter = get_column_letter(number)
        check.add(f"{letter}2:{letter}{_LAST_ROW}")
        sheet.add_data_validation(check)


def _check(guide: Guide, language: Words) -> DataValidation:
    """Return what a spreadsheet checks in a column, and what it says when a cell is chosen."""
    match guide.kind:
        case Choice(codes=codes):
            check = DataValidation("list", formula1=f'"{",".join(codes)}"')
        case Count(low=low, high=high):
            check = DataValidation("whole", formula1=str(low), formula2=str(high))
        case Number(low=low, high=high):
            check = DataValidation("decimal", formula1=plain(low), formula2=plain(high))
        case _:
            check = DataValidation()  # any text: only the prompt
    lines = [guide.needed, guide.allowed, guide.meaning]
    check.prompt = _short("\n".join(line for line in lines if line), _LONGEST_PROMPT)
    wrong = language.say(_TABLE, "wrong", label=guide.label, allowed=guide.allowed)
    check.error = _short(wrong, _LONGEST_ERROR)
    check.allow_blank = True
    check.showInputMessage = True
    check.showErrorMessage = True
    return check


def _short(text: str, longest: int) -> str:
    """Return text as long as a spreadsheet shows it beside a cell."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _fill_explanation(sheet: Worksheet, listed: Sequence[Guide], language: Words) -> None:
    """Write a row for each column. Names are quoted: no reader takes the rows for headers."""
    for key in ("how", "whom", "marked"):
        sheet.append([language.say(_TABLE, key)])
    headings = ("column", "name", "unit", "meaning", "needed", "allowed", "example")
    sheet.append([language.say(_TABLE, f"{key}_heading") for key in headings])
    for cell in sheet[sheet.max_row]:
        cell.font = _BOLD
    for guide in listed:
        names = (language.say(_TABLE, "quoted", text=text) for text in (guide.label, guide.name))
        sheet.append(
            [*names, guide.unit, guide.meaning, guide.needed, guide.allowed, guide.example]
        )
        for cell in sheet[sheet.max_row]:
            cell.alignment = _WRAPPED
            cell.number_format = _TEXT
            if guide.required:
                cell.fill = _REQUIRED
    for number, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
