"""The command line of editions, which make publish, promote, draft, preview and export call.

Exit status: 0 done, 1 refused, 2 failed; where it is not 0 the repository is as it was.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from calculators.core.editions import RuleError
from calculators.core.times import BEIJING
from macros.lines import PageError
from macros.manuals import is_day
from macros.node import NodeFailedError
from publishing.branch import Branch, PublishedMeanwhileError, copied
from publishing.build import BuildFailedError
from publishing.export import OccupiedError, export
from publishing.git import GitFailedError
from publishing.project import Project
from publishing.publish import RefusedError, promote, publish, publish_draft

_CACHE = Path("node_modules", ".cache", "compressed")


def main(arguments: Sequence[str], root: Path) -> int:
    """Do what is asked, and say what came of it."""
    asked = _parser().parse_args(arguments)
    project = Project(root)
    try:
        with copied(root, asked.repository, asked.branch) as branch:
            print(_done(asked, project, branch))
    except RefusedError as error:
        print("没有执行，什么也没有改：", *(f"- {each}" for each in error.refusals), sep="\n")
        return 1
    except (PageError, RuleError) as error:
        print(f"没有做完，什么也没有改：\n- {error}")
        return 1
    except OccupiedError as error:
        print(error)
        return 1
    except PublishedMeanwhileError:
        print("没有执行，什么也没有改：刚才有别人先发布了。请看看那一版，再运行一次。")
        return 1
    except (BuildFailedError, GitFailedError, NodeFailedError) as error:
        print(f"没有做完，什么也没有改：\n{error}")
        return 2
    return 0


def _done(asked: argparse.Namespace, project: Project, branch: Branch) -> str:
    match asked.command:
        case "publish":
            return publish(project, branch, asked.edition, asked.title, asked.today)
        case "promote":
            return promote(project, branch, asked.today)
        case "draft":
            return publish_draft(project, branch)
        case _:
            if not branch.head:
                raise RefusedError([f"{branch.name} 分支还没有，请先 make publish 或 make draft"])
            number = export(branch, asked.folder, project.root / _CACHE)
            return f"{number} 个文件放到了 {asked.folder}。"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m publishing", description="手册的各版")
    parser.add_argument(
        "--repository",
        default="",
        help="发布到哪个仓库：路径、网址或者 origin 这样的名称，默认是本仓库",
    )
    parser.add_argument("--branch", default="gh-pages", help="发布到哪个分支，默认 %(default)s")
    parser.add_argument("--today", type=_day, default=_today(), help="今天，默认是北京时间的今天")
    commands = parser.add_subparsers(dest="command", required=True)
    published = commands.add_parser("publish", help="发布一版")
    published.add_argument("edition", help="从哪一天起生效，例如 2026-12-01")
    published.add_argument("title", help="名称，例如 2026年12月版")
    commands.add_parser("promote", help="让 current/ 成为今天有效的一版")
    commands.add_parser("draft", help="把现在的文件作为草稿放上去")
    exported = commands.add_parser("export", help="把发布的全部内容写到一个文件夹")
    exported.add_argument("folder", type=_folder)
    return parser


def _folder(text: str) -> Path:
    if not text:
        raise argparse.ArgumentTypeError("要写导出到哪个文件夹，例如 DIR=/srv/handbook")
    return Path(text)


def _day(text: str) -> date:
    if not text:
        return _today()
    if not is_day(text):
        raise argparse.ArgumentTypeError(f"要写 2026-12-01 这样的日期，现在是“{text}”")
    return date.fromisoformat(text)


def _today() -> date:
    return datetime.now(BEIJING).date()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], Path.cwd()))
