"""Anchors that are gone, and the clauses that say the matter now, from docs/redirects.toml.

co-4-1-9 = "co-4-1-2"
"""

import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path

from macros.lines import PageError

PAGE = "redirects.toml"


def load(folder: Path, anchors: Collection[str]) -> Mapping[str, str]:
    """Return the redirects of the file in the folder of the pages: each leads to a clause that is.

    `anchors` are those of the clauses. Raises PageError for a line that leads nowhere, or that
    redirects a clause that is still there.
    """
    try:
        found = tomllib.loads((folder / PAGE).read_text("utf-8"))
    except FileNotFoundError:
        raise PageError(f"docs/{PAGE}：没有这个文件，请把它放回去；里面可以一行也没有") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PageError(
            f'docs/{PAGE}：每行要写成 co-4-1-9 = "co-4-1-2"，存为 UTF-8；{error}'
        ) from None
    return {anchor: _led(anchor, found, anchors) for anchor in found}


def _led(anchor: str, found: Mapping[str, object], anchors: Collection[str]) -> str:
    """Follow redirects to a clause."""
    if anchor in anchors:
        raise PageError(f"docs/{PAGE}：{anchor} 还在手册里，请删去这一行")
    passed = [anchor]
    while passed[-1] not in anchors:
        target = found.get(passed[-1])
        if not isinstance(target, str) or target in passed:
            raise PageError(
                f"docs/{PAGE}：{anchor} 指到 {passed[-1]}，手册里没有这一条；请写现在的条款号"
            )
        passed.append(target)
    return passed[-1]
