"""The ladder of grades: what each would pay of this bonus base, and where the score stands."""

from dataclasses import replace

from calculators import bonus
from calculators.core.words import Words
from calculators.pictures import bars
from calculators.pictures.picture import Picture, Row
from calculators.pictures.svg import drawing

_KEY = "ladder"


def of_bonus(inputs: bonus.Inputs, words: Words) -> Picture:
    """Return the picture of the grades, the one reached filled and marked.

    >>> from calculators.core.words import words
    >>> of_bonus(bonus.Inputs.read(bonus.EXAMPLE), words()).rows[1].cells
    ('良好', '80', '1.2', '2,400.00', '▲ 你在这一级：89.5 分')
    """
    reached = bonus.calculate(inputs).result
    rows, table = [], []
    for grade in bonus.EDITIONS.in_force(inputs.month.first).rules.grades:
        start = grade.score_from.value
        result = bonus.calculate(replace(inputs, score=start)).result
        here = result.grade == reached.grade
        values = {"grade": result.grade, "start": start, "coefficient": result.coefficient}
        figure = words.picture(_KEY, "money", amount=result.bonus_gross)
        note = words.picture(_KEY, "here", score=inputs.score) if here else ""
        label = words.picture(_KEY, "label", **values)
        rows.append(bars.Bar(label, figure, result.bonus_gross, striped=not here, note=note))
        cells = (result.grade, *(f"{values[each]}" for each in ("start", "coefficient")), figure)
        table.append(Row((*cells, note), grade.clause))
    title = words.picture(_KEY, "title")
    description = words.picture(
        _KEY,
        "description",
        score=inputs.score,
        grade=reached.grade,
        coefficient=reached.coefficient,
        amount=reached.bonus_gross,
    )
    columns = ("grade", "start", "coefficient", "amount", "where", "clause")
    return Picture(
        key=_KEY,
        title=title,
        description=description,
        svg=drawing(bars.height(rows), title, description, *bars.drawn(rows)),
        columns=tuple(words.picture(_KEY, each) for each in columns),
        rows=tuple(table),
    )
