"""What the calculator says to an entry: a row of the answer, in words, before it is laid out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from calculators.core.declaration import Checked
from calculators.core.outcome import Notice, Step
from calculators.core.problems import Problems
from calculators.core.words import Words, words
from calculators.files.entries import Entry, Person, Settings
from calculators.files.remarks import place_of, placed
from calculators.registry import CALCULATORS


class WordedStep(NamedTuple):
    """One step of a result in the reader's language."""

    label: str
    formula: str
    value: str
    unit: str
    clause: str


class Answer(NamedTuple):
    """One row of the answer.

    `result` holds every output as a reply does; it is empty where there is a `problem`. `clauses`
    are those of the steps in their order, each once; `steps` are there only if asked for.
    """

    source: str
    about: Person | str
    result: Mapping[str, Any] = {}
    clauses: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    problem: str = ""
    steps: tuple[WordedStep, ...] = ()


@dataclass(slots=True)
class Tally:
    """How many rows have been written with an answer, and how many with a problem."""

    answered: int = 0
    problems: int = 0

    def counted(self, answers: Iterable[Answer]) -> Iterator[Answer]:
        """Yield answers and count them.

        >>> tally = Tally()
        >>> rows = [Answer(source="2", about="a"), Answer(source="3", about="b", problem="…")]
        >>> len(list(tally.counted(rows))), tally
        (2, Tally(answered=1, problems=1))
        """
        for each in answers:
            if each.problem:
                self.problems += 1
            else:
                self.answered += 1
            yield each


@dataclass(frozen=True)
class Answerer:
    """What answers entries for a calculator in a language, by their names: it can be sent.

    `values` are those set for the batch; `steps` asks for the steps in words too.

    >>> entry = Entry(source="2", about="", request={"month": "2026-03", "bonus_base": "1"})
    >>> Answerer("bonus", "zh-Hans", {"score": "70"}, steps=False)(entry).problem
    ''
    """

    calculator: str
    language: str
    values: Mapping[str, str]
    steps: bool

    def __call__(self, entry: Entry) -> Answer:
        """Return the answer to an entry."""
        return answer(entry, self._settings, steps=self.steps)

    @cached_property  # made where it is first asked, which is where it was sent
    def _settings(self) -> Settings:
        calculator = CALCULATORS[self.calculator]
        language = words(self.language).of(self.calculator)
        return Settings(calculator=calculator, language=language, values=self.values)


def answer(entry: Entry, settings: Settings, *, steps: bool) -> Answer:
    """Return what the calculator says to an entry; `steps` asks for its steps in words too.

    Never raises for what stands in a file: the row then says its problem, and has no outputs.

    >>> from calculators.core.words import words
    >>> from calculators.registry import CALCULATORS
    >>> chosen = CALCULATORS["bonus"]
    >>> settings = Settings(calculator=chosen, language=words(), values={"score": "70"})
    >>> entry = Entry(source="2", about="", request={"month": "2026-03", "bonus_base": "1,000"})
    >>> answer(entry, settings, steps=False).result["bonus_gross"]
    '1000.00'
    """
    calculator, language = settings.calculator, settings.language
    notices = [remark.said(language) for remark in entry.notices]
    outcome = None
    said: list[str] = [remark.said(language) for remark in entry.problems]
    if not said:
        try:
            inputs = calculator.inputs.read(_filled(entry.request, settings))
            outcome = calculator.calculate(inputs)
        except Problems as problems:
            said = [_problem(language, *each) for each in language.problems(problems).items()]
            said[0] = placed(place_of(entry.source), said[0]).said(language)
    if outcome is None:
        problem = "；".join(each.removesuffix("。") for each in said)
        return Answer(
            source=entry.source, about=entry.about, notices=tuple(notices), problem=problem
        )
    notices += [_notice(language, notice) for notice in outcome.notices]
    return Answer(
        source=entry.source,
        about=entry.about,
        result=outcome.result.text(),
        clauses=tuple(dict.fromkeys([step.clause for step in outcome.steps])),
        notices=tuple(notices),
        steps=tuple([_step(language, step) for step in outcome.steps]) if steps else (),
    )


def _filled(request: Mapping[str, Any], settings: Settings) -> Mapping[str, Any]:
    """Return a request with what was set for the batch where the file says nothing.

    Of inputs that are ways to give the same thing, one way in the file leaves out the others.
    """
    if not settings.values:
        return request
    inputs = settings.calculator.inputs
    lacking = {
        name: value
        for name, value in settings.values.items()
        if name in _names(inputs) and _blank(request.get(name))  # type: ignore[arg-type]  # a class
    }
    if not lacking:
        return request
    given = {name: value for name, value in request.items() if not _blank(value)}
    for alternatives in inputs.alternatives:
        if used := alternatives.given(given):
            for way, names in alternatives.ways.items():
                if way not in used:
                    lacking = {name: each for name, each in lacking.items() if name not in names}
    return {**request, **lacking}


@lru_cache(maxsize=16)
def _names(inputs: type[Checked]) -> frozenset[str]:
    return frozenset(field.name for field in inputs.fields())


def _blank(value: object) -> bool:
    """Tell whether a cell says nothing, as `Checked.read` sees it."""
    return value is None or (isinstance(value, str) and not value.strip())


def _problem(language: Words, name: str, said: str) -> str:
    """Return a problem, behind the label of its input where the sentence does not name it."""
    try:
        label = language.field(name)["label"]
    except KeyError:  # the row as a whole, or an input that there is not
        return said
    if label in said:
        return said
    return language.say("batch_output", "named_problem", label=label, problem=said)


def _notice(language: Words, notice: Notice) -> str:
    """Return a notice with its source; those that name no values are said once for all rows."""
    if not notice.values:
        return _fixed_notice(language, notice.code)
    return _sourced(language, notice)


@lru_cache(maxsize=256)
def _fixed_notice(language: Words, code: str) -> str:
    return _sourced(language, Notice("info", code, {}))


def _sourced(language: Words, notice: Notice) -> str:
    said = language.notice(notice)
    return f"{said['text']}（{_source_word(language)}：{said['source']}）"


@lru_cache(maxsize=16)
def _source_word(language: Words) -> str:
    return language.say("command_line", "source")


def _step(language: Words, step: Step) -> WordedStep:
    said = language.step(step)
    return WordedStep(said["label"], said["formula"], step.value, said["unit"], step.clause)
