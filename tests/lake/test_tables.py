"""The page about the lake names every table and column, with its type, meaning and privacy class, and no other."""

import re
from pathlib import Path

import pytest

from makegood.lake.tables import DERIVED, PART_OF, TABLES, history_of

ALL = {**TABLES, **DERIVED}
PAGE = Path(__file__).resolve().parents[2] / "docs" / "lake.md"
TYPES = {
    "string": "text",
    "int32": "whole number",
    "int64": "whole number",
    "double": "number",
    "bool": "true or false",
    "date32[day]": "date",
    "timestamp[us, tz=UTC]": "time",
}
PRIVACY = ("none", "business", "pseudonym", "masked")


def sections():
    """The page's part about each table, by its name."""
    parts = re.split(r"^### `(\w+)`$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {name: text.split("\n## ")[0] for name, text in zip(parts[1::2], parts[2::2], strict=True)}


def test_the_page_has_every_table_and_no_other():
    assert list(sections()) == list(ALL)


@pytest.mark.parametrize("name", ALL)
def test_the_page_says_of_a_table_what_its_rows_are_and_lists_its_columns(name):
    table, section = ALL[name], sections()[name]
    listed = re.findall(r"^\| `(\w+)` \| (.*?) \| (.*) \| (\w+) \|$", section, flags=re.MULTILINE)
    of = next((other for other in TABLES.values() if history_of(other).name == name), None)
    own = [column for column in table.columns if of is None or column not in of.columns]
    assert listed == [(column.name, TYPES[str(column.type)], column.meaning, column.privacy) for column in own]
    assert table.row[0].upper() + table.row[1:] + "." in section
    assert of is None or f"All columns of `{of.name}`, and:" in section


@pytest.mark.parametrize("table", ALL.values(), ids=ALL)
def test_every_column_has_a_known_privacy_class_and_every_key_is_a_column(table):
    assert {column.privacy for column in table.columns} <= set(PRIVACY)
    assert set(table.key) <= set(table.schema.names)
    assert len(set(table.schema.names)) == len(table.columns)


def test_the_rows_of_a_part_are_found_by_the_key_of_the_whole():
    assert all(part.key[: len(whole.key)] == whole.key for part, whole in PART_OF.items())
    assert all("content" in part.schema.names and "newest_us" in part.schema.names for part in PART_OF)
