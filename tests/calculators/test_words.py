"""A catalogue of words: what is said, and what is missing from it."""

import pytest

from calculators.core.editions import RuleError
from calculators.core.words import Words


def test_a_catalogue_says_what_its_file_holds() -> None:
    catalogue = Words("und", {"figures": {"fee": "罚款"}, "steps": {"a": "{x:money}，{y:grouped}"}})
    assert catalogue.code == "und"
    assert catalogue.say("steps", "a", x=1234.5, y=1234567) == "1,234.50，1,234,567"
    assert catalogue.figure("fee") == "罚款"
    with pytest.raises(RuleError) as refused:
        catalogue.figure("fine")
    said = "messages 的 [figures] 里没有“fine”，请补上它在表格里的列名"
    assert str(refused.value) == said
