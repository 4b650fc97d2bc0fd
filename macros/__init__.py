"""The macros that authors write in pages.

    {{ figure("attendance.short.free_count") }}          a figure with its unit: 3 次
    {{ rule_table("attendance", "half_day", "full_day") }}    sections of a rule as a table
    {{ calculator("settlement") }}                       form and answer of a calculator
    {{ readings("attendance") }}                         how its rules are read, all or by section
    {{ worked_cases("attendance") }}                     its worked cases, from tests/cases/
    {{ receipt_check() }}                                whether a saved receipt still holds
    {{ manual_header() }}  {{ chapters() }}              in a manual's own page
    {{ all_manuals() }}  {{ manual_links() }}  {{ all_topics() }}  {{ all_roles() }}
    {{ calendar() }}  {{ all_records() }}  {{ all_systems() }}  {{ approvals() }}
    {{ checklists() }}  {{ drawings() }}  {{ open_points() }}  {{ reviews() }}
    {{ changes() }}  {{ latest_change() }}               from CHANGELOG.md

Each is one call into a room beside this file; what MkDocs knows of pages is turned into plain
values here.
"""

from functools import cache
from pathlib import Path
from typing import Any

from calculators import cases, figures
from macros import changelog, contents, forms, lists
from macros.book import Link, Manual
from macros.handbook import Handbook
from macros.lines import PageError
from macros.pages import Writer


def define_env(env: Any) -> None:
    """Register the macros with mkdocs-macros; `env` is its plugin."""

    def handbook() -> Handbook:
        return env.conf.extra["handbook"]  # type: ignore[no-any-return]

    def writer() -> Writer:
        return handbook().writer(env.page.file.src_uri)

    def find_clause(anchor: str) -> Link:
        return handbook().link(anchor, env.page.file.src_uri)

    def this_manual() -> Manual:
        if manual := handbook().book.manual_of(env.page.file.src_uri):
            return manual
        raise PageError("这个宏只能写在一本手册的页面里")

    def project() -> Path:
        return Path(env.conf.config_file_path).parent

    @env.macro  # type: ignore[untyped-decorator]
    def figure(path: str) -> str:
        return figures.figure(path)

    @env.macro  # type: ignore[untyped-decorator]
    def rule_table(name: str, *sections: str) -> str:
        return forms.rule_table(name, sections, find_clause)

    @env.macro  # type: ignore[untyped-decorator]
    def calculator(name: str) -> str:
        edition = handbook().edition
        printed = "（草稿，不能作为依据）" if edition.is_draft else f"（{edition.title}）"
        return forms.calculator(name, find_clause, handbook().quote, env.conf.site_name + printed)

    env.macro(lambda name, *sections: forms.readings(name, sections, find_clause), "readings")
    env.macro(lambda name: forms.worked_cases(_table(project(), name)), "worked_cases")
    env.macro(forms.receipt_check, "receipt_check")
    env.macro(lambda: contents.header(this_manual()), "manual_header")
    env.macro(lambda: contents.chapters(writer(), this_manual()), "chapters")
    env.macro(lambda: contents.manuals(writer()), "all_manuals")
    env.macro(lambda: contents.manual_links(writer()), "manual_links")
    env.macro(lambda: contents.topics(writer()), "all_topics")
    env.macro(lambda: contents.roles(writer()), "all_roles")
    env.macro(lambda: contents.drawings(writer()), "drawings")
    env.macro(lambda: lists.calendar(writer()), "calendar")
    env.macro(lambda: lists.records(writer()), "all_records")
    env.macro(lambda: lists.systems(writer()), "all_systems")
    env.macro(lambda: lists.approvals(writer()), "approvals")
    env.macro(lambda: lists.checklists(writer()), "checklists")
    env.macro(lambda: lists.open_points(writer()), "open_points")
    env.macro(lambda: contents.editions(handbook().edition), "all_editions")
    env.macro(lambda: contents.reviews(writer(), handbook().today), "reviews")
    env.macro(lambda: changelog.entries(_history(project(), handbook(), writer())), "changes")
    env.macro(lambda: changelog.latest(_history(project(), handbook(), writer())), "latest_change")


def _history(project: Path, handbook: Handbook, writer: Writer) -> str:
    """Return the changelog with links to clauses; a gone one is the one that it leads to."""

    def address(anchor: str) -> str:
        clause = handbook.book.clauses.get(handbook.redirects.get(anchor, anchor))
        return writer.to(clause.page, clause.anchor) if clause else ""

    return changelog.linked((project / "CHANGELOG.md").read_text("utf-8"), address)


def _table(project: Path, name: str) -> cases.Table:
    file = f"tests/cases/{name}.toml"
    return _read(name, (project / file).read_bytes(), file)


_read = cache(cases.read)
