"""What a browser's tab and a bookmark say."""

import re
from collections import Counter
from pathlib import Path

import pytest


@pytest.mark.content
def test_no_two_pages_have_one_title(site: Path) -> None:
    titles = Counter(
        re.findall("<title>(.*?)</title>", page.read_text(encoding="utf-8"), re.DOTALL)[0].strip()
        for page in site.rglob("index.html")
    )
    assert [title for title, count in titles.items() if count > 1] == []
