"""A file in, every row's answer out: what the command line and the browser both run."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Literal

from calculators.core.problems import Problem
from calculators.core.words import LANGUAGES, Words, words
from calculators.files import layouts, mapping, wages
from calculators.files.answers import Answer, Answerer, Tally
from calculators.files.entries import Entry, Reading, Settings
from calculators.files.reading import opened
from calculators.files.reading.faults import named
from calculators.files.remarks import Refused
from calculators.files.tables import Table
from calculators.files.writing import text_output, workbook_output
from calculators.registry import CALCULATORS, Calculator

type Format = Literal["csv", "xlsx"]
type Compute = Callable[[Iterable[Entry], Answerer], Iterable[Answer]]
"""What answers entries, in their order: on this machine, or on many."""
SEVERE_INCLUDED = "severe_included"


@dataclass(frozen=True, slots=True)
class File:
    """A file by its name, which says of what kind it claims to be, and its bytes (seekable)."""

    name: str
    stream: BinaryIO


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is asked: rows to answer, wages to join, headers explained, inputs set, sheet chosen.

    `language` is the code of the language in which it is answered.
    """

    calculator: str
    language: str = LANGUAGES[0]
    rows: File
    wages: File | None = None
    mapping: File | None = None
    values: Mapping[str, str]
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """How many rows have an answer and how many a problem; what is told of the reading."""

    tally: Tally
    remarks: Sequence[str]


def run(job: Job, output: BinaryIO, form: Format, compute: Compute) -> Summary:
    """Write the answers to the rows of a file as CSV or XLSX.

    Raises Refused where the files cannot be read; what was written until then does not count.
    """
    language = words(job.language).of(job.calculator)
    calculator = CALCULATORS[job.calculator]
    settings = settings_of(calculator, job.values, language)
    reading = Reading()
    entries = _entries(job, settings, reading)
    answerer = Answerer(calculator.name, job.language, settings.values, steps=form == "xlsx")
    answers = compute(entries, answerer)
    if form == "xlsx":
        tally = workbook_output.write(answers, calculator, language, reading, output)
    else:
        tally = text_output.write(answers, calculator, output)
    if not tally.answered + tally.problems:
        raise Refused("batch.no_rows", file=job.rows.name)
    return Summary(tally, [remark.said(language) for remark in reading.remarks])


def settings_of(calculator: Calculator, values: Mapping[str, str], language: Words) -> Settings:
    """Return settings of `--set NAME=VALUE`. Raises Refused for a bad name or value."""
    fields = {field.name: field for field in calculator.inputs.fields()}
    own = {SEVERE_INCLUDED} if "events" in fields else set()
    for name, value in values.items():
        if name in own:
            if value not in {"true", "false"}:
                raise Refused("batch.set_not_a_flag", name=name, found=value)
        elif name not in fields or name == "events":
            names = "、".join([*(each for each in fields if each != "events"), *sorted(own)])
            raise Refused("batch.set_unknown", name=name, names=names)
        else:
            try:
                fields[name].kind.read(value)
            except Problem as problem:
                said = language.problem(name, problem)
                raise Refused("batch.set_value", name=name, said=said) from None
    return Settings(calculator=calculator, language=language, values=values)


def _entries(job: Job, settings: Settings, reading: Reading) -> Iterable[Entry]:
    """Return the entries of a job's files."""
    vocabulary = layouts.vocabulary(settings)
    meanings: Mapping[str, str] = {}
    if job.mapping:
        with named(job.mapping.name):
            content = job.mapping.stream.read()
            meanings = mapping.read(content, vocabulary, layouts.offered(settings))
    tables = _chosen(opened.tables(job.rows.stream, job.rows.name), job.sheet, job.rows.name)
    laid = layouts.laid_out(tables, settings, meanings, reading)
    joins = laid.others if laid.kind == "export" else []
    if job.wages:
        if settings.calculator.about != "people":
            raise Refused("batch.wages_for_people")
        for table, _ in joins:
            reading.add("batch.sheet_not_used", sheet=table.sheet)
        others = opened.tables(job.wages.stream, job.wages.name)
        joins = layouts.wage_tables(others, settings, meanings, reading)
    layouts.tell_lacking(laid, joins, settings, reading)
    known = wages.read(joins, settings, reading) if joins else None
    entries = laid.entries(settings, reading)
    return wages.joined(entries, known, settings) if known else entries


def _chosen(tables: Sequence[Table], sheet: str | None, file: str) -> Sequence[Table]:
    """Return the tables of a name, or all."""
    if sheet is None:
        return tables
    chosen = [table for table in tables if table.sheet == sheet]
    if not chosen:
        names = "、".join(table.sheet for table in tables if table.sheet)
        if not names:
            raise Refused("batch.no_sheets_in_text", file=file)
        raise Refused("batch.no_such_sheet", sheet=sheet, names=names)
    return chosen
