"""The project as it stands in its folder: what an edition would be made of."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from mkdocs.utils.yaml import yaml_load

from calculators import cases
from calculators.cases import Table
from macros import manuals, redirects
from macros.book import Book
from macros.sources import sources
from publishing.git import git

RULES = "calculators/rules"


@dataclass(frozen=True)
class Project:
    """A work tree. Its properties raise PageError or RuleError for what cannot be read."""

    root: Path

    @cached_property
    def name(self) -> str:
        """The site's name."""
        with (self.root / "mkdocs.yml").open("rb") as file:
            return str(yaml_load(file)["site_name"])

    @cached_property
    def book(self) -> Book:
        """The manuals."""
        return manuals.read(sources(self.root / "docs").values())

    @cached_property
    def anchors(self) -> frozenset[str]:
        """The anchors that lead somewhere: those of clauses, and those that are redirected."""
        led = redirects.load(self.root / "docs", self.book.clauses)
        return frozenset((*self.book.clauses, *led))

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The worked cases."""
        return tuple(cases.read_all(self.root / "tests" / "cases").values())

    @cached_property
    def rules(self) -> dict[str, str]:
        """The SHA-256 of each file of rules by its path below calculators/rules/."""
        folder = self.root / RULES
        return {
            path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*.toml"))
        }

    @cached_property
    def commit(self) -> str:
        """The commit that is checked out, as it was asked for first."""
        return git(self.root, "rev-parse", "HEAD")

    @property
    def tree(self) -> str:
        """Git's name for the files of that commit."""
        return git(self.root, "rev-parse", f"{self.commit}^{{tree}}")

    @property
    def uncommitted(self) -> list[str]:
        """The paths of files that are other than in the commit, or not in it."""
        status = git(self.root, "-c", "core.quotePath=false", "status", "--porcelain")
        return [line[3:] for line in status.splitlines()]
