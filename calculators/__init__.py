"""The calculators of the policy handbook: penalties, bonuses and pay, each step citing its clause.

    from calculators import answer, settlement

`answer` takes a request as a mapping of texts or JSON values, `answer_text` as JSON text; neither
raises for a bad one. `files_of` and `files_text` give the files that the answer offers, its receipt
among them; `verify` and `verify_text` compare a receipt with the answer of today. The modules take
Python values (`settlement.calculate(settlement.Inputs(…))`) and raise
`calculators.core.problems.Problems`, or TypeError for a value of the wrong type.
"""

__version__ = "0.1.0"

from calculators.door import answer, answer_text, files_of, files_text, verify, verify_text

__all__ = [
    "__version__",
    "answer",
    "answer_text",
    "files_of",
    "files_text",
    "verify",
    "verify_text",
]
