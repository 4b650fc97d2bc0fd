"""Who is who in an export: by UserId, else by 工号, else by 姓名."""

from collections.abc import Iterable

from calculators.files.entries import Entry, Person
from calculators.files.identity import bare_code, bare_name
from calculators.files.remarks import Remark

_SURENESS = ("user_id", "employee_no", "name")

type Identity = tuple[str, str]
"""By what a person is told from others, and its text."""


def identity(person: Person) -> Identity:
    """Return what tells a person from others.

    >>> identity(Person("张三", "", "007")), identity(Person("张 三（已离职）"))
    (('employee_no', '007'), ('name', '张三'))
    """
    for part in ("user_id", "employee_no"):
        if text := bare_code(getattr(person, part)):
            return part, text
    return "name", bare_name(person.name)


def same_name(one: Person, other: Person) -> bool:
    """Tell whether two rows may be about the same person by their names.

    >>> same_name(Person("张三"), Person("张三(已离职)"))
    True
    """
    first, second = bare_name(one.name), bare_name(other.name)
    return not first or not second or first == second


def mark_unsure(entries: Iterable[Entry]) -> None:
    """Note a problem with people who are less surely told than others of their name.

    The others get a notice: what is in those rows may be theirs.

    >>> people = [Person("甲", "u1"), Person("甲")]
    >>> entries = [Entry(source=str(n), about=p, request={}) for n, p in enumerate(people)]
    >>> mark_unsure(entries)
    >>> [problem.key for problem in entries[1].problems]
    ['half_identified']
    """
    by_name: dict[str, list[tuple[str, Entry]]] = {}
    for entry in entries:
        if isinstance(entry.about, Person) and (name := bare_name(entry.about.name)):
            by_name.setdefault(name, []).append((identity(entry.about)[0], entry))
    for name, same in by_name.items():
        best = min((kind for kind, _ in same), key=_SURENESS.index)
        sources = "、".join(entry.source for kind, entry in same if kind != best)
        for kind, entry in same if sources else ():
            if kind == best:
                remark = Remark.of("attendance_files.namesake_without_code", sources=sources)
                entry.notices.append(remark)
            else:
                said = {"name": name, "sources": entry.source}
                entry.problems.append(Remark.of("attendance_files.half_identified", **said))


def mark_twice(entries: Iterable[Entry]) -> None:
    """Note a problem with people who stand in more than one row.

    >>> entries = [Entry(source=str(n), about=Person("甲"), request={}) for n in (5, 6)]
    >>> mark_twice(entries)
    >>> entries[0].problems[0].values["sources"]
    '5、6'
    """
    rows: dict[Identity, list[Entry]] = {}
    for entry in entries:
        if isinstance(entry.about, Person):
            rows.setdefault(identity(entry.about), []).append(entry)
    for same in rows.values():
        if len(same) > 1:
            sources = "、".join(entry.source for entry in same)
            for entry in same:
                remark = Remark.of("attendance_files.person_twice", sources=sources)
                entry.problems.append(remark)
