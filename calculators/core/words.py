"""Every word that a reader sees from a calculator: whole sentences by key, one file a language."""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any, Self

from calculators.core.calendar_file import Entry, Event
from calculators.core.editions import RuleError
from calculators.core.numbers import plain, readable, rounded
from calculators.core.outcome import Notice, Step, Term
from calculators.core.problems import Problem, Problems, RowProblems
from calculators.core.receipts import Difference

LANGUAGES = ("zh-Hans",)


@cache  # of the catalogue's sentences, which are as many as they are
def _parts(sentence: str) -> tuple[tuple[str, str | None, str | None], ...]:
    """Return the parts of a sentence: text, then the name of a value and how it is written.

    >>> _parts("扣 {x:money} 元")
    (('扣 ', 'x', 'money'), (' 元', None, None))
    """
    return tuple((text, name, form) for text, name, form, _ in Formatter().parse(sentence))


def _amount(value: Decimal) -> str:
    return f"{value:,.2f}" if value == round(value, 2) else f"{value:,f}"


_FORMS: Mapping[str, Callable[[Any], str]] = {
    "money": lambda value: f"{value:,.2f}".replace("-", "−"),  # 1,234.50
    "addend": lambda value: f"(−{-value:,.2f})" if value < 0 else f"{value:,.2f}",  # in a sum
    "amount": _amount,  # all its decimals, two at least
    "grouped": lambda value: f"{value:,}",  # any number: 1,234
    "statistic": lambda value: plain(readable(Decimal(value))),  # a few digits of many
    "quantity": lambda value: plain(rounded(Decimal(value))),  # all that decides a comparison
}
"""How a sentence writes a number: `{x:money}`; `{x}` writes it plainly."""


class Words:
    """The catalogue of one language."""

    def __init__(self, code: str, table: Mapping[str, Any]) -> None:
        """Take the language's code and the tables of its file in `messages/`."""
        self.code = code
        self._table = table

    def of(self, calculator: str) -> Self:
        """Return the same words, with those that an input or output has in this calculator alone.

        They stand in `calculators.<name>.fields`, for a name that means something else elsewhere.
        """
        own = self._table["calculators"][calculator].get("fields", {})
        return type(self)(self.code, {**self._table, "fields": self._table["fields"] | own})

    def say(self, table: str, key: str, **values: Any) -> str:
        """Return the sentence under a key of a table, filled in."""
        return self._fill(self._table[table][key], values)

    def _fill(self, sentence: str, values: Mapping[str, Any]) -> str:
        """Return a sentence with its values, each as `_written` has it.

        `{sign}` between statistics is worked out: what was rounded to be shown is ≈.
        """
        parts = _parts(sentence)
        if "{sign}" in sentence and "sign" not in values:
            shown = [values[name] for _, name, form in parts if name and form == "statistic"]
            exact = all(readable(Decimal(each)) == each for each in shown)
            values = {**values, "sign": "=" if exact else "≈"}
        return "".join(
            text if name is None else text + self._written(values[name], form)
            for text, name, form in parts
        )

    def _written(self, value: Any, form: str | None) -> str:
        """Return a value in a form of `_FORMS`; `{x:choice}` is a code as readers see it."""
        if form == "choice":
            return self.choice(value)
        if form:
            return _FORMS[form](value)
        return plain(value) if isinstance(value, Decimal) else str(value)

    def calculator(self, name: str) -> Mapping[str, str]:
        """Return title and summary of a calculator."""
        table: Mapping[str, str] = self._table["calculators"][name]
        return table

    def field(self, name: str) -> Mapping[str, str]:
        """Return label and, where there are, unit and help of an input or output."""
        table: Mapping[str, str] = self._table["fields"][name]
        return table

    def figure(self, name: str) -> str:
        """Return the heading under which tables show a figure. Raises RuleError for a new one."""
        if name not in self._table["figures"]:
            raise RuleError(f"messages 的 [figures] 里没有“{name}”，请补上它在表格里的列名")
        heading: str = self._table["figures"][name]
        return heading

    def choice(self, code: str) -> str:
        """Return what readers see for a code; a code that is a word itself stays."""
        label: str = self._table["choices"].get(code, code)
        return label

    def mark(self, code: str) -> str:
        """Return the one character that stands for a code on a day of the calendar of a month."""
        character: str = self._table["marks"][code]
        return character

    def alternatives(self, name: str) -> Mapping[str, str]:
        """Return the question and the label of each way of a set of alternatives."""
        table: Mapping[str, str] = self._table["alternatives"][name]
        return table

    def step(self, step: Step) -> dict[str, str]:
        """Return label, formula and unit of a step."""
        table = self._table["steps"][step.key]
        values = self._named(step.values)
        return {part: self._fill(table[part], values) for part in ("label", "formula", "unit")}

    def notice(self, notice: Notice) -> dict[str, str]:
        """Return text and source of a notice."""
        table = self._table["notices"][notice.code]
        text = self._fill(table["text"], self._named(notice.values))
        return {"text": text, "source": table["source"]}

    def reading(self, rule: str, name: str, choice: str) -> str:
        """Return what readers see for a choice. Raises RuleError for one without a sentence."""
        said: str | None = self._table["readings"].get(rule, {}).get(name, {}).get(choice)
        if said is None:
            raise RuleError(f"messages 的 [readings.{rule}.{name}] 里没有“{choice}”，请补上一句话")
        return said

    def _named(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return values with the words of their terms."""
        return {
            name: self.say("terms", value.key, **value.values) if isinstance(value, Term) else value
            for name, value in values.items()
        }

    def event(self, entry: Entry, steps: Iterable[Step]) -> Event:
        """Return an entry of a calendar in words; of the steps those that its clause decides."""
        said = self._table["calendar_entries"][entry.key]
        basis = self._table["calendar_entries"]["basis"]
        worded = [self.step(step) for step in steps if step.clause == entry.clause]
        lines = [f"{each['label']}：{each['formula']}" for each in worded]
        lines.append(self._fill(basis, {"source": said["source"], "clause": entry.clause}))
        return Event(entry, self._fill(said["summary"], {"start": entry.start}), "\n".join(lines))

    def file(self, key: str) -> Mapping[str, str]:
        """Return label, name and help of a file that an answer offers."""
        table: Mapping[str, str] = self._table["files"][key]
        return table

    def picture(self, key: str, part: str, **values: Any) -> str:
        """Return a sentence of a picture, filled in."""
        return self._fill(self._table["pictures"][key][part], values)

    def difference(self, difference: Difference) -> str:
        """Return what a receipt says otherwise than today's answer."""
        values = dict(difference.values)
        if "field" in values:
            known = self._table["fields"].get(values["field"])
            values["label"] = known["label"] if known else values["field"]
        for side in ("then", "now"):
            row = values.get(side)
            if isinstance(row, Mapping):
                values[side] = self.say("receipt", f"{difference.key}_row", **row)
            elif row is None:
                values[side] = self.say("receipt", "nothing")
        return self.say("receipt", difference.key, **values)

    def problems(self, problems: Problems) -> dict[str, str]:
        """Return a sentence for each field."""
        return {field: self.problem(field, each) for field, each in problems.by_field.items()}

    def problem(self, field: str, problem: Problem) -> str:
        """Return what is wrong with a field and what to do."""
        values = dict(problem.values)
        if isinstance(problem, RowProblems):
            values["rows"] = self._rows(problem)
        if "codes" in values:
            values["choices"] = "、".join(f"{c}（{self.choice(c)}）" for c in values["codes"])
        if "ways" in values:
            labels = self.alternatives(values["name"])
            values["first"], values["second"] = (labels[way] for way in values["ways"][:2])
        if "names" in values:
            values["names"] = "、".join(values["names"])
        known = self._table["fields"].get(field)
        return self.say("problems", problem.key, label=known["label"] if known else "", **values)

    def _rows(self, problem: RowProblems) -> str:
        """Return what is wrong with rows; rows with the same fault are named together."""
        numbers: dict[str, list[str]] = {}
        for number, row in problem.rows.items():
            said = "；".join(self.problem(name, each) for name, each in row.items())
            numbers.setdefault(said, []).append(str(number))
        return "。".join(
            self.say("problems", "row", numbers="、".join(same), problems=said)
            for said, same in numbers.items()
        )


def words(language: str = LANGUAGES[0]) -> Words:
    """Return the catalogue of a language. Raises Problem("unknown_language").

    >>> words().field("score")["unit"]
    '分'
    """
    if language not in LANGUAGES:
        raise Problem("unknown_language", found=language, names=LANGUAGES)
    return catalogue(language)


@cache
def catalogue(language: str) -> Words:
    """Return the catalogue of a language that there is, read once.

    >>> catalogue(LANGUAGES[0]) is words()
    True
    """
    source = files("calculators") / "messages" / f"{language}.toml"
    return Words(language, tomllib.loads(source.read_text(encoding="utf-8")))


def catalogues() -> tuple[Words, ...]:
    """Return the catalogues of all languages: files are understood in each, whoever asks.

    >>> [catalogue.code for catalogue in catalogues()]
    ['zh-Hans']
    """
    return tuple(words(code) for code in LANGUAGES)
