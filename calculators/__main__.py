"""The command line: `python -m calculators NAME`, by flags, --json or --jsonl; `… verify FILE`.

Exit status: 0 an answer, 2 a problem (with --jsonl problems stand in their lines, and it is 0);
`verify` gives 0 where today's code gives what the receipt says, 1 where not, 2 where it is none.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import Any, Never

from calculators import __version__
from calculators.core.declaration import Checked, Field
from calculators.core.editions import RuleError
from calculators.core.json_text import decoded
from calculators.core.kinds import Choice, found
from calculators.core.rows import Rows
from calculators.core.words import Words, words
from calculators.door import Reply, answer, answer_bytes, answer_text, files_of, files_text, verify
from calculators.figures import filled
from calculators.registry import CALCULATORS, Calculator

DIFFERENT = 1
PROBLEM = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    arguments = sys.argv[1:] if arguments is None else arguments
    language = words()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal may lack a sign: it is no reason to fail
            stream.reconfigure(errors="replace")
    try:
        return _command(arguments, language)
    except RuleError as error:
        reply = {"problems": {"": str(error)}}
        if "--json" in arguments:
            _write([json.dumps(reply, ensure_ascii=False)])
            return PROBLEM
        return _refuse(reply)
    except BrokenPipeError:
        sys.stderr.write(language.say("command_line", "reader_gone") + "\n")
        sys.stdout = None  # nothing is left to flush to
        return 1


def _command(arguments: Sequence[str], language: Words) -> int:
    """Run one command."""
    if not arguments or arguments[0] in {"-h", "--help"}:
        _list(language)
        return 0
    name, *rest = arguments
    if name == "verify":
        return _verify(rest, language)
    if name not in CALCULATORS:
        if "--json" in rest:
            _write([answer_text(name, "{}")])
            return PROBLEM
        return _refuse(answer(name, {}))
    if any(argument.partition("=")[0] in {"--batch", "--template"} for argument in rest):
        from calculators import batch_command  # noqa: PLC0415  # one answer shall not wait for it

        return batch_command.main(CALCULATORS[name], rest, language.of(name))
    return _run(CALCULATORS[name], rest, language.of(name))


def _list(language: Words) -> None:
    """Print the calculators, one line each."""
    for name in CALCULATORS:
        said = language.calculator(name)
        print(f"{name:<12}{said['title']}：{said['summary']}")


def _verify(arguments: Sequence[str], language: Words) -> int:
    """Say whether today's code gives what a receipt says."""
    if len(arguments) != 1 or arguments[0].startswith("-"):
        asked = arguments in (["-h"], ["--help"])
        (sys.stdout if asked else sys.stderr).write(
            language.say("command_line", "verify_usage") + "\n"
        )
        return 0 if asked else PROBLEM
    (file,) = arguments
    try:
        reply = verify(Path(file).read_bytes())
    except OSError:
        return _refuse({"problems": {"": language.say("problems", "cannot_read", file=file)}})
    if "problems" in reply:
        said = "；".join(reply["problems"].values())
        return _refuse({"problems": {"": f"{file}：{said}"}})
    if reply["same"]:
        print(language.say("receipt", "same", version=__version__))
        return 0
    print(language.say("receipt", "different", count=len(reply["differences"])))
    for difference in reply["differences"]:
        print(f" *  {difference}")
    return DIFFERENT


def _run(calculator: Calculator, arguments: Sequence[str], language: Words) -> int:
    try:
        command = _parse(calculator, arguments, language)
    except _RefusalError as refusal:
        sys.stderr.write(language.say("command_line", refusal.key, **refusal.values) + "\n")
        return PROBLEM
    if command.door == "json":
        content = sys.stdin.buffer.read()
        line = answer_bytes(calculator.name, content)
        _write([line])
        if "problems" in json.loads(line):
            return PROBLEM
        offered = json.loads(files_text(calculator.name, decoded(content)))
        return _save(offered, command.save, language)
    if command.door == "jsonl":
        _write(answer_bytes(calculator.name, line) for line in sys.stdin.buffer)
        return 0
    reply = answer(calculator.name, command.request)
    if "problems" in reply:
        return _refuse(reply, calculator)
    status = _save(files_of(calculator.name, command.request), command.save, language)
    _print(calculator, reply, language)
    return status


def _save(offered: Reply, save: Mapping[str, str], language: Words) -> int:
    """Write the files that were asked for, by key."""
    for key, file in save.items():
        try:
            Path(file).write_text(offered["files"][key]["text"], encoding="utf-8", newline="")
        except OSError:
            return _refuse({"problems": {"": language.say("problems", "cannot_write", file=file)}})
    return 0


@dataclass(frozen=True, slots=True)
class _Command:
    """What arguments ask: by which door (None for flags), which request, which files to write."""

    door: str | None
    request: Mapping[str, Any]
    save: Mapping[str, str]


class _RefusalError(Exception):
    """A command that cannot be carried out: a sentence of the catalogue and its values."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values


def _parse(calculator: Calculator, arguments: Sequence[str], language: Words) -> _Command:
    try:
        options, unknown = _parser(calculator, language).parse_known_args(arguments)
    except argparse.ArgumentError as error:
        raise _RefusalError("bad_option", option=error.argument_name) from None
    if unknown:
        raise _RefusalError("unknown_option", found=found(unknown[0]))
    given = vars(options)
    door = given.pop("door")
    save: dict[str, str] = {}
    for key in calculator.offers:
        values = given[f"{key} file"]
        if values is None:
            continue
        if door == "jsonl":
            raise _RefusalError("jsonl_no_file", option=f"--{key}")
        save[key] = _only(values, f"--{key}")
    request: dict[str, Any] = {}
    for field in calculator.inputs.fields():
        values = given[field.name]
        if values is None:
            continue
        if door:
            raise _RefusalError("one_door", option=_option(field))
        rows = isinstance(field.kind, Rows)
        request[field.name] = values if rows else _only(values, _option(field))
    return _Command(door, request, save)


def _only(values: Sequence[str], option: str) -> str:
    """Return the value of an option that may be written once."""
    if len(values) > 1:
        raise _RefusalError("twice", option=option)
    return values[0]


def _write(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.buffer.write(line.encode("utf-8") + b"\n")
    sys.stdout.buffer.flush()


class _Parser(argparse.ArgumentParser):
    """A parser whose errors reach us, to be said in the reader's language."""

    def error(self, message: str) -> Never:
        raise argparse.ArgumentError(None, message)


class _Help(argparse.HelpFormatter):
    """Help under a heading in the reader's language."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, prefix or words().say("command_line", "usage"))


def _parser(calculator: Calculator, language: Words) -> argparse.ArgumentParser:
    """Return the options of a calculator: one for each input, from its declaration."""
    said = language.calculator(calculator.name)
    parser = _Parser(
        prog=f"python -m calculators {calculator.name}",
        description=f"{said['title']}：{said['summary']}",
        formatter_class=_Help,
        epilog=language.say("command_line", "files"),
        add_help=False,
        allow_abbrev=False,
        exit_on_error=False,
    )
    how = parser.add_argument_group(language.say("command_line", "how"))
    how.add_argument("-h", "--help", action="help", help=language.say("command_line", "help"))
    door = how.add_mutually_exclusive_group()
    for mode in ("json", "jsonl"):
        text = language.say("command_line", mode)
        door.add_argument(f"--{mode}", dest="door", action="store_const", const=mode, help=text)
    for key in calculator.offers:
        text = language.file(key)["help"]
        how.add_argument(f"--{key}", dest=f"{key} file", action="append", metavar="FILE", help=text)
    inputs = parser.add_argument_group(language.say("command_line", "inputs"))
    for field in calculator.inputs.fields():
        _add_option(inputs, field, language)
    return parser


def _add_option(group: Any, field: Field, language: Words) -> None:
    said = language.field(field.name)
    about = said["label"]
    if unit := said.get("unit"):
        about += f"，{unit}"
    if field.required:
        about += f"（{language.say('command_line', 'required')}）"
    if text := said.get("help"):
        about += f"。{filled(text)}"
    about = about.replace("%", "%%")
    if isinstance(field.kind, Rows):
        group.add_argument(
            _option(field),
            dest=field.name,
            action="append",
            type=_row_reader(field.kind),
            metavar=field.kind.syntax,
            help=f"{about}。{_row_help(field.kind.row, language)}",
        )
    else:
        option = _option(field)
        group.add_argument(option, dest=field.name, action="append", metavar="…", help=about)


def _option(field: Field) -> str:
    """Return the option of an input; one of a list of rows is named in the singular."""
    name = field.kind.option if isinstance(field.kind, Rows) else field.name
    return "--" + name.replace("_", "-")


def _row_help(row: type[Checked], language: Words) -> str:
    """Return what may stand in a row: the codes of its choices, and its flags."""
    codes = [
        f"{code}（{language.choice(code)}）"
        for field in row.fields()
        if isinstance(field.kind, Choice)
        for code in field.kind.codes
    ]
    flags = [
        f"{field.name}（{language.field(field.name)['label']}）"
        for field in row.fields()
        if field.kind.control == "flag"
    ]
    return language.say("command_line", "repeated", codes="、".join(codes), flags="、".join(flags))


def _row_reader(rows: Rows) -> Callable[[str], dict[str, Any]]:
    """Return a function that takes `2026-03-02:late:20:approved` apart by the declaration."""

    def read(text: str) -> dict[str, Any]:
        try:
            return rows.written(text)
        except ValueError:
            raise _RefusalError("row_syntax", syntax=rows.syntax, found=found(text)) from None

    return read


def _refuse(reply: Reply, calculator: Calculator | None = None) -> int:
    """Print each problem behind the option that it belongs to."""
    fields = calculator.inputs.fields() if calculator else ()
    options = {field.name: _option(field) + "：" for field in fields}
    for name, text in reply["problems"].items():
        sys.stderr.write(f"{options.get(name, '')}{text}\n")
    return PROBLEM


def _print(calculator: Calculator, reply: Reply, language: Words) -> None:
    """Print an answer for a person: the results, how they come about, and notices."""
    for field in calculator.result.fields():
        value = reply["result"][field.name]
        if value is not None:
            said = language.field(field.name)
            shown = language.choice(str(value).lower() if isinstance(value, bool) else str(value))
            print(f"{said['label']}：{shown} {said.get('unit', '')}".rstrip())
    print(f"\n{language.say('command_line', 'steps')}")
    for number, step in enumerate(reply["steps"], 1):
        print(f"{number:>2}. {step['label']}：{step['formula']}  [{step['clause']}]")
    if reply["notices"]:
        print(f"\n{language.say('command_line', 'notices')}")
    for notice in reply["notices"]:
        source = language.say("command_line", "source")
        print(f" *  {notice['text']}（{source}：{notice['source']}）")


if __name__ == "__main__":
    sys.exit(main())
