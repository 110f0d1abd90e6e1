"""What every test leaves as it was: a command in this process puts its options into the environment."""

import os
from collections.abc import Iterator

import pytest

from innoguide.cli.everywhere import EVERYWHERE


@pytest.fixture(autouse=True)
def options_end_with_their_test() -> Iterator[None]:
    """Take away what `--quiet`, `--no-input` and the like have set: the next test begins as a new process does."""
    before = {name: os.environ.get(name) for name in EVERYWHERE.values()}
    yield
    for name, value in before.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
