"""What a build made, kept for the next of the same process: serving makes only what changed anew.

Of each page its HTML, its sections for search and the theme's page around it are kept, each with
all that it was made of, and made anew where any of that is another. A build in a process of its own
finds nothing kept.
"""

import logging
from collections.abc import Callable
from functools import partial
from typing import Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler


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

    def converting(self, of: object) -> None:
        """Say what the HTML of all pages is made of besides their Markdown."""
        if of != self._converting:  # else the same object, which each page compares at once
            self._converting = of

    def theming(self, of: object) -> None:
        """Say what the theme shows around all pages."""
        if of != self._theming:
            self._theming = of

    def convert_once(self, page: Page) -> None:
        """Have MkDocs convert a page's Markdown only where it has not been converted before."""
        page.render = partial(self._convert, page, page.render)  # type: ignore[method-assign]

    def index_once(self, index: Any) -> None:
        """Have the theme's search plugin take a page apart only where it is another."""
        add = index.add_entry_from_context

        def entries(page: Page) -> list[object]:
            before, index.entries = index.entries, []
            add(page)
            made: list[object]
            made, index.entries = index.entries, before
            return made

        def added(page: Page) -> None:
            of = (page.toc, page.url, page.title, page.meta)
            index.entries += self._part("search", page, of, partial(entries, page))

        index.add_entry_from_context = added

    def theme_once(self, env: jinja2.Environment) -> jinja2.Environment:
        """Return the templates as they were read first: a page is rendered where it is another."""
        if self._env is None:
            self._env = env
            env.template_class = type("Template", (_Template,), {"kept": self})
        return self._env

    def themed(self, page: Page, render: Callable[[], str]) -> str:
        """Return the page of the site as it was rendered before, or render it."""
        return self._part("page", page, (page.toc, page.title, page.meta, self._theming), render)

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
            logging.getLogger("mkdocs").addHandler(said)
            try:
                render(config, files)
            finally:
                logging.getLogger("mkdocs").removeHandler(said)
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
        key = (name, page.file.src_uri)
        if key not in self._parts or self._parts[key][0] != of:
            self._parts[key] = (of, make())
        part: T = self._parts[key][1]
        return part


class _Template(jinja2.Template):
    kept: Kept

    def render(self, *args: Any, **variables: Any) -> str:
        rendered = partial(super().render, *args, **variables)
        page = dict(*args, **variables)["page"]
        return self.kept.themed(page, rendered) if page else rendered()


KEPT = Kept()
"""Of this process: hooks.py keeps this module while a macro does not change."""
