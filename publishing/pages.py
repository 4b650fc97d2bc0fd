"""The page 修订对照: an edition clause by clause against the one before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from macros.book import Book
from macros.edition import Dated
from publishing.changelog import Entry
from publishing.revision import Clause, Revision
from publishing.templating import TEMPLATES
from publishing.words import Piece, compared


@dataclass(frozen=True, slots=True)
class Before:
    """The edition compared with, and the addresses of its clauses in its folder."""

    edition: Dated
    addresses: Mapping[str, str]


def revision(changes: Revision, entries: Sequence[Entry], book: Book, before: Before) -> str:
    """Return the page as Markdown, for the root of the edition's folder.

    `entries` are what the owner says of the changes.
    """
    names = {manual.prefix: manual.name for manual in book.manuals}

    def manual_of(clause: Clause) -> str:
        prefix = clause.anchor.split("-")[0]
        return names.get(prefix, prefix)

    def address(anchor: str) -> str:
        return f"../{book.clauses[anchor].page.removesuffix('.md')}/#{anchor}"

    return TEMPLATES.get_template("revision.md.j2").render(
        changes=changes,
        manuals=[(name, list(own)) for name, own in groupby(changes.clauses, manual_of)],
        before=before.edition,
        old_address=before.addresses.__getitem__,
        said=lambda anchor: [entry for entry in entries if anchor in entry.clauses],
        lines=_lines,
        address=address,
    )


def _lines(clause: Clause) -> list[tuple[Sequence[Piece], Sequence[Piece], str]]:
    """Return each line of either version of a clause: words, small print, what became of it."""
    found: list[tuple[Any, Any, str]] = []
    for line in dict.fromkeys((*clause.now, *clause.before)):
        old, new = clause.before.get(line, ("", "")), clause.now.get(line, ("", ""))
        part = (
            "same"
            if old == new
            else "new"
            if not any(old)
            else "gone"
            if not any(new)
            else "changed"
        )
        found.append((compared(old[0], new[0]), compared(old[1], new[1]), part))
    return found
