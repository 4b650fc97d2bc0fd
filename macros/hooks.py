"""MkDocs events, each one call into a room.

MkDocs loads this file once and keeps it while it serves; the rooms, the calculators and their rules
are imported anew once a file of theirs has changed, so that an edit takes effect without a restart.
"""

import hashlib
import os
import re
import sys
import threading
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

    import jinja2
    from mkdocs.livereload import LiveReloadServer

    from calculators.cases import Table

# To see an edit, what only makes pages quick for readers is left out.
_QUICK = os.environ.get("HANDBOOK_QUICK") == "true"
_LOADED = Path(__file__).read_bytes()
_RUNTIME = re.compile(r'data-runtime="([^"]*)"')
# What of the macros knows no calculators, and stays where only a calculator or a rule changes.
_LASTING = (
    *("macros.book", "macros.diagrams", "macros.kept", "macros.templating"),
    "macros.search.characters",
)
_READ: dict[str, str] = {}
_SERVED = threading.Event()
log = get_plugin_logger(__name__)


@event_priority(100)  # before mkdocs-macros imports the macros
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Forget the project's modules where a file of theirs is another than at the last build."""
    root = Path(config.config_file_path).parent
    read = {
        "calculators": _digest(root / "calculators"),
        "macros": _digest(root / "macros", Path(config.config_file_path)),
    }
    changed = {name for name in read if read[name] != _READ.get(name)}
    for name in [name for name in sys.modules if changed and name.split(".")[0] in read]:
        if "macros" in changed or not name.startswith(_LASTING):
            del sys.modules[name]
    _READ.update(read)
    from macros.kept import KEPT  # noqa: PLC0415  # anew for each build

    KEPT.read_templates_once(config)
    if Path(__file__).read_bytes() != _LOADED:
        log.warning("macros/hooks.py has changed: stop make serve and start it again")
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Read the manuals; add the runtime, the pages made from the manuals, and the data."""
    from calculators.core.editions import RuleError  # noqa: PLC0415
    from macros import (  # noqa: PLC0415
        conflicts,
        contents,
        edition,
        exports,
        forms,
        glossary,
        lists,
        manuals,
        node,
        record,
        redirects,
        runtime,
        search,
    )
    from macros.handbook import RUNTIME, Handbook  # noqa: PLC0415
    from macros.kept import KEPT  # noqa: PLC0415
    from macros.lines import PageError  # noqa: PLC0415
    from macros.search import groups  # noqa: PLC0415
    from macros.sources import source  # noqa: PLC0415

    root = Path(config.config_file_path).parent
    try:
        built = runtime.build(root, snapshot=not _QUICK)
    except FileNotFoundError as error:
        raise PluginError(f"{error.filename} is missing: run make build or make serve") from error
    except (runtime.RuntimeFailedError, node.NodeFailedError) as error:
        raise PluginError(str(error)) from error
    for name, part in built.files.items():
        files.append(File.generated(config, RUNTIME + name, content=part))
    written = files.documentation_pages()
    pages = {each.src_uri: source(each.src_uri, each.content_string) for each in written}
    try:
        book = manuals.read(pages.values())
        differing = conflicts.read(pages[conflicts.PAGE], book)
        terms = glossary.read(pages[glossary.PAGE])
        asked = groups.load(Path(config.docs_dir))
        led = redirects.load(Path(config.docs_dir), book.clauses)
        forms.check_rules({*book.clauses, *led})
    except (PageError, RuleError) as error:
        raise PluginError(str(error)) from error
    handbook = Handbook(
        book=book,
        conflicts=differing,
        redirects=led,
        sources=pages,
        urls={each.src_uri: each.url for each in written},
        runtime=built,
        edition=edition.load(os.environ.get("HANDBOOK_EDITION")),
        today=_today(),
    )
    for path, content in handbook.edition.pages.items():
        files.append(File.generated(config, path, content=content))
    for path, content in lists.pages(handbook.writer).items():
        files.append(File.generated(config, path, content=content))
    data = exports.files(book, differing, handbook.urls, config.site_name)
    addresses = [page.url for page in files.documentation_pages()]
    data |= record.files(handbook, _tables(root), addresses)
    for path, content in data.items():
        files.append(File.generated(config, path, content=content))
    index = search.index(handbook, terms, asked)
    files.append(File.generated(config, "search/documents.json", content=index))
    for manual in contents.overdue(book.manuals, handbook.today):
        log.info("review of %s was due by %s", manual.page, manual.header["review_by"])
    tooltips = glossary.Tooltips(terms)
    config.markdown_extensions.append(tooltips)  # type: ignore[arg-type]  # an instance does as well as a name
    targets = {each.src_uri: each.url for each in files if not each.src_uri.startswith(RUNTIME)}
    KEPT.converting((tooltips.terms, targets), files)
    config.extra["handbook"] = handbook
    config.nav = contents.navigation(config.nav or [], book)
    return files


def on_pre_page(page: Page, config: MkDocsConfig, files: Files) -> Page:  # noqa: ARG001  # MkDocs passes them
    """Convert a page only where it is another than at the last build."""
    from macros.kept import KEPT  # noqa: PLC0415

    KEPT.convert_once(page, may_wait=_SERVED.is_set())
    return page


@event_priority(100)  # before mkdocs-macros: a page's lines are still as its author wrote them
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001  # MkDocs passes files
    """Complete a page with what the manuals know around it."""
    from macros import diagrams, pages  # noqa: PLC0415
    from macros.lines import PageError  # noqa: PLC0415

    handbook = config.extra["handbook"]
    path = page.file.src_uri
    try:
        completed = pages.complete(
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
        raise PluginError(f"docs/{path}：{error}") from error
    if not config.plugins["macros"].has_j2(completed):  # type: ignore[attr-defined]
        page.meta["render_macros"] = False
    return completed


def on_env(env: "jinja2.Environment", config: MkDocsConfig, files: Files) -> "jinja2.Environment":
    """Put the theme around a page only where it is another; leave its own search without pages."""
    from macros.kept import KEPT  # noqa: PLC0415

    pages = [file.page for file in files if file.page]
    KEPT.theming((config.nav, [(page.url, page.title, page.meta) for page in pages]))
    index = config.plugins["material/search"].search_index  # type: ignore[attr-defined]
    if not hasattr(index, "add_entry_from_context"):
        raise PluginError("the theme fills its index otherwise: adapt on_env in macros/hooks.py")
    index.add_entry_from_context = lambda page: None  # noqa: ARG005
    return env


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG001  # MkDocs passes page
    """Tell a page what the folder holds that its theme names."""
    told = config.extra["handbook"].runtime.told
    return _RUNTIME.sub(lambda named: f'data-runtime="{escape(told(named[1]))}"', output, 1)


def on_post_build(config: MkDocsConfig) -> None:
    """Have pages load few files, and the worker that searches what it is made of."""
    from macros import node  # noqa: PLC0415

    home = Path(config.site_dir, "index.html").read_text(encoding="utf-8")
    if "/search-worker.js" not in home:
        raise PluginError("the theme names its worker otherwise: adapt macros/theme/main.html")
    bundling = Path(__file__).with_name("bundle.mjs")
    names = ("search/results.js",) if _QUICK else ()
    try:
        node.run(bundling, Path(config.site_dir, "assets"), *names)
    except node.NodeFailedError as error:
        raise PluginError(str(error)) from error


def on_serve(
    server: "LiveReloadServer",
    config: MkDocsConfig,  # noqa: ARG001  # MkDocs passes it
    builder: "Callable[[], None]",
) -> "LiveReloadServer":
    """After an edit, have a page that only repeats it be made when it is asked for."""
    answer = server.serve_request
    building = threading.Lock()

    def build() -> None:
        with building:
            builder()

    def answered(environ: "WSGIEnvironment", start_response: "StartResponse") -> "Iterable[bytes]":
        address = environ["PATH_INFO"].removeprefix(server.mount_path)
        page = re.fullmatch(r"(?P<folder>|.*/)(?:index\.html)?", address)
        if page:
            with building:
                from macros.kept import KEPT  # noqa: PLC0415  # after a build that made another

                KEPT.finish(f"{page['folder']}index.html")
        return answer(environ, start_response)

    server.builder = build
    server.set_app(answered)
    _SERVED.set()
    return server


def _today() -> date:
    """Return the day of the build in China; HANDBOOK_TODAY gives another."""
    if given := os.environ.get("HANDBOOK_TODAY"):
        return date.fromisoformat(given)
    from calculators.core.times import BEIJING  # noqa: PLC0415

    return datetime.now(BEIJING).date()


def _tables(root: Path) -> "Iterable[Table]":
    """Return the tables of worked cases; a mistake in one is told of in its page while serving."""
    from calculators import cases  # noqa: PLC0415
    from calculators.core.editions import RuleError  # noqa: PLC0415

    if _QUICK:
        return ()
    try:
        return cases.read_all(root / "tests" / "cases").values()
    except RuleError as error:
        raise PluginError(str(error)) from error


def _digest(*places: Path) -> str:
    """Return a digest of files, and of what stands in folders."""
    digest = hashlib.blake2b()
    for place in places:
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(f"{path} {path.stat().st_size}\n".encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()
