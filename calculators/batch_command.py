"""The command line of files: `python -m calculators NAME --batch IN … -o OUT`, and `--template`.

Exit status: 0 where every row has an answer, 3 where some have a problem, 2 where nothing could be
read (nothing is written then). Where a signal ended it, 128 and the signal's number: 130 is Ctrl-C.
"""

import argparse
import gc
import signal
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from io import BytesIO
from itertools import batched
from pathlib import Path
from typing import Never

from calculators import progress
from calculators.core.kinds import found
from calculators.core.words import Words
from calculators.files.answers import Answer, Answerer
from calculators.files.batch import Compute, File, Format, Job, run
from calculators.files.entries import Entry
from calculators.files.remarks import Refused
from calculators.files.writing.whole import whole
from calculators.registry import Calculator

SOME_PROBLEMS = 3
REFUSED = 2
_SIGNALLED = 128
_ENDING = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
"""Told to end, by the system or because the terminal was closed; Windows has the first alone."""
_PORTION = 100  # entries


def main(calculator: Calculator, arguments: Sequence[str], language: Words) -> int:
    """Run one batch, or write a template, and return its exit status."""
    try:
        with _ended_like_interrupted():
            options = _options(calculator, arguments, language)
            if options.template is not None:
                return _template(calculator, options, language)
            return _batch(calculator, options, language)
    except Refused as refused:
        sys.stderr.write(refused.remark.said(language) + "\n")
        return REFUSED
    except argparse.ArgumentError as error:
        option = error.argument_name or "--batch, --template"
        sys.stderr.write(language.say("command_line", "bad_option", option=option) + "\n")
        return REFUSED
    except OSError as error:
        said = language.say("batch", "read_failed", error=error.strerror or type(error).__name__)
        sys.stderr.write(said + "\n")
        return REFUSED
    except KeyboardInterrupt as interruption:
        with suppress(OSError):  # the terminal may be gone
            sys.stderr.write("\n" + language.say("batch", "interrupted") + "\n")
        sent = interruption.signal if isinstance(interruption, _Ended) else signal.SIGINT
        return _SIGNALLED + sent


class _Ended(KeyboardInterrupt):
    """A signal asks us to end: tidied up like Ctrl-C."""

    def __init__(self, sent: int) -> None:
        super().__init__()
        self.signal = sent


@contextmanager
def _ended_like_interrupted() -> Iterator[None]:
    """Let signals raise, instead of ending the process with a half-written file left behind."""
    if threading.current_thread() is not threading.main_thread():  # no other may take signals
        yield
        return
    # Others are somebody's own, or are to be ignored (`nohup`).
    taken = [each for each in _ENDING if signal.getsignal(each) is signal.SIG_DFL]
    for each in taken:
        signal.signal(each, _end)
    try:
        yield
    finally:
        for each in taken:
            signal.signal(each, signal.SIG_DFL)


def _end(sent: int, _: object) -> Never:
    for each in _ENDING:
        signal.signal(each, signal.SIG_IGN)  # one is enough: a second would stop the tidying
    raise _Ended(sent)


class _Parser(argparse.ArgumentParser):
    """A parser whose errors reach us, to be said in the reader's language."""

    def error(self, message: str) -> Never:
        raise argparse.ArgumentError(None, message)


def parser(calculator: Calculator, language: Words) -> argparse.ArgumentParser:
    """Return the options of files."""

    def said(key: str) -> str:
        return language.say("batch", f"option_{key}")

    options = _Parser(
        prog=f"python -m calculators {calculator.name}",
        description=said("about"),
        add_help=False,
        allow_abbrev=False,
        exit_on_error=False,
    )
    what = options.add_mutually_exclusive_group()
    options.add_argument("-h", "--help", action="help", help=language.say("command_line", "help"))
    what.add_argument("--batch", nargs="?", const="", metavar="IN", help=said("batch"))
    options.add_argument("--wages", metavar="FILE", help=said("wages"))
    options.add_argument("--map", metavar="FILE", help=said("map"))
    options.add_argument("--sheet", metavar="NAME", help=said("sheet"))
    options.add_argument(
        "--set", metavar="NAME=VALUE", action="append", default=[], type=_set, help=said("set")
    )
    what.add_argument("--template", nargs="?", const="", metavar="OUT", help=said("template"))
    options.add_argument("--dask", metavar="ADDRESS", help=said("dask"))
    options.add_argument("-o", "--output", metavar="OUT", help=said("output"))
    return options


def _options(
    calculator: Calculator, arguments: Sequence[str], language: Words
) -> argparse.Namespace:
    options, unknown = parser(calculator, language).parse_known_args(arguments)
    if unknown:
        raise Refused("command_line.unknown_option", found=found(unknown[0]))
    return options


def _set(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        raise Refused("batch.set_syntax", found=text)
    return name.strip(), value.strip()


def _template(calculator: Calculator, options: argparse.Namespace, language: Words) -> int:
    try:
        from calculators.files.writing import template  # noqa: PLC0415  # openpyxl is optional
    except ImportError:
        raise Refused("batch.no_openpyxl") from None
    target = _target(options.template or options.output)
    with whole(target) as output:
        template.write(calculator, language, output, _format(target))
    sys.stderr.write(language.say("batch", "template_written", file=target.name) + "\n")
    return 0


def _batch(calculator: Calculator, options: argparse.Namespace, language: Words) -> int:
    target = _target(options.output)
    form = _format(target)
    values = dict(options.set)
    if len(values) < len(options.set):
        twice = next(n for n, _ in options.set if [m for m, _ in options.set].count(n) > 1)
        raise Refused("batch.set_twice", name=twice)
    with ExitStack() as files:
        given = {
            name: _opened(files, path, target)
            for name in ("batch", "wages", "map")
            if (path := getattr(options, name))
        }
        if "batch" not in given:
            raise Refused("batch.no_input")
        job = Job(
            calculator=calculator.name,
            language=language.code,
            rows=given["batch"],
            wages=given.get("wages"),
            mapping=given.get("map"),
            values=values,
            sheet=options.sheet,
        )
        gc.freeze()  # what is loaded by now stays: no collection shall go through it for each row
        files.callback(gc.unfreeze)
        with whole(target) as output, progress.reading(job.rows.stream, language):
            summary = run(job, output, form, _compute(files, options.dask, language))
    for remark in summary.remarks:
        sys.stderr.write(remark + "\n")
    sys.stderr.write(
        language.say(
            "batch",
            "written",
            file=target.name,
            answered=summary.tally.answered,
            problems=summary.tally.problems,
        )
        + "\n"
    )
    return SOME_PROBLEMS if summary.tally.problems else 0


def _target(path: str | None) -> Path:
    if not path:
        raise Refused("batch.no_output")
    return Path(path)


def _format(target: Path) -> Format:
    """Return what a file's name says that it shall be."""
    match target.suffix.lower():
        case ".csv":
            return "csv"
        case ".xlsx":
            return "xlsx"
        case _:
            raise Refused("batch.output_format", file=target.name)


def _opened(files: ExitStack, path: str, target: Path) -> File:
    """Open a file to read. Raises Refused, also where the output would take its place.

    What comes through a pipe is held in memory, because files are gone through twice.
    """
    try:
        if target.exists() and target.samefile(path):
            raise Refused("batch.output_is_input", file=path)
        stream = Path(path).open("rb")  # noqa: SIM115  # the next line closes it
    except OSError:
        raise Refused("batch.cannot_read", file=path) from None
    files.enter_context(stream)
    return File(Path(path).name, stream if stream.seekable() else BytesIO(stream.read()))


def _answers(entries: Iterable[Entry], answerer: Answerer) -> Iterator[Answer]:
    """Answer entries a portion at a time.

    Reading, answering and writing are each more code than the processor keeps at hand: each is done
    for many rows before the next one.
    """
    for portion in batched(entries, _PORTION):
        yield from [answerer(entry) for entry in portion]


def _compute(files: ExitStack, address: str | None, language: Words) -> Compute:
    """Return what answers entries: this machine, or the cluster at an address."""
    answers: Compute = _answers
    if address:
        from calculators.files.cluster import cluster  # noqa: PLC0415  # optional

        answers = files.enter_context(cluster(address))
    return lambda entries, answerer: answers(progress.answering(entries, language), answerer)
