"""Worked cases: tables of requests with known answers, for policy owners to read and extend.

A table is a TOML file named like its calculator, with a title, the inputs that all cases share, and

    [[cases]]
    title = "恰好 15 分钟，算在以内"
    inputs = { short_count = 4 }
    expected = { bonus_percent = 5 }   # outputs by name; "" is what is unknown
    rules = { "attendance.short.counters" = "separately" }   # other figures and readings

A case without an answer says `refused = ["month"]`, the fields with a problem, not `expected`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from calculators.core.declaration import Checked, Declared, Field
from calculators.core.editions import Figure, RuleError, parse_toml
from calculators.core.kinds import Choice, text_of
from calculators.core.lines import Mistake, Place, line_of
from calculators.core.numbers import parse, plain
from calculators.core.problems import Problem
from calculators.core.rows import Rows
from calculators.core.what_if import what_if
from calculators.core.words import Words, words
from calculators.door import Reply, answer
from calculators.figures import filled, newest, shown
from calculators.registry import CALCULATORS, Calculator

_PARTS = {"title": str, "inputs": dict, "expected": dict, "refused": list, "rules": dict}


@dataclass(frozen=True, slots=True)
class Difference:
    """An output of which table and calculator say something else, both as readers see them."""

    label: str
    table: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case: its inputs and either the outputs expected or the fields refused.

    `rules` holds other figures and readings by path, `line` is where it stands in its file.
    """

    title: str
    inputs: Mapping[str, Any]
    expected: Mapping[str, Any]
    refused: tuple[str, ...]
    rules: Mapping[str, object]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The cases of one calculator and the inputs that they share."""

    calculator: Calculator
    title: str
    inputs: Mapping[str, Any]
    cases: tuple[Case, ...]

    def reply(self, case: Case, *, as_of: date | None = None) -> Reply:
        """Return today's reply to a case, or that under the rules of a day whatever its month."""
        with what_if(case.rules, as_of=as_of):
            return answer(self.calculator.name, {**self.inputs, **case.inputs})

    def differences(self, case: Case, reply: Reply) -> tuple[Difference, ...]:
        """Return where a reply differs from what the table says."""
        return tuple(_differences(self.calculator, case, reply, words()))


def read(name: str, content: bytes, file: str) -> Table:
    r"""Return the table of a calculator. Raises RuleError: a mistake with file and line.

    >>> case = 'title = "x"\ninputs = { month = "2026-03" }\nrefused = ["score"]'
    >>> content = f'title = "绩效奖金"\n[[cases]]\n{case}'
    >>> read("bonus", content.encode(), "bonus.toml").cases[0].refused
    ('score',)
    """
    table, text = parse_toml(file, content)
    try:
        chosen = _calculator(name, table)
        found = enumerate(table["cases"])
        return Table(
            calculator=chosen,
            title=table["title"],
            inputs=_request(table.get("inputs", {})),
            cases=tuple(_case(chosen, each, n, line_of(text, ("cases", n))) for n, each in found),
        )
    except Mistake as mistake:
        raise RuleError(mistake.told(file, text)) from None


def read_all(folder: Path) -> dict[str, Table]:
    """Return the tables of the folder of cases by file, in order. Raises RuleError.

    >>> read_all(Path("nowhere"))
    {}
    """
    files = {f"tests/cases/{path.name}": path for path in sorted(folder.glob("*.toml"))}
    return {file: read(path.stem, path.read_bytes(), file) for file, path in files.items()}


def _calculator(name: str, table: Mapping[str, Any]) -> Calculator:
    """Return the calculator that a table is for; the table has a title and cases."""
    if name not in CALCULATORS:
        said = f"没有叫“{name}”的计算器，文件名要写 {'、'.join(CALCULATORS)} 之一"
        raise Mistake((), said)
    if not isinstance(table.get("title"), str) or not isinstance(table.get("cases"), list):
        raise Mistake((), "要有 title 和至少一节 [[cases]]")
    return CALCULATORS[name]


def _case(chosen: Calculator, found: Mapping[str, Any], number: int, line: int) -> Case:
    path = ("cases", number)
    for part, value in found.items():
        if part not in _PARTS or not isinstance(value, _PARTS[part]):
            said = f"不认识“{part}”或写法不对，这里可以写 {'、'.join(_PARTS)}"
            raise Mistake((*path, part), said)
    if "title" not in found or ("expected" in found) == ("refused" in found):
        raise Mistake(path, "每一例要有 title，再写 expected 或 refused 之一")
    outputs = [field.name for field in chosen.result.fields()]
    for output in found.get("expected", {}):
        if output not in outputs:
            said = f"没有“{output}”这一项结果，可以写 {'、'.join(outputs)}"
            raise Mistake((*path, "expected", output), said)
    for place, value in found.get("rules", {}).items():
        _check_change(chosen, place, value, (*path, "rules"))
    return Case(
        title=found["title"],
        inputs=_request(found.get("inputs", {})),
        expected=found.get("expected", {}),
        refused=tuple(found.get("refused", ())),
        rules=found.get("rules", {}),
        line=line,
    )


def _check_change(chosen: Calculator, place: str, value: object, path: Place) -> None:
    """Raise Mistake for a change that the calculator's newest rules do not allow."""
    rule, _, rest = place.partition(".")
    rules = {editions.name: editions for editions in chosen.rules}
    if rule not in rules:
        raise Mistake(path, f"没有“{rule}”这一套规则，这个计算器用的是 {'、'.join(rules)}")
    edition = rules[rule].all[-1]
    try:
        edition.changed({rest: value})
    except RuleError as error:
        raise Mistake(path, str(error)) from None


def _request(value: Any) -> Any:
    """Return a value of a TOML file as a request holds it: dates as text."""
    if isinstance(value, dict):
        return {name: _request(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_request(each) for each in value]
    return value.isoformat() if isinstance(value, date | time) else value


def _differences(
    chosen: Calculator, case: Case, reply: Reply, language: Words
) -> Iterator[Difference]:
    problems: Mapping[str, str] = reply.get("problems", {})
    if case.refused or problems:
        if set(case.refused) != set(problems):
            yield Difference(
                language.say("cases", "answered"),
                _refusal(chosen.inputs, case.refused, language),
                "；".join(problems.values()) or language.say("cases", "yes"),
            )
        return
    for field in chosen.result.fields():
        if field.name not in case.expected:
            continue
        wanted, found = case.expected[field.name], reply["result"][field.name]
        if not _same(wanted, found):
            label = language.field(field.name)["label"]
            told = (in_words(field, value, language) for value in (wanted, found))
            yield Difference(label, *told)


def _refusal(inputs: type[Checked], refused: Sequence[str], language: Words) -> str:
    """Return that a case has an answer, or which of its fields have a problem."""
    if not refused:
        return language.say("cases", "yes")
    known = {field.name for field in inputs.fields()}
    labels = [language.field(name)["label"] if name in known else name for name in refused]
    return language.say("cases", "refused", fields="、".join(labels))


def _same(wanted: Any, found: Any) -> bool:
    """Tell whether a table and a reply say the same: 1000 is 1000.00, "" is what is unknown."""
    if found is None or isinstance(found, bool) or isinstance(wanted, bool):
        return wanted is found or (found is None and wanted == "")
    try:
        return parse(text_of(wanted) or "") == parse(text_of(found) or "")
    except Problem:
        return str(wanted) == str(found)


def in_words(field: Field, value: Any, language: Words) -> str:
    """Return a value of a request, a table or a reply as readers see it, with its unit.

    >>> daily_wage = CALCULATORS["attendance"].result.fields()[8]
    >>> in_words(daily_wage, "1000", words())
    '1,000.00 元/天'
    """
    if value is None or value == "":
        return language.say("cases", "unknown")
    if isinstance(field.kind, Rows):
        return "；".join(_row_in_words(field.kind.row, row, language) for row in value)
    if isinstance(value, list):
        return "、".join(text_of(each) or str(each) for each in value)
    if isinstance(value, bool):
        return language.choice(str(value).lower())
    text = text_of(value) or str(value)
    try:
        number = parse(text)
    except Problem:
        return language.choice(text)
    unit = language.field(field.name).get("unit", "")
    written = f"{number:,.2f}" if field.kind.control == "money" else plain(number)
    return f"{written}{'' if unit == '%' else ' '}{unit}".strip()


def _row_in_words(row: type[Checked], values: Mapping[str, Any], language: Words) -> str:
    """Return a row as readers see it: `2026-03-02 迟到 15 分钟`."""
    said = []
    for field in row.fields():
        value = values.get(field.name)
        label = language.field(field.name)["label"]
        if value is None or value is False:
            continue
        if value is True:
            said.append(label)
        elif isinstance(field.kind, Choice) or field.kind.control == "date":
            said.append(language.choice(str(value)))
        else:
            said.append(f"{text_of(value)} {language.field(field.name).get('unit', label)}")
    return " ".join(said)


def values_in_words(
    declared: type[Declared], values: Mapping[str, Any], language: Words
) -> list[tuple[str, str]]:
    """Return the label of each value and the value as readers see it, as they are declared.

    >>> values_in_words(CALCULATORS["bonus"].result, {"grade": "优秀"}, words())
    [('考核等级', '优秀')]
    """
    return [
        (language.field(field.name)["label"], in_words(field, values[field.name], language))
        for field in declared.fields()
        if field.name in values
    ]


def expected_in_words(table: Table, case: Case, language: Words) -> list[tuple[str, str]]:
    r"""Return what a case expects as readers see it; what is refused has no label.

    >>> content = b'title = "x"\n[[cases]]\ntitle = "y"\ninputs = {}\nrefused = ["score"]'
    >>> table = read("bonus", content, "bonus.toml")
    >>> expected_in_words(table, table.cases[0], words())[0][0]
    ''
    """
    if case.refused:
        return [("", _refusal(table.calculator.inputs, case.refused, language))]
    return values_in_words(table.calculator.result, case.expected, language)


def change_in_words(path: str, value: object, language: Words) -> str:
    """Return another figure or reading than the rules' as readers see it.

    >>> change_in_words("attendance.short.free_count", 2, words())
    '每月免罚改为 2 次'
    """
    rule, _, place = path.partition(".")
    section, *title, name = place.split(".")
    rows = newest(rule).sections[section]
    row = next(row for row in rows if not title or row.title == ".".join(title))
    if name in row.readings():
        return filled(language.reading(rule, name, str(value)))
    changed = shown(Figure(Decimal(str(value)), row.figures()[name].unit))
    heading = "，".join((*title, language.figure(name)))
    return language.say("cases", "figure", figure=heading, value=changed)
