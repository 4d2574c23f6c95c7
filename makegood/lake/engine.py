"""Running a measure's expressions over the lake: DuckDB on one machine, Spark on many.

The only file that knows an engine's name, together with the SQL of a load in `changes`.
"""

import os
import sys
import tempfile
import threading
from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from makegood.errors import MakegoodError, VanishedError

if TYPE_CHECKING:
    import narwhals as nw
    import pyarrow as pa
    from pyspark.sql import SparkSession

    from makegood.lake.store import Lake

_thread = threading.local()


def scan(lake: "Lake", table: str) -> "nw.LazyFrame[Any]":
    """A table of the lake as a lazy frame that DuckDB executes.

    Parameters
    ----------
    lake : Lake
        Or a snapshot of it, so that several tables belong to the same load.
    table : str
        One of `tables.TABLES`.

    Returns
    -------
    narwhals.LazyFrame
        All columns of `tables.py` with their types; those the files do not have yet are null. No rows when the
        table does not exist yet. Frames of one thread can be joined.
    """
    import duckdb
    import narwhals as nw

    try:
        relation = _relation(lake, table)
    except duckdb.IOException:  # the files were tidied away between the look into the log and here
        try:
            relation = _relation(lake, table)
        except duckdb.IOException:
            raise VanishedError from None
    frame: nw.LazyFrame[Any] = nw.from_native(relation)
    return frame


def _relation(lake: "Lake", table: str) -> Any:
    files, schema = lake.files(table)
    if not hasattr(_thread, "connection"):
        _thread.connection = open_duckdb(
            Path(tempfile.gettempdir()) / f"makegood-{os.getpid()}-{threading.get_ident()}"
        )
    return _thread.connection.sql(select_all(_thread.connection, files, schema))


def open_duckdb(spill: Path, memory: str | None = None) -> Any:
    """A DuckDB connection in memory that fetches nothing from the network.

    Parameters
    ----------
    spill : Path
        Where it may put what does not fit in memory; made when needed.
    memory : str, optional
        The most it uses, as `1500MB`; left out, DuckDB's own limit (most of the machine's memory).
    """
    import duckdb

    settings = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "preserve_insertion_order": "false",  # no measure may depend on it, and it costs memory
        "temp_directory": str(spill),
        **({"memory_limit": memory} if memory else {}),
    }
    connection = duckdb.connect(config=settings)
    connection.execute("set TimeZone = 'UTC'")
    return connection


def quote(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def from_files(files: Iterable[str], *options: str) -> str:
    """The SQL that reads these Parquet files, whatever letters stand in their names; `union_by_name` is always on."""
    plain = ("".join(f"[{letter}]" if letter in "[*?" else letter for letter in name) for name in files)
    listed = ", ".join(quote(name) for name in plain)
    return f"read_parquet({', '.join([f'[{listed}]', 'union_by_name = true', *options])})"


def select_all(connection: Any, files: list[str], schema: "pa.Schema") -> str:
    """The SQL that gives these files the columns and types of `schema`; a column no file has is null."""
    if not files:
        return f"select {', '.join(_typed(field, 'null') for field in schema)} where false"
    there = connection.sql(f"select * from {from_files(files)} limit 0").columns
    columns = ", ".join(_typed(field, f'"{field.name}"' if field.name in there else "null") for field in schema)
    return f"select {columns} from {from_files(files)}"


_SQL_TYPES = {
    "string": ("varchar", "string"),
    "int32": ("integer", "int"),
    "int64": ("bigint", "bigint"),
    "double": ("double", "double"),
    "bool": ("boolean", "boolean"),
    "date32[day]": ("date", "date"),
    "timestamp[us, tz=UTC]": ("timestamptz", "timestamp"),
}


def _typed(field: "pa.Field", value: str) -> str:
    return f'cast({value} as {_SQL_TYPES[str(field.type)][0]}) as "{field.name}"'


def scan_spark(lake: "Lake", table: str, session: "SparkSession") -> "nw.LazyFrame[Any]":
    """The same as `scan`, executed by Spark over the same files."""
    import narwhals as nw

    files, schema = lake.files(table)
    columns = ", ".join(f"`{field.name}` {_SQL_TYPES[str(field.type)][1]}" for field in schema)
    rows = (
        session.read.schema(columns).parquet(*map(_spark_path, files))
        if files
        else session.createDataFrame([], columns)
    )
    frame: nw.LazyFrame[Any] = nw.from_native(rows)
    return frame


def _spark_path(name: str) -> str:
    return "".join("\\" + letter if letter in "[]{}*?" else letter for letter in name)


def spark_session(master: str = "local-cluster[2,1,1024]") -> "SparkSession":
    """A Spark session of our own: by default two real executor processes on this machine.

    Parameters
    ----------
    master : str
        Spark's master URL; `local-cluster[workers, cores, MiB]` is nearest to a cluster.

    Raises
    ------
    MakegoodError : when pyspark is not installed.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise MakegoodError(
            "Spark is not installed", found="no package called pyspark", fix='pip install "makegood[spark]"'
        ) from None
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    session: SparkSession = (
        SparkSession.builder.master(master)
        .appName("makegood")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.log.level", "ERROR")
        .getOrCreate()
    )
    return session


def collect_table(frame: "nw.LazyFrame[Any]") -> "pa.Table":
    """The rows of a frame as an Arrow table, for many rows of whole numbers and texts; their order is the frame's."""
    import duckdb

    try:
        return frame.collect("pyarrow").to_arrow()
    except duckdb.IOException as error:
        if is_vanished(error):
            raise VanishedError from None
        raise


def is_vanished(error: Exception) -> bool:
    """Whether files were erased after they had been looked up; asked anew, the lake answers."""
    import duckdb

    words = ("No files found", "No such file")
    is_gone = isinstance(error, duckdb.IOException) and any(word in str(error) for word in words)
    return is_gone or isinstance(error, VanishedError)


def collect(frame: "nw.LazyFrame[Any]") -> list[dict[str, Any]]:
    """The rows of a frame as plain Python, the same from every engine.

    Whole numbers are int (engines give sums as Decimal), times are aware and in UTC. The order is the frame's own:
    sort the frame, or the rows.
    """
    table = collect_table(frame)
    return [{name: _plain(value) for name, value in row.items()} for row in table.to_pylist()]


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    return value
