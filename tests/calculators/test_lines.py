"""Lines of a TOML text, found through every way to write the same."""

import pytest

from calculators.core.lines import Place, line_of

TEXT = """\
# 注释
title = "罚款"

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
        (("fine",), 4),
        (("fine", "title"), 5),
        (("fine", "amount"), 6),
        (("fine", "amount", "unit"), 6),
        (("fine", "quoted"), 7),
        (("fine", "list"), 8),
        (("fine", "list", 1, "a"), 8),
        (("fine", "missing"), 4),
        (("fine", "amount", "missing"), 6),
        (("grades",), 13),
        (("grades", 0), 13),
        (("grades", 0, "title"), 14),
        (("grades", 1), 15),
        (("grades", 1, "title"), 16),
        (("grades", 1, "inputs", "days", 0, "date"), 17),
        (("grades", 1, "note"), 20),
        (("grades", 1, "rules", "free"), 25),
        (("grades", 0, "missing"), 13),
        (("other", "deep", "value"), 28),
        (("missing", "all"), 1),
        ((), 1),
    ],
)
def test_line(path: Place, line: int) -> None:
    assert line_of(TEXT, path) == line
