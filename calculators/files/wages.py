"""Wages and what else another file knows of each person, joined to the rows by who they are about.

By UserId; where either side has none, by 工号; else by 姓名 where nobody else has that name.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from calculators.core.problems import Problem
from calculators.files.entries import Entry, Person, Reading, Settings, same
from calculators.files.headers import Headers
from calculators.files.identity import bare_code, bare_name
from calculators.files.remarks import Remark, place, placed
from calculators.files.requests import Shape, rows
from calculators.files.tables import Table

OPTIONAL = ("previous_score", "prior_absence_days", "prior_deemed_days", "minimum_wage")
_SHEET = "wages"  # in the column `source`, of a text file


@dataclass(slots=True)
class Wage:
    """What a row says of a person; `at` names the row; `problems` are sentences about its cells."""

    source: str
    at: Remark
    person: Person
    request: dict[str, Any]
    problems: list[Remark] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Wages:
    """The rows of a wages file, in order, and the optional inputs that it has no column for."""

    rows: Sequence[Wage]
    absent: Sequence[str]


def read(tables: Sequence[tuple[Table, Headers]], settings: Settings, reading: Reading) -> Wages:
    """Return the wages that tables hold. Rows without a person are skipped and counted."""
    kinds = {each.name: each.kind for each in settings.calculator.inputs.fields()}
    language = settings.language
    wages: list[Wage] = []
    present: set[str] = set(settings.values)
    for table, headers in tables:
        shape = Shape.of(table, headers, settings)
        present |= {name for name, *_ in shape.inputs}
        count = skipped = 0
        for number, cells in rows(table, headers, shape):
            person = shape.about(cells)
            if not isinstance(person, Person) or not person:
                skipped += any(cells)
                continue
            request, problems = shape.request(cells)
            at = Remark.of("batch.row_of_wages", at=place(table.sheet, number))
            wage = Wage(
                table.source(number), at, person, request, [placed(at, each) for each in problems]
            )
            for name, value in list(request.items()):
                try:
                    request[name] = kinds[name].text(kinds[name].read(value))
                except Problem as problem:
                    wage.problems.append(placed(at, language.problem(name, problem)))
                    del request[name]
            wages.append(wage)
            count += 1
        reading.add("batch.wages_read", place=place(table.sheet), count=count)
        if skipped:
            reading.add("batch.rows_about_nobody", place=place(table.sheet), count=skipped)
    known = {name for name in OPTIONAL if name in kinds}
    return Wages(wages, sorted(known - present, key=OPTIONAL.index))


def joined(entries: Iterable[Entry], wages: Wages, settings: Settings) -> list[Entry]:
    """Return entries with what the wages say of the same person; then people in the wages alone."""
    people = list(entries)
    index = _Index(wages.rows, people)
    met: set[int] = set()
    labels = {name: settings.language.field(name)["label"] for name in wages.absent}
    absent = {name: Remark.of("batch.no_column", label=label) for name, label in labels.items()}
    for entry in people:
        if not isinstance(entry.about, Person):
            continue
        found = index.find(entry.about)
        met |= {id(wage) for wage in found}
        entry.notices += [said for name, said in absent.items() if name not in entry.request]
        _join(entry, found, index, settings)
    return people + [
        Entry(
            source=wage.source if "!" in wage.source else f"{_SHEET}!{wage.source}",
            about=wage.person,
            request={},
            problems=[Remark.of("batch.only_in_wages", at=wage.at)],
        )
        for wage in wages.rows
        if id(wage) not in met
    ]


def _join(entry: Entry, found: Sequence[Wage], index: "_Index", settings: Settings) -> None:
    person = entry.about
    if not isinstance(person, Person):
        return
    if not found:
        entry.problems.append(_missing(person, index))
        return
    first = found[0]
    language = settings.language
    for other in found[1:]:
        if other.request != first.request:
            names = [
                n
                for n in {**first.request, **other.request}
                if first.request.get(n) != other.request.get(n)
            ]
            labels = "、".join(language.field(name)["label"] for name in names)
            rows_named = {"first": first.at, "second": other.at, "labels": labels}
            entry.problems.append(Remark("batch", "twice_in_wages", rows_named))
            return
    if person.name and first.person.name and bare_name(person.name) != bare_name(first.person.name):
        values = {"name": person.name, "other": first.person.name, "at": first.at}
        entry.notices.append(Remark("batch", "other_name", values))
    entry.problems += first.problems
    kinds = {each.name: each.kind for each in settings.calculator.inputs.fields()}
    for name, value in first.request.items():
        own = entry.request.setdefault(name, value)
        if own is not value and not same(kinds[name], own, value):
            values = {"label": language.field(name)["label"], "own": own, "other": value}
            entry.problems.append(Remark("batch", "two_values", values | {"at": first.at}))


def _missing(person: Person, index: "_Index") -> Remark:
    """Return why nobody in the wages is this person."""
    if count := index.named(person):
        return Remark.of("batch.name_not_unique", name=person.name, count=count)
    for wage in index.namesakes(person):
        for name in ("user_id", "employee_no"):
            if _differ(person, wage.person, name):
                values = {"own": getattr(person, name), "other": getattr(wage.person, name)}
                return Remark.of(f"batch.other_{name}", name=person.name, at=wage.at, **values)
    return Remark.of("batch.not_in_wages")


class _Index:
    """Wages by UserId, 工号 and name, and how many people of a name the rows are about."""

    def __init__(self, wages: Iterable[Wage], entries: Iterable[Entry]) -> None:
        self._by_user: dict[str, list[Wage]] = defaultdict(list)
        self._by_number: dict[str, list[Wage]] = defaultdict(list)
        self._by_name: dict[str, list[Wage]] = defaultdict(list)
        for wage in wages:
            person = wage.person
            for index, key in (
                (self._by_user, bare_code(person.user_id)),
                (self._by_number, bare_code(person.employee_no)),
                (self._by_name, bare_name(person.name)),
            ):
                if key:
                    index[key].append(wage)
        people = {entry.about for entry in entries if isinstance(entry.about, Person)}
        self._people = Counter(bare_name(person.name) for person in people)

    def find(self, person: Person) -> list[Wage]:
        """Return the rows about a person: more than one where the file names them twice."""
        if person.user_id and (found := self._by_user.get(bare_code(person.user_id))):
            return found
        number = (
            self._by_number.get(bare_code(person.employee_no), []) if person.employee_no else []
        )
        if found := [wage for wage in number if not _differ(person, wage.person, "user_id")]:
            return found if len(_who(found)) == 1 else []
        if not person.name or self._people[bare_name(person.name)] > 1:
            return []
        found = self.of_name(person)
        return found if len(_who(found)) == 1 else []

    def named(self, person: Person) -> int:
        """Return how many a name could mean, where it means more than one."""
        if not person.name:
            return 0
        count = max(self._people[bare_name(person.name)], len(_who(self.of_name(person))))
        return count if count > 1 and self.of_name(person) else 0

    def namesakes(self, person: Person) -> Sequence[Wage]:
        """Return the rows with a person's name, whatever their codes."""
        return self._by_name.get(bare_name(person.name), ()) if person.name else ()

    def of_name(self, person: Person) -> list[Wage]:
        """Return the rows with a person's name and no other code."""
        return [
            wage
            for wage in self.namesakes(person)
            if not _differ(person, wage.person, "user_id")
            and not _differ(person, wage.person, "employee_no")
        ]


def _who(wages: Iterable[Wage]) -> set[Person]:
    """Return the different people that rows are about."""
    return {wage.person for wage in wages}


def _differ(one: Person, other: Person, name: str) -> bool:
    """Tell whether two people have a code each, and not the same."""
    first, second = bare_code(getattr(one, name)), bare_code(getattr(other, name))
    return bool(first and second and first != second)
