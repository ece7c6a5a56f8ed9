from __future__ import annotations

import re
from dataclasses import replace
from importlib.metadata import version

from loaders.run import current_run


def test_the_run_is_this_package_with_its_rules_and_word_lists() -> None:
    run = current_run()

    assert (run.loader, run.version) == ("casus", version("casus"))
    assert re.fullmatch(r"sha256:[0-9a-f]{64}", run.configuration)
    assert re.fullmatch(r"[0-9a-f]{12}", run.name)


def test_another_configuration_is_another_run() -> None:
    run = current_run()

    assert replace(run, configuration="sha256:00").name != run.name
    assert replace(run, version="0.0.0").name != run.name
