"""What is wrong with a file, said by those who read it and do not know its name."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from calculators.files.remarks import Refused


class Fault(Exception):
    """The reason why a file is refused: a key of the table `opened` and the values it names."""

    def __init__(self, key: str, **values: Any) -> None:
        """Take the sentence's key and its values, all but the file's name."""
        super().__init__(key, values)
        self.key = key
        self.values = values


@contextmanager
def named(file: str) -> Iterator[None]:
    """Turn a fault found inside into the refusal of a file.

    >>> with named("a.csv"):
    ...     raise Fault("empty")
    Traceback (most recent call last):
    calculators.files.remarks.Refused: ('opened.empty', {'file': 'a.csv'})
    """
    try:
        yield
    except Fault as fault:
        raise Refused(f"opened.{fault.key}", file=file, **fault.values) from fault
