"""A few seconds of the fuzzer; `python -m tests.service.web.fuzz_sparql 600` is for longer."""

from __future__ import annotations

from tests.service.web.fuzz_sparql import fuzz


def test_nothing_that_a_fuzzer_sends_makes_the_service_fail() -> None:
    report = fuzz(6.0, seed=7)

    assert report.faults == []
    assert report.statuses[200] > 0
