"""What others need for the same work: python -m tests.bench.batch_peers PEER FILE.

Each peer reads the file that the calculators read; none writes steps, clauses or problems.
"""

import sys
from pathlib import Path

import pandas as pd  # type: ignore[import-untyped]  # its types are a package of their own
from stockpyl.eoq import economic_order_quantity
from stockpyl.newsvendor import newsvendor_normal

LEAD_TIME = 7


def read_excel(path: Path) -> int:
    """Read a workbook of attendance into a frame and return its rows."""
    return len(pd.read_excel(path, header=[2, 3]))


def sums(path: Path) -> int:
    """Sum sales by article and day, days without sales zero, and return the days of all."""
    return int(_demand(path).size)


def safety_stock(path: Path) -> int:
    """Work out safety stock at 95 % and a lot for each article with stockpyl."""
    demand = _demand(path)
    means, deviations = demand.mean(axis=1), demand.std(axis=1)
    for mean, deviation in zip(means, deviations, strict=True):
        of_lead_time, spread = mean * LEAD_TIME, deviation * LEAD_TIME**0.5
        level, _ = newsvendor_normal(1, 19, of_lead_time, spread)  # 19 of 20 cycles
        _ = level - of_lead_time
        economic_order_quantity(50, 2, mean * 365)
    return len(demand)


def _demand(path: Path) -> pd.DataFrame:
    lines = pd.read_csv(path, dtype={"sku": "category"}, parse_dates=["date"])
    return lines.pivot_table(
        index="sku", columns="date", values="quantity", aggfunc="sum", fill_value=0, observed=True
    )


PEERS = {"read_excel": read_excel, "sums": sums, "safety_stock": safety_stock}

if __name__ == "__main__":
    name, file = sys.argv[1:]
    print(PEERS[name](Path(file)))
