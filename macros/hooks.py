"""MkDocs events, each one call into a room.

MkDocs loads this file once and keeps it while it serves; the rooms, the calculators and their rules
are imported anew for each build, so that an edit takes effect without a restart.
"""

import os
import sys
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import meta

if TYPE_CHECKING:
    from macros.lines import Source

_LOADED = Path(__file__).read_bytes()
log = get_plugin_logger(__name__)


@event_priority(100)  # before mkdocs-macros imports the macros
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Forget the project's modules, so that this build imports them as they are now."""
    for name in [name for name in sys.modules if name.split(".")[0] in {"calculators", "macros"}]:
        del sys.modules[name]
    if Path(__file__).read_bytes() != _LOADED:
        log.warning("macros/hooks.py has changed: stop make serve and start it again")
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Read the manuals; add the runtime, the pages made from the manuals, and the data."""
    from calculators.core.editions import RuleError  # noqa: PLC0415  # anew for each build
    from macros import conflicts, contents, exports, forms, glossary, lists, manuals, runtime  # noqa: PLC0415
    from macros.handbook import RUNTIME, Handbook  # noqa: PLC0415
    from macros.lines import PageError  # noqa: PLC0415

    root = Path(config.config_file_path).parent
    try:
        built = runtime.build(root, snapshot=os.environ.get("HANDBOOK_SNAPSHOT") != "false")
    except FileNotFoundError as error:
        raise PluginError(f"{error.filename} is missing: run make build or make serve") from error
    except runtime.RuntimeFailedError as error:
        raise PluginError(str(error)) from error
    for name, part in built.files.items():
        files.append(File.generated(config, RUNTIME + name, content=part))
    sources = {page.src_uri: _source(page) for page in files.documentation_pages()}
    try:
        book = manuals.read(sources.values())
        differing = conflicts.read(sources[conflicts.PAGE], book)
        terms = glossary.read(sources[glossary.PAGE])
        forms.check_rules(book.clauses)
    except (PageError, RuleError) as error:
        raise PluginError(str(error)) from error
    handbook = Handbook(
        book=book,
        conflicts=differing,
        sources=sources,
        urls={page.src_uri: page.url for page in files.documentation_pages()},
        runtime=built,
        today=_today(),
    )
    for path, content in lists.pages(handbook.writer).items():
        files.append(File.generated(config, path, content=content))
    for path, content in exports.files(book, differing, handbook.urls, config.site_name).items():
        files.append(File.generated(config, path, content=content))
    for manual in contents.overdue(book.manuals, handbook.today):
        log.info("review of %s was due by %s", manual.page, manual.header["review_by"])
    config.markdown_extensions.append(glossary.Tooltips(terms))  # type: ignore[arg-type]  # an instance does as well as a name
    config.extra["handbook"] = handbook
    config.nav = contents.navigation(config.nav or [], book)
    return files


@event_priority(100)  # before mkdocs-macros: a page's lines are still as its author wrote them
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001  # MkDocs passes files
    """Complete a page with what the manuals know around it."""
    from macros import diagrams, pages  # noqa: PLC0415
    from macros.lines import PageError  # noqa: PLC0415

    handbook = config.extra["handbook"]
    path = page.file.src_uri
    try:
        return pages.complete(
            markdown,
            handbook.writer(path),
            lambda kind, title, text: diagrams.draw(
                kind, title, text, lambda anchor: handbook.link(anchor, path)
            ),
            lambda line: handbook.place(path, line),
        )
    except PageError as error:
        raise PluginError(str(error)) from error
    except diagrams.DiagramError as error:
        raise PluginError(f"{path}：{error}") from error


def on_post_build(config: MkDocsConfig) -> None:
    """Keep what search needs off the loading of pages."""
    from macros import search  # noqa: PLC0415

    try:
        search.set_documents_aside(Path(config.site_dir))
    except ValueError as error:
        raise PluginError(str(error)) from error


def _today() -> date:
    """Return the day of the build in China; HANDBOOK_TODAY gives another."""
    if given := os.environ.get("HANDBOOK_TODAY"):
        return date.fromisoformat(given)
    return datetime.now(timezone(timedelta(hours=8))).date()


def _source(page: File) -> "Source":
    from macros.lines import Source  # noqa: PLC0415

    content = page.content_string
    markdown, front = meta.get_data(content)
    first_line = content.count("\n") - markdown.count("\n") + 1
    return Source(page.src_uri, front, markdown, first_line)
