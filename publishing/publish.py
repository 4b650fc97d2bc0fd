"""Publish an edition or a draft, and promote the edition whose day has come."""

import json
import shutil
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from macros.edition import REVISION, Dated, HandbookEdition
from publishing import feed, pages
from publishing.branch import CURRENT, DRAFT, EDITIONS, FEED, SHARED, Branch
from publishing.build import build, committed
from publishing.changelog import Entry
from publishing.gate import Gate, changed_folders, clauses, revision
from publishing.project import Project
from publishing.revision import Revision

RUNTIME = f"{SHARED}/runtime/"
# Drafts are no policy: search engines that come to the root of a host are told so.
_ROBOTS = f"User-agent: *\nDisallow: /{DRAFT}/\n".encode()
_BUILT_RUNTIME = Path("assets", "runtime")


class RefusedError(Exception):
    """Why nothing has been published, a sentence each."""

    def __init__(self, refusals: list[str]) -> None:
        super().__init__("\n".join(refusals))
        self.refusals = refusals


def publish(project: Project, branch: Branch, edition: str, title: str, today: date) -> str:
    """Build the edition of a day, put it on the branch, and say what was done.

    What the gate only notes is said before, a line each.

    Raises RefusedError where the gate refuses, BuildFailedError, and PublishedMeanwhileError; the
    repository's branch is then as it was.
    """
    gate = Gate(project, branch, edition, title)
    if refusals := gate.refusals():
        raise RefusedError(refusals)
    notes = [f"提醒：{note}。" for note in gate.notes()]
    entries = gate.entries()
    handbook = HandbookEdition(
        date=edition,
        title=title,
        earlier=_earlier(branch),
        is_published=True,
        runtime=f"../{RUNTIME}",
        pages=_revised(project, branch, gate.revision(), entries),
    )
    commit = project.commit  # the one that the gate has seen
    told = f"{title}（{edition}）：{commit[:10]}"
    with TemporaryDirectory(prefix="handbook-") as place:
        source, work = Path(place, "source"), Path(place, "work")
        source.mkdir()
        work.mkdir()
        site = build(committed(project.root, commit, source), handbook, work)
        runtime = _read(site / _BUILT_RUNTIME)
        shutil.rmtree(site / _BUILT_RUNTIME)
        branch.deploy(edition, title, site, told)
    branch.write(
        {RUNTIME + path: content for path, content in runtime.items()}, f"运行环境：{told}"
    )
    entry = _entry(project, branch, handbook, commit, runtime)
    entry["changes"] = [{"kind": each.kind, "text": each.text} for each in entries]
    _finish(project.name, branch, [entry, *branch.editions()], today, told)
    _push(branch)
    return "\n".join([*notes, _told(branch, edition, title, today)])


def publish_draft(project: Project, branch: Branch) -> str:
    """Build what stands in the project's folder as a draft, put it on the branch, say so."""
    changed = _revised(project, branch, revision(project, branch, date.max), ())
    handbook = HandbookEdition(earlier=_earlier(branch), is_published=True, pages=changed)
    with TemporaryDirectory(prefix="handbook-") as place:
        site = build(project.root, handbook, Path(place))
        branch.deploy(DRAFT, handbook.title, site, handbook.title)
    branch.write({"robots.txt": _ROBOTS}, handbook.title)
    if not branch.editions():
        branch.lead_to(DRAFT, handbook.title)
    _push(branch)
    return f"草稿已经放到 {branch.name} 分支的 {DRAFT}/。"


def promote(project: Project, branch: Branch, today: date) -> str:
    """Make current/ the edition in force today and say so.

    Raises RefusedError where none is in force or a published folder has changed.
    """
    if refusals := list(changed_folders(branch)):
        raise RefusedError(refusals)
    editions = branch.editions()
    current = in_force(editions, today)
    if not current:
        first = f"，最早的一版从 {editions[-1]['date']} 起生效" if editions else ""
        raise RefusedError([f"{today} 还没有生效的版本{first}，{CURRENT}/ 没有动"])
    if branch.has_current(current):
        return f"{CURRENT}/ 已经是 {current} 的一版，没有要动的。"
    _finish(project.name, branch, editions, today, f"{CURRENT}：{current}")
    _push(branch)
    return f"{CURRENT}/ 现在是 {current} 的一版。"


def in_force(editions: list[dict[str, Any]], day: date) -> str:
    """Return the day of the edition in force on a day, "" where there is none."""
    begun = [each["date"] for each in editions if each["date"] <= day.isoformat()]
    return max(begun, default="")


def _earlier(branch: Branch) -> tuple[Dated, ...]:
    return tuple(Dated(each["date"], each["title"]) for each in branch.editions())


def _revised(
    project: Project, branch: Branch, changes: Revision | None, entries: Sequence[Entry]
) -> Mapping[str, str]:
    """Return the page that compares with the edition before, if there is one."""
    if changes is None:
        return {}
    latest = branch.editions()[0]
    old = clauses(branch, latest["date"])["clauses"]
    before = pages.Before(
        Dated(latest["date"], latest["title"]),
        {manual["id"]: manual["name"] for manual in latest["manuals"]},
        {anchor: clause["href"] for anchor, clause in old.items()},
    )
    return {REVISION: pages.revision(changes, entries, project.book, before)}


def _finish(
    name: str, branch: Branch, editions: list[dict[str, Any]], today: date, message: str
) -> None:
    """Write the lists of editions; have current/ and the root lead to the one in force."""
    lists = {
        EDITIONS: json.dumps({"editions": editions}, ensure_ascii=False, indent=1) + "\n",
        FEED: feed.feed(editions, name),
    }
    branch.write({path: text.encode() for path, text in lists.items()}, message)
    current = in_force(editions, today)
    if current and not branch.has_current(current):
        branch.promote(current, message)
    branch.lead_to(CURRENT if current else editions[-1]["date"], message)


def _push(branch: Branch) -> None:
    """Push what has been done, unless somebody has changed what is published."""
    if refusals := list(changed_folders(branch)):
        raise RefusedError(refusals)
    branch.push()


def _entry(
    project: Project,
    branch: Branch,
    edition: HandbookEdition,
    commit: str,
    runtime: Mapping[str, bytes],
) -> dict[str, Any]:
    """Return what editions.json says of an edition."""
    places = {edition.date, *(RUNTIME + "/".join(path.split("/")[:2]) for path in runtime)}
    return {
        "date": edition.date,
        "title": edition.title,
        "published": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": commit,
        "tree": project.tree,
        "manuals": [
            {"id": each.prefix, "name": each.name, **each.header} for each in project.book.manuals
        ],
        "rules": project.rules,
        "folders": {place: branch.tree(place) for place in sorted(places)},
    }


def _told(branch: Branch, edition: str, title: str, today: date) -> str:
    told = f"{title}已经放到 {branch.name} 分支的 {edition}/，从 {edition} 起生效；"
    current = branch.current()
    now = f"{CURRENT}/ 现在是 {current} 的一版" if current else f"{CURRENT}/ 还没有"
    later = "，到那一天请运行 make promote" if edition > today.isoformat() else ""
    return f"{told}{now}{later}。"


def _read(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
