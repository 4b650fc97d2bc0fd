"""The search index, kept off the loading of pages."""

import json
from pathlib import Path

import pytest

from macros.search import set_documents_aside


def test_documents_are_taken_out_of_the_index(tmp_path: Path) -> None:
    (tmp_path / "search").mkdir()
    index = tmp_path / "search" / "search_index.json"
    index.write_text('{"config": {"lang": ["zh"]}, "docs": [{"title": "迟到"}]}', encoding="utf-8")
    (tmp_path / "index.html").write_text("workers/search-worker.js#search.1.js", encoding="utf-8")
    set_documents_aside(tmp_path)
    assert json.loads(index.read_text(encoding="utf-8")) == {"config": {"lang": ["zh"]}, "docs": []}
    aside = (tmp_path / "search" / "documents.json").read_text(encoding="utf-8")
    assert aside == '[{"title":"迟到"}]'


def test_a_theme_that_names_its_worker_otherwise_is_refused(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("workers/lookup.1.js", encoding="utf-8")
    with pytest.raises(ValueError, match=r"adapt macros/theme/main\.html"):
        set_documents_aside(tmp_path)
