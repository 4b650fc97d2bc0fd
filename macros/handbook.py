"""The handbook as one build knows it: what pages, macros and drawings ask for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from posixpath import relpath

from macros.book import Book, Link
from macros.conflicts import Conflict
from macros.edition import HandbookEdition
from macros.forms import Quotation
from macros.lines import Source
from macros.pages import Writer
from macros.runtime import Runtime

RUNTIME = "assets/runtime/"
"""The folder of the site in which the runtime stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handbook:
    """Manuals, contradictions, addresses of pages, the runtime, edition and day of the build."""

    book: Book
    conflicts: tuple[Conflict, ...]
    redirects: Mapping[str, str]
    sources: Mapping[str, Source]
    urls: Mapping[str, str]
    runtime: Runtime
    edition: HandbookEdition
    today: date

    def writer(self, page: str) -> Writer:
        """Return who writes Markdown for a page; `page` is its path below docs/."""
        return Writer(book=self.book, conflicts=self.conflicts, page=page)

    def place(self, page: str, line: int) -> str:
        """Name a line of a page's Markdown; a page that the build made is named as a whole."""
        return self.sources[page].place(line) if page in self.sources else page

    def link(self, anchor: str, page: str) -> Link:
        """Return the address of a clause seen from a page. Raises KeyError for no clause.

        A clause that is gone is the one that its redirect leads to: older rules still cite it.
        """
        anchor = self.redirects.get(anchor, anchor)
        clause = self.book.clauses[anchor]
        href = "" if clause.page == page else address(self.urls[clause.page], self.urls[page])
        return Link(f"{href}#{anchor}", clause.heading, self.book.words_of(anchor))

    def quote(self, anchor: str) -> Quotation:
        """Return the text of an article by its clause. Raises StopIteration for no article."""
        anchor = self.redirects.get(anchor, anchor)
        article = next(each for each in self.book.articles if each.clause.anchor == anchor)
        return Quotation(article.manual.name, tuple(fact.sentence for fact in article.facts))


def address(url: str, start: str) -> str:
    """Return an address of the site seen from a page's address; both end in / or are the root's.

    >>> address("manuals/co/4/", "calculators/bonus/")
    '../../manuals/co/4/'
    """
    return relpath(url or ".", start or ".") + "/"
