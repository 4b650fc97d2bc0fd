"""The page 修订对照: an edition clause by clause against the one before."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from macros.book import Book
from macros.edition import Dated
from macros.record import Line
from publishing.changelog import Entry
from publishing.order import merged
from publishing.revision import Changed, Revision
from publishing.templating import TEMPLATES
from publishing.words import Piece, compared


@dataclass(frozen=True, slots=True)
class Before:
    """The edition compared with: its manuals' names by prefix, where its clauses stand in it."""

    edition: Dated
    manuals: Mapping[str, str]
    addresses: Mapping[str, str]


def revision(changes: Revision, entries: Sequence[Entry], book: Book, before: Before) -> str:
    """Return the page as Markdown, for the root of the edition's folder.

    `entries` are what the owner says of the changes.
    """
    names = {**before.manuals, **{manual.prefix: manual.name for manual in book.manuals}}

    def manual_of(clause: Changed) -> str:
        return names[clause.anchor.split("-")[0]]

    def address(anchor: str) -> str:
        clause = book.clauses.get(anchor)
        return f"../{clause.page.removesuffix('.md')}/#{anchor}" if clause else ""

    return TEMPLATES.get_template("revision.md.j2").render(
        changes=changes,
        manuals=[(name, list(own)) for name, own in groupby(changes.clauses, manual_of)],
        before=before.edition,
        old_address=before.addresses.__getitem__,
        said=lambda anchor: [entry for entry in entries if anchor in entry.clauses],
        lines=_lines,
        address=address,
    )


def _lines(clause: Changed) -> Iterator[tuple[Sequence[Piece], Sequence[Piece], str]]:
    """Give each line of either version of a clause: words, small print, what became of it."""
    before = {line["id"]: line for line in clause.before}
    now = {line["id"]: line for line in clause.now}
    for anchor in merged(before, now):
        old, new = before.get(anchor), now.get(anchor)
        part = "same" if old == new else "new" if not old else "gone" if not new else "changed"
        words = compared(old["text"] if old else "", new["text"] if new else "")
        yield words, compared(_small(old), _small(new)), part


def _small(line: Line | None) -> str:
    return "；".join(f"{label}：{each}" for label, each in line["marks"].items()) if line else ""
