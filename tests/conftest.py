"""What tests of several parts share."""

import gc
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

# The same examples everywhere: a change is to blame for a failure, not luck. Speed is measured in bench/.
settings.register_profile("fixed", derandomize=True, deadline=None)
settings.load_profile("fixed")

# py4j leaves sockets to the garbage collector; only the tests that use Spark look away, and only from that.
SOCKETS = "ignore:unclosed <socket:ResourceWarning"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests with Spark run in one process, so that it is started once."""
    for item in items:
        if "spark" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.filterwarnings(SOCKETS))
            item.add_marker(pytest.mark.xdist_group("spark"))


@pytest.fixture(scope="session")
def spark_for_all() -> "Iterator[SparkSession]":
    from makegood.lake.engine import spark_session

    session = spark_session()
    yield session
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "unclosed <socket", ResourceWarning)
        session.stop()
        gc.collect()


@pytest.fixture
def spark(spark_for_all: "SparkSession") -> "Iterator[SparkSession]":
    """A Spark of two real executor processes, one for all tests."""
    yield spark_for_all
    gc.collect()  # its sockets are closed here, where their warning is looked away from, not in a later test
