"""Anchors that are gone, and the clauses that say the matter now, from docs/redirects.toml.

co-4-1-9 = "co-4-1-2"
"""

from collections.abc import Collection, Mapping
from pathlib import Path

from calculators.core.editions import parse_toml
from macros.lines import PageError

PAGE = "redirects.toml"


def load(folder: Path, anchors: Collection[str]) -> Mapping[str, str]:
    """Return the redirects of the file in the folder of the pages: each leads to a clause that is.

    `anchors` are those of the clauses. Raises PageError for a line that leads nowhere or
    redirects a clause that is still there, RuleError for what is no TOML.
    """
    path = folder / PAGE
    if not path.is_file():
        raise PageError(f"docs/{PAGE}：没有这个文件，请把它放回去；里面可以一行也没有")
    found, _ = parse_toml(f"docs/{PAGE}", path.read_bytes())
    return {anchor: _led(anchor, found, anchors) for anchor in found}


def _led(anchor: str, found: Mapping[str, object], anchors: Collection[str]) -> str:
    """Follow redirects to a clause."""
    if anchor in anchors:
        raise PageError(
            f"docs/{PAGE}：{anchor} 还在手册里：这一条没有取消，就请删去这一行；"
            "是新的一条用了这个号，就请给新的一条另起一个号"
        )
    passed = [anchor]
    while passed[-1] not in anchors:
        target = found.get(passed[-1])
        if target == "":
            raise PageError(f"docs/{PAGE}：{passed[-1]} 等号后面没有写条款号，请写现在的条款号")
        if not isinstance(target, str) or target in passed:
            raise PageError(
                f"docs/{PAGE}：{anchor} 指到 {passed[-1]}，手册里没有这一条；请写现在的条款号"
            )
        passed.append(target)
    return passed[-1]
