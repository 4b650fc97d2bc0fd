"""The calculators of the policy handbook: penalties, bonuses and pay, each step citing its clause.

    from calculators import answer, settlement

`answer` takes a request as text and never raises for a bad one; the modules take Python values
(`settlement.calculate(settlement.Inputs(...))`) and raise `calculators.core.problems.Problems`.
"""

__version__ = "0.1.0"

from calculators.door import answer, answer_text

__all__ = ["__version__", "answer", "answer_text"]
