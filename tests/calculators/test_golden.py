"""What the worked cases say in words, held word by word."""

import pytest

from tests.calculators import golden


def test_every_file_is_held() -> None:
    assert {path.name for path in golden.FOLDER.iterdir()} == set(golden.TABLES)


@pytest.mark.parametrize("name", golden.TABLES)
def test_steps_and_notices_say_what_was_read_and_found_good(name: str) -> None:
    held = (golden.FOLDER / name).read_text(encoding="utf-8")
    assert golden.text(golden.TABLES[name]) == held
