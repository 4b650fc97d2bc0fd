"""The macros that authors write in pages.

    {{ figure("attendance.short.free_count") }}          a figure with its unit: 3 次
    {{ rule_table("attendance", "half_day", "full_day") }}    sections of a rule as a table
    {{ calculator("settlement") }}                       form and answer of a calculator

Each is one call into a room beside this file; what MkDocs knows of pages is turned into plain
values here.
"""

from typing import Any

from mkdocs.utils import get_relative_url

from calculators import figures
from macros import forms
from macros.manuals import Clause


def define_env(env: Any) -> None:
    """Register the macros with mkdocs-macros; `env` is its plugin."""

    def find_clause(anchor: str) -> forms.Link:
        handbook = env.conf.extra["handbook"]
        clause: Clause = handbook.clauses[anchor]
        page = handbook.urls[clause.page]
        href = "" if page == env.page.url else get_relative_url(page, env.page.url)
        return forms.Link(f"{href}#{anchor}", clause.heading)

    @env.macro  # type: ignore[untyped-decorator]
    def figure(path: str) -> str:
        return figures.figure(path)

    @env.macro  # type: ignore[untyped-decorator]
    def rule_table(name: str, *sections: str) -> str:
        return forms.rule_table(name, sections, find_clause)

    @env.macro  # type: ignore[untyped-decorator]
    def calculator(name: str) -> str:
        runtime = get_relative_url(env.conf.extra["handbook"].runtime, env.page.url)
        return forms.calculator(name, find_clause, runtime)
