"""What tests of several parts share."""

import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

# pyspark 4.0 warns about pyarrow and its own sockets; only the tests that use it look away, and only from that.
PYSPARK = ("ignore::DeprecationWarning:pyspark", "ignore::FutureWarning:pyspark", "ignore::ResourceWarning")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "spark" in getattr(item, "fixturenames", ()):
            for each in PYSPARK:
                item.add_marker(pytest.mark.filterwarnings(each))


@pytest.fixture(scope="session")
def spark() -> "Iterator[SparkSession]":
    """A Spark of two real executor processes, one for all tests."""
    from makegood.lake.engine import spark_session

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        session = spark_session()
    yield session
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        session.stop()
