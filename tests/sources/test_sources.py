"""The readers by kind."""

from typing import get_args, get_type_hints

from makegood.project import Source
from makegood.sources import READERS


def test_every_kind_of_source_has_a_reader() -> None:
    assert set(READERS) == set(get_args(get_type_hints(Source)["kind"]))
