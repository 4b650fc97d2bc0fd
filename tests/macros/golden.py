"""What the build writes of the small handbook, kept as files that people can read.

After a change that is meant: python -m tests.macros.golden, then read the difference.
"""

from datetime import date
from pathlib import Path

from macros import conflicts, contents, exports, lists
from macros.pages import complete
from tests.macros.small import ONE, TWO, sources, writer

FOLDER = Path(__file__).with_name("golden")
LIST = writer("lists/x.md")
BOOK = LIST.book
MANUAL = BOOK.manuals[1]
URLS = {
    page: page.removesuffix("index.md").removesuffix(".md").rstrip("/") + "/"
    for manual in BOOK.manuals
    for page in (manual.page, *(chapter.page for chapter in manual.chapters), conflicts.PAGE)
}


def made() -> dict[str, str]:
    """Return every file by name."""
    pages = {source.path: source for source in sources()}

    def completed(path: str) -> str:
        def draw(kind: str, title: str, text: str) -> str:
            return f"<figure>{kind}/{title}/{text}</figure>"

        return complete(pages[path].markdown, writer(path), draw, pages[path].place)

    return {
        "chapter-one.md": completed(ONE),
        "chapter-two.md": completed(TWO),
        "conflicts.md": completed(conflicts.PAGE),
        **{path.replace("/", "-"): text for path, text in lists.pages(writer).items()},
        "calendar.md": lists.calendar(LIST),
        "records.md": lists.records(LIST),
        "systems.md": lists.systems(LIST),
        "approvals.md": lists.approvals(LIST),
        "checklists.md": lists.checklists(LIST),
        "open-points.md": lists.open_points(LIST),
        "manuals.md": contents.manuals(LIST),
        "manual-links.md": contents.manual_links(LIST),
        "header.md": contents.header(MANUAL),
        "topics.md": contents.topics(LIST),
        "roles.md": contents.roles(LIST),
        "drawings.md": contents.drawings(LIST),
        "reviews.md": contents.reviews(LIST, date(2026, 7, 10)),
        "articles.json": exports.files(BOOK, LIST.conflicts, URLS, "手册")["articles.json"],
        "llms.txt": exports.llms(BOOK, URLS, "手册"),
    }


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.iterdir():
        old.unlink()
    for name, text in made().items():
        (FOLDER / name).write_text(text + "\n", encoding="utf-8")
