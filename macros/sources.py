"""Pages as their authors wrote them, read as MkDocs reads them."""

from pathlib import Path

from mkdocs.utils import meta

from macros.lines import Source


def source(path: str, content: str) -> Source:
    """Return a page of its content; `path` is the one below docs/."""
    markdown, front = meta.get_data(content)
    first_line = content.count("\n") - markdown.count("\n") + 1
    return Source(path, front, markdown, first_line)


def sources(folder: Path) -> dict[str, Source]:
    """Return the pages of a folder by path."""
    found = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*.md"))}
    return {name: source(name, path.read_text("utf-8-sig")) for name, path in found.items()}
