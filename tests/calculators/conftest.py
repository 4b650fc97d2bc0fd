"""Hypothesis: the same examples on every run, on machines fast and slow, nothing left behind."""

from hypothesis import configuration, settings

from tests.conftest import ROOT

configuration.set_hypothesis_home_dir(ROOT / ".cache" / "hypothesis")
settings.register_profile("handbook", derandomize=True, deadline=None, database=None)
settings.load_profile("handbook")
