"""What changed between two editions: clauses, figures of rules, and what worked cases come to."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from calculators.cases import Case, Difference, Table, values_in_words
from calculators.core.editions import Edition
from calculators.core.words import words
from calculators.figures import filled, shown
from calculators.registry import CALCULATORS
from macros.book import Book
from macros.record import Line, Said, said
from publishing.order import merged

NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Changed:
    """A clause that is another now: both versions line by line, empty where there is none."""

    anchor: str
    before: Said
    now: Said

    @property
    def change(self) -> str:
        """What happened to it, in a word."""
        return "新增" if not self.before else "删去" if not self.now else "修改"

    @property
    def heading(self) -> str:
        """Its number and title, today's where it still stands."""
        return (self.now or self.before)[0]["text"]

    @property
    def is_reordered(self) -> bool:
        """Whether lines of both versions stand in another order."""
        now, before = ([line["id"] for line in said] for said in (self.now, self.before))
        common = set(now) & set(before)
        return [each for each in now if each in common] != [
            each for each in before if each in common
        ]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure or a reading of a rule that is another now, as readers see it."""

    rule: str
    clause: str
    label: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Consequence:
    """A worked case that comes to something else now: its inputs and each output that differs.

    Not its month: it is worked out as if it were one of either edition. Nor its title, which says
    what it comes to under the rules of its own month.
    """

    calculator: str
    inputs: Sequence[tuple[str, str]]
    differences: Sequence[Difference]


@dataclass(frozen=True, slots=True)
class Revision:
    """All that changed from one edition to the next."""

    clauses: tuple[Changed, ...]
    figures: tuple[Figure, ...]
    consequences: tuple[Consequence, ...]

    @property
    def changed(self) -> list[str]:
        """The anchors of the clauses that an entry of the changelog must name, in order."""
        own = [clause.anchor for clause in self.clauses]
        return list(dict.fromkeys([*own, *(figure.clause for figure in self.figures)]))


def compare(
    before: Mapping[str, Any], book: Book, days: tuple[date, date], tables: Iterable[Table]
) -> Revision:
    """Return what changed from an edition, by what it left of its clauses, to the manuals now.

    `days` are those from which the two editions count: the rules of each day are compared.
    """
    return Revision(
        tuple(_clauses(before, book)),
        tuple(_figures(*days)),
        tuple(_consequences(tables, *days)),
    )


def _clauses(before: Mapping[str, Any], book: Book) -> Iterator[Changed]:
    then: Mapping[str, Said] = before["said"]
    now = said(book)
    for anchor in merged(then, now):
        old = then.get(anchor, ())
        new = [_known(line, before["labels"]) for line in now.get(anchor, ())]
        if list(old) != new:
            yield Changed(anchor, old, new)


def _known(line: Line, labels: Sequence[str]) -> Line:
    """Return a line with what an earlier edition, too, would have recorded of it."""
    marks = {label: each for label, each in line["marks"].items() if label in labels}
    return {**line, "marks": marks}


def _figures(before: date, now: date) -> Iterator[Figure]:
    rules = {each.name: each for chosen in CALCULATORS.values() for each in chosen.rules}
    for name, editions in rules.items():
        begun = [each for each in editions.all if each.in_force_from <= now]
        then = [each for each in begun if each.in_force_from <= before]
        old = _values(then[-1]) if then else {}
        new = _values(begun[-1]) if begun else {}
        for place in dict.fromkeys((*new, *old)):
            clause, label, _ = place
            pair = (old.get(place, NOTHING), new.get(place, NOTHING))
            if pair[0] != pair[1]:
                yield Figure(words().calculator(name)["title"], clause, label, *pair)


def _values(edition: Edition[Any]) -> dict[tuple[str, str, str], str]:
    """Return the figures and readings of a rule by clause, label and name."""
    language = words()
    values: dict[tuple[str, str, str], str] = {}
    for rows in edition.sections.values():
        for row in rows:
            for key, figure in row.figures().items():
                values[row.clause, f"{row.title}：{language.figure(key)}", key] = shown(figure)
            for key, reading in row.readings().items():
                read = filled(language.reading(edition.name, key, reading.choice))
                values[row.clause, f"{row.title}：读法", key] = read
    return values


def _consequences(tables: Iterable[Table], before: date, now: date) -> Iterator[Consequence]:
    for table in tables:
        for case in table.cases:
            if not case.rules and (differences := _differences(table, case, before, now)):
                inputs = {**table.inputs, **case.inputs}
                inputs.pop(table.calculator.dated_by, None)
                told = values_in_words(table.calculator.inputs, inputs, words())
                title = words().calculator(table.calculator.name)["title"]
                yield Consequence(title, told, differences)


def _differences(table: Table, case: Case, before: date, now: date) -> Sequence[Difference]:
    """Return where the rules of two days give a case another result, whatever its month."""
    then = table.reply(case, as_of=before)
    refused = tuple(then.get("problems", ()))
    old = replace(case, expected=then.get("result", {}), refused=refused)
    return table.differences(old, table.reply(case, as_of=now))
