"""Two versions of an order, as one."""

from collections.abc import Iterable


def merged(before: Iterable[str], now: Iterable[str]) -> list[str]:
    """Return today's order with what is gone in its place, behind what it stood behind.

    >>> merged(["a", "b", "c"], ["a", "c", "d"])
    ['a', 'b', 'c', 'd']
    """
    order = list(dict.fromkeys(now))
    place = 0
    for each in before:
        if each not in order:
            order.insert(place, each)
        place = order.index(each) + 1
    return order
