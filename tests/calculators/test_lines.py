"""Lines of a TOML text, found through every way to write the same."""

import pytest

from calculators.core.lines import Place, line_of

TEXT = """\
# 注释
title = "罚款"
days = [1, 2]

[fine]
title = "每次 # 不是注释"
amount = { value = 5, unit = "元" }
"quoted" = 1
list = [
  1,
  { a = 2 },
]

[[grades]]
title = "一"
  [[grades]]
title = "二"
inputs.days = [
  { date = 2026-03-02 },
]
note = '''
[fine]
amount = 9
'''
[grades.rules]
free = 2

  [other.deep]
value = 3
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 2),
        (("days", 0), 3),
        (("days", 1), 3),
        (("fine",), 5),
        (("fine", "title"), 6),
        (("fine", "amount"), 7),
        (("fine", "amount", "unit"), 7),
        (("fine", "quoted"), 8),
        (("fine", "list"), 9),
        (("fine", "list", 1, "a"), 9),
        (("fine", "missing"), 5),
        (("fine", "amount", "missing"), 7),
        (("grades",), 14),
        (("grades", 0), 14),
        (("grades", 0, "title"), 15),
        (("grades", 1), 16),
        (("grades", 1, "title"), 17),
        (("grades", 1, "inputs", "days", 0, "date"), 18),
        (("grades", 1, "note"), 21),
        (("grades", 1, "rules", "free"), 26),
        (("grades", 0, "missing"), 14),
        (("grades", 2, "title"), 14),
        (("other", "deep", "value"), 29),
        (("missing", "all"), 1),
        ((), 1),
    ],
)
def test_line(path: Place, line: int) -> None:
    text = f"{TEXT}# {path}\n"  # one of its own: what is in the last few texts is kept
    assert line_of(text, path) == line


def test_a_statement_on_the_first_line() -> None:
    assert line_of("a = 1\nb = 2\n", ("a",)) == 1
    assert line_of("a = [\n1,\n]\nb = 2\n", ("b",)) == 4
