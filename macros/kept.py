"""What a build made, kept for the next of the same process: serving makes only what changed anew.

Of each page its HTML and the theme's page around it are kept, each with all that it was made of,
and made anew where any of that is another. A sentence stands in its chapter and on thirty lists:
while serving, a page that nobody edited itself is made anew when somebody asks for it. A build in a
process of its own finds nothing kept.
"""

import logging
from collections.abc import Callable
from functools import cache, partial
from typing import Any

import jinja2
from mkdocs import utils
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler

_SAYS = logging.getLogger(Page.__module__.split(".")[0])  # of the builder: MkDocs or ProperDocs


class Kept:
    """The parts of pages with what they were made of: plain values, which outlive the modules.

    What all pages are made of, the templates and the extensions of Markdown, is not compared: who
    changes them starts with an empty one.
    """

    def __init__(self) -> None:
        self._parts: dict[tuple[str, str], tuple[object, Any]] = {}
        self._env: jinja2.Environment | None = None
        self._converting: object = None
        self._theming: object = None
        self._sources: dict[str, str] = {}
        self._files = Files([])
        self._patient: set[str] = set()
        self._outdated: set[str] = set()
        self._waiting: dict[str, Callable[[], None]] = {}

    def read_templates_once(self, config: MkDocsConfig) -> None:
        """Have MkDocs take the theme's templates, as they were read first."""
        read = config.theme.get_env

        def env() -> jinja2.Environment:
            if self._env is None:
                self._env = read()
                self._env.loader = _Loader(config.theme.dirs)
                self._env.template_class = type("Template", (_Template,), {"kept": self})
            return self._env

        config.theme.get_env = env  # type: ignore[method-assign]

    def converting(self, of: object, files: Files) -> None:
        """Say what the HTML of all pages is made of besides their Markdown, as a build begins."""
        if of != self._converting:  # else the same object, which each page compares at once
            self._converting = of
        self._files = files
        self._patient.clear()
        self._outdated.clear()
        self._waiting.clear()

    def theming(self, of: object) -> None:
        """Say what the theme shows around all pages."""
        if of != self._theming:
            self._theming = of

    def convert_once(self, page: Page, *, may_wait: bool) -> None:
        """Have MkDocs convert a page's Markdown only where it has not been converted before.

        Where it may wait and nobody edited the page itself, it stays as it was until `finish`.
        """
        path, source = page.file.src_uri, page.file.content_string
        edited = not page.file.generated_by and source != self._sources.get(path)
        self._sources[path] = source
        if may_wait and not edited:
            self._patient.add(path)
        page.render = partial(self._convert, page, page.render)  # type: ignore[method-assign]

    def themed(self, page: Page, config: MkDocsConfig, render: Callable[[], str]) -> str:
        """Return the page of the site as it was rendered before, or render it."""
        of = (page.toc, page.title, page.meta, self._theming)
        output = self._part("page", page, of, render)
        if page.file.src_uri in self._outdated:
            finish = partial(self._finish, page, config, render)
            self._waiting[page.file.dest_uri] = finish
        return output

    def finish(self, path: str) -> None:
        """Make a page that waits, by its path in the site's folder."""
        if path in self._waiting:
            self._waiting[path]()
            del self._waiting[path]  # made: where that failed, it is tried again

    def _finish(self, page: Page, config: MkDocsConfig, render: Callable[[], str]) -> None:
        """Do with a page what MkDocs does with each in a build."""
        path = page.file.src_uri
        self._patient.discard(path)
        self._outdated.discard(path)
        plugins = config.plugins
        page.render(config, self._files)
        page.content = plugins.on_page_content(
            page.content or "", page=page, config=config, files=self._files
        )
        page.active = True
        output = plugins.on_post_page(self.themed(page, config, render), page=page, config=config)
        page.active = False
        utils.write_file(output.encode(), page.file.abs_dest_path)

    def _convert(
        self,
        page: Page,
        render: Callable[[MkDocsConfig, Files], None],
        config: MkDocsConfig,
        files: Files,
    ) -> None:
        said = CountHandler()

        def converted() -> tuple[dict[str, object], dict[str, dict[str, str]]]:
            before = dict(vars(page))
            _SAYS.addHandler(said)
            try:
                render(config, files)
            finally:
                _SAYS.removeHandler(said)
            after = vars(page).items()
            found = {name: value for name, value in after if value is not before.get(name)}
            links = found.pop("links_to_anchors", {})  # to files of this build, with their pages
            return found, {file.src_uri: each for file, each in links.items()}

        of = (page.markdown, page.url, self._converting)
        attributes, links = self._part("html", page, of, converted)
        vars(page).update(attributes)
        page.links_to_anchors = {files.src_uris[path]: each for path, each in links.items()}
        if said.get_counts():  # to be said again
            del self._parts["html", page.file.src_uri]

    def _part[T](self, name: str, page: Page, of: object, make: Callable[[], T]) -> T:
        """Return a part of a page as it was made last time of the same, or make it.

        A conversion makes a new table of contents: parts that follow from one are made of it.
        """
        path = page.file.src_uri
        kept = self._parts.get((name, path))
        if kept is None or (kept[0] != of and path not in self._patient):
            kept = self._parts[name, path] = (of, make())
        elif kept[0] != of:
            self._outdated.add(path)
        part: T = kept[1]
        return part


class _Template(jinja2.Template):
    kept: Kept

    def render(self, *args: Any, **variables: Any) -> str:
        rendered = partial(super().render, *args, **variables)
        context = dict(*args, **variables)
        page = context["page"]
        return self.kept.themed(page, context["config"], rendered) if page else rendered()


class _Loader(jinja2.FileSystemLoader):
    @cache  # noqa: B019  # as long as what was kept
    def list_templates(self) -> list[str]:
        # MkDocs leaves out what a point begins, 10,000 icons, after a look at each.
        return [name for name in super().list_templates() if not name.startswith(".")]


KEPT = Kept()
"""Of this process: hooks.py keeps this module while a macro does not change."""
