"""The publishing branch: what it holds, and how it gets more, as a whole or not at all.

    index.html           leads to current/
    versions.json        mike's list of what is beside it
    editions.json        every edition: its day, title, people, rules, the commit it was made of
    feed.xml             the editions as an Atom feed
    _shared/runtime/     Python for the browser, by its content, for all editions that use the same
    2026-12-01/          an edition, named by the day from which it counts; never changed
    current/             a copy of the one in force
    draft/               the draft, if there is one

All that a publication does is done on a copy and pushed in one go: somebody else's publication in
the meantime has git refuse the push, and what is killed on the way has touched nothing.
"""

import contextlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from mike import commands, git_utils

from publishing.git import GitFailedError, git, git_bytes

CURRENT = "current"
DRAFT = "draft"
SHARED = "_shared"
EDITIONS = "editions.json"
FEED = "feed.xml"
_REDIRECT = Path(__file__).parent / "templates" / "redirect.html"
# How git says that a branch is no longer what it was, by when it finds out.
_NO_LONGER = ("stale info", "cannot lock ref", "incorrect old value")


class PublishedMeanwhileError(Exception):
    """Somebody else has pushed to the branch since it was copied."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A copy of the publishing branch of a repository, in a bare repository of its own."""

    folder: Path
    repository: str
    name: str
    head: str

    def read(self, path: str) -> bytes:
        """Return a file. Raises GitFailedError where there is none."""
        return git_bytes(self.folder, "show", f"{self.name}:{path}")

    def tree(self, path: str) -> str:
        """Return git's name for what a folder holds. Raises GitFailedError."""
        return git(self.folder, "rev-parse", "--verify", f"{self.name}:{path}")

    def editions(self) -> list[dict[str, Any]]:
        """Return what editions.json says, the newest edition first; nothing before the first."""
        begun = git(self.folder, "for-each-ref", f"refs/heads/{self.name}")
        if not begun or not git(self.folder, "ls-tree", self.name, EDITIONS):
            return []
        editions: list[dict[str, Any]] = json.loads(self.read(EDITIONS))["editions"]
        return editions

    def current(self) -> str:
        """Return the day of the edition that current/ is a copy of, "" where there is none."""
        with contextlib.chdir(self.folder):
            found = commands.list_versions(self.name).find(CURRENT)
        return str(found[0]) if found else ""

    def deploy(self, folder: str, title: str, site: Path, message: str) -> None:
        """Put a built site into a folder."""
        configuration = {"site_dir": str(site), "use_directory_urls": True}
        with (
            contextlib.chdir(self.folder),
            commands.deploy(configuration, folder, title, branch=self.name, message=message),
        ):
            pass  # it is built already

    def promote(self, folder: str, message: str) -> None:
        """Make current/ a copy of a folder."""
        with contextlib.chdir(self.folder):
            commands.alias(
                {"use_directory_urls": True},
                folder,
                [CURRENT],
                update_aliases=True,
                alias_type=commands.AliasType.copy,
                branch=self.name,
                message=message,
            )

    def lead_to(self, folder: str, message: str) -> None:
        """Have the root lead to a folder."""
        with contextlib.chdir(self.folder), contextlib.suppress(git_utils.GitEmptyCommit):
            commands.set_default(
                folder,
                str(_REDIRECT),
                allow_undefined=True,
                branch=self.name,
                message=message,
            )

    def write(self, files: Mapping[str, bytes], message: str) -> None:
        """Add or change files."""
        with (
            contextlib.chdir(self.folder),
            contextlib.suppress(git_utils.GitEmptyCommit),
            git_utils.Commit(self.name, message) as commit,
        ):
            for path, content in files.items():
                commit.add_file(git_utils.FileInfo(path, content))

    def push(self) -> None:
        """Give the repository what was done here, in one step.

        Raises PublishedMeanwhileError where its branch is no longer what was copied.
        """
        new = f"refs/heads/{self.name}:refs/heads/{self.name}"
        # What was copied must still be there: git compares and sets in one step.
        lease = f"--force-with-lease=refs/heads/{self.name}:{self.head}"
        try:
            git(self.folder, "push", "--quiet", lease, self.repository, new)
        except GitFailedError as error:
            if any(said in str(error) for said in _NO_LONGER):
                raise PublishedMeanwhileError from error
            raise


@contextlib.contextmanager
def copied(project: Path, repository: str, name: str) -> Iterator[Branch]:
    """Give a copy of a publishing branch, which need not exist yet.

    `repository` is a path, an address or a remote of the project's repository, "" for that one
    itself; who commits is who commits there. Raises GitFailedError.
    """
    source = _found(project, repository, name)
    with TemporaryDirectory(prefix="handbook-") as place:
        folder = Path(place, "branch.git")
        git(Path(place), "init", "--quiet", "--bare", folder)
        for key in ("user.name", "user.email"):
            # Without a default git would fail and say nothing.
            value = git(project, "config", "--default", "", key)
            if not value:
                raise GitFailedError(f"git 还不知道你是谁，请先运行 git config {key} …")
            git(folder, "config", key, value)
        git(folder, "config", "core.quotePath", "false")  # mike reads names as they are
        reference = f"refs/heads/{name}"
        head = git(folder, "ls-remote", source, reference).partition("\t")[0]
        if head:
            git(folder, "fetch", "--quiet", "--no-tags", source, f"+{reference}:{reference}")
        yield Branch(folder, source, name, head)


def _found(project: Path, repository: str, name: str) -> str:
    """Return the path or the address of a repository as other folders can use it."""
    if not repository:
        _check_is_newest(project, name)
        return str(project.resolve())
    if repository in git(project, "remote").split():
        repository = git(project, "remote", "get-url", "--push", repository)
    place = project / repository
    return str(place.resolve()) if place.exists() else repository


def _check_is_newest(project: Path, name: str) -> None:
    """Raise GitFailedError where a remote is known to have more than this repository."""
    for remote in git(project, "remote").split():
        theirs = f"refs/remotes/{remote}/{name}"
        if not git(project, "for-each-ref", theirs):
            continue
        try:
            git(project, "merge-base", "--is-ancestor", theirs, f"refs/heads/{name}")
        except GitFailedError:
            raise GitFailedError(
                f"{remote} 上的 {name} 分支有本仓库没有的版本："
                f"请写 REPOSITORY={remote} 直接发布到那里，"
                f"或者先运行 git fetch {remote} {name}:{name}"
            ) from None
