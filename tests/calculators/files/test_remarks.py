"""Sentences about files: a place in one is said in one way."""

import re
import tomllib

import pytest

from tests.conftest import ROOT

WORDS = ROOT / "calculators/messages/zh-Hans.toml"
PLACES = {"row_of_text", "row_of_sheet"}
OF_HEADERS = re.compile("表头在第 {row} 行")


@pytest.mark.parametrize("table", ["batch", "stock_files", "attendance_files"])
def test_a_row_is_named_by_its_place_alone(table: str) -> None:
    sentences = tomllib.loads(WORDS.read_text(encoding="utf-8"))[table]
    others = [
        key
        for key, sentence in sentences.items()
        if key not in PLACES and re.search(r"{\w*row} 行", OF_HEADERS.sub("", sentence))
    ]
    assert others == []
