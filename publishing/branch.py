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
VERSIONS = "versions.json"
FEED = "feed.xml"
_REDIRECT = Path(__file__).parent / "templates" / "redirect.html"
# What a publication may change of what is there: none of it belongs to a published edition.
_MOVING = (
    *(f"{CURRENT}/", f"{DRAFT}/", EDITIONS, FEED, VERSIONS, "index.html"),
    *("robots.txt", ".nojekyll"),
)
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
        if EDITIONS not in self.folders():
            return []
        editions: list[dict[str, Any]] = json.loads(self.read(EDITIONS))["editions"]
        return editions

    def folders(self) -> set[str]:
        """Return the names of what stands in the root."""
        begun = git(self.folder, "for-each-ref", f"refs/heads/{self.name}")
        return (
            set(git(self.folder, "ls-tree", "--name-only", self.name).split()) if begun else set()
        )

    def current(self) -> str:
        """Return the day of the edition that current/ is a copy of, "" where there is none."""
        with contextlib.chdir(self.folder):
            found = commands.list_versions(self.name).find(CURRENT)
        return str(found[0]) if found else ""

    def has_current(self, day: str) -> bool:
        """Return whether current/ is the edition of a day, file by file."""
        return self.current() == day and self.tree(CURRENT) == self.tree(day)

    def deploy(self, folder: str, title: str, site: Path, message: str) -> None:
        """Put a built site into a folder."""
        configuration = {"site_dir": str(site), "use_directory_urls": True}
        with (
            contextlib.chdir(self.folder),
            contextlib.suppress(git_utils.GitEmptyCommit),
            commands.deploy(configuration, folder, title, branch=self.name, message=message),
        ):
            pass  # it is built already

    def promote(self, folder: str, message: str) -> None:
        """Make current/ a copy of a folder."""
        with contextlib.chdir(self.folder):
            if self.current() == folder:  # and yet another: mike copies none that it has copied
                commands.delete([CURRENT], branch=self.name, message=message)
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

        Raises PublishedMeanwhileError where its branch is no longer what was copied, and
        AssertionError where something published would be another: that is a mistake of this code.
        """
        if self.head:
            span = (self.head, self.name)
            told = git(self.folder, "diff-tree", "-r", "--no-renames", "--name-status", *span)
            changes = [line.split("\t") for line in told.splitlines()]
            lost = [path for how, path in changes if how != "A" and not path.startswith(_MOVING)]
            if lost:
                raise AssertionError(f"published files would change: {lost[:5]}")
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
        return git(project, "rev-parse", "--path-format=absolute", "--git-common-dir")
    if repository in git(project, "remote").split():
        repository = git(project, "remote", "get-url", "--push", repository)
    place = project / repository
    return str(place.resolve()) if place.exists() else repository


def _check_is_newest(project: Path, name: str) -> None:
    """Raise GitFailedError where a remote has more than this repository, as far as is known."""
    for remote in git(project, "remote").split():
        if _has_more(project, remote, name):
            raise GitFailedError(
                f"{remote} 上的 {name} 分支有本仓库没有的版本："
                f"请写 REPOSITORY={remote} 直接发布到那里，"
                f"或者先运行 git fetch {remote} {name}:{name}"
            )


def _has_more(project: Path, remote: str, name: str) -> bool:
    """Return whether a remote's branch has what ours has not.

    Before the first edition the remote is asked: a clone need not know of all its branches.
    """
    ours, theirs = f"refs/heads/{name}", f"refs/remotes/{remote}/{name}"
    known = git(project, "for-each-ref", theirs)
    if not git(project, "for-each-ref", ours):
        return bool(known or git(project, "ls-remote", remote, ours))
    return bool(known and git(project, "rev-list", "--max-count=1", theirs, f"^{ours}"))
