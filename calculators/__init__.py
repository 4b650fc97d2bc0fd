"""The calculators of the policy handbook: penalties, bonuses and pay, each step citing its clause.

    from calculators import answer, settlement

`answer` takes a request as a mapping of texts or JSON values, `answer_text` as JSON text; neither
raises for a bad one. `files_of` and `files_text` give the files that the answer offers, its receipt
among them; `verify` and `verify_text` compare a receipt with the answer of today; `compare` says
what another input changes, `check_payslip` what a payslip has otherwise. The modules take Python
values (`settlement.calculate(settlement.Inputs(…))`) and raise
`calculators.core.problems.Problems`, or TypeError for a value of the wrong type.
"""

__version__ = "0.1.0"

from calculators.comparison import compare, compare_text
from calculators.door import answer, answer_text, files_of, files_text, verify, verify_text
from calculators.payslip import check_payslip, payslip_text

__all__ = [
    "__version__",
    "answer",
    "answer_text",
    "check_payslip",
    "compare",
    "compare_text",
    "files_of",
    "files_text",
    "payslip_text",
    "verify",
    "verify_text",
]
