"""CSV files of every dialect, compared with Python's csv module."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from makegood.errors import MakegoodError
from makegood.sources import delimited, encoding
from makegood.sources.delimited import find_delimiter
from makegood.sources.records import find_records
from makegood.sources.rows import Rows

HERE = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
LETTERS = st.characters(codec="utf-8", exclude_characters="\0", exclude_categories=("Cs",))
CELLS = st.text(st.one_of(st.sampled_from("\",;\n\r\t|'æøå a1"), LETTERS), max_size=8)

# The writer of Python 3.11 leaves a lone CR unquoted when lines end with LF, and the other way round.
STYLES = [("\r\n", csv.QUOTE_MINIMAL), ("\r\n", csv.QUOTE_ALL), ("\n", csv.QUOTE_ALL), ("\r", csv.QUOTE_ALL)]


def read(folder: Path, text: str | bytes, *wanted: str, **options: str) -> Rows:
    path = folder / "x.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return delimited.read(path, "x.csv", wanted, **options)


def cells(rows: Rows) -> list[tuple[str, ...]]:
    return list(zip(*(column.to_pylist() for column in rows.columns.values()), strict=True))


@HERE
@given(
    rows=st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=20),
    mark=st.sampled_from(",;\t|"),
    style=st.sampled_from(STYLES),
    bom=st.booleans(),
)
def test_whatever_a_csv_writer_writes_is_read_back_equal(
    tmp_path: Path, rows: list[tuple[str, str, str]], mark: str, style: tuple[str, int], bom: bool
) -> None:
    written = io.StringIO()
    end, quoting = style
    writer = csv.writer(written, delimiter=mark, lineterminator=end, quoting=quoting)  # type: ignore[arg-type]
    writer.writerows([("a", "b", "c"), *rows])
    text = written.getvalue().encode("utf-8-sig" if bom else "utf-8")
    found = read(tmp_path, text, "a", "b", "c", encoding="utf-8", delimiter=mark)
    assert cells(found) == rows
    assert list(found.bad) == []


@HERE
@given(rows=st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS), min_size=1, max_size=20), size=st.integers(20, 60))
def test_the_size_of_the_blocks_changes_nothing(
    tmp_path: Path, rows: list[tuple[str, str, str, str]], size: int
) -> None:
    path = tmp_path / "x.csv"
    with path.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([("a", "b", "c", "d"), *rows])
        stream.write('x,"y\n1,2\n')
    header, body = (text := path.read_bytes())[: text.index(b"\n") + 1], text[text.index(b"\n") + 1 :]
    blocks = [body[at : at + size] for at in range(0, len(body), size)]
    shape = delimited._Shape(",", 4, (0, 1, 2, 3), ("a", "b", "c", "d"), False)
    small = delimited._read_body("x.csv", shape, blocks[0], iter(blocks[1:]), header.count(b"\n"))
    whole = delimited.read(path, "x.csv", ["a", "b", "c", "d"], encoding="utf-8", delimiter=",")
    assert (cells(small), small.lines.tolist(), list(small.bad)) == (
        cells(whole),
        whole.lines.tolist(),
        list(whole.bad),
    )


PIECES = ["a", "bc", ",", ",", '"', '""', '"x"', '27"', "\n", "\n", "\r\n", "\r", "a,b\n", '"q\nr",']


@HERE
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_the_cells_of_whole_records_are_those_that_csv_finds_in_them(tmp_path: Path, body: str) -> None:
    records = find_records(body.encode(), b",", 2, is_last=True)
    whole = [body[a:b] for a, b in zip(records.starts.tolist(), records.stops.tolist(), strict=True)]
    expected = [tuple(next(csv.reader(io.StringIO(record, newline="")))) for record in whole]
    assert cells(read(tmp_path, "c,d\n" + body, "c", "d", delimiter=",")) == expected


def test_a_row_has_the_line_on_which_it_begins(tmp_path: Path) -> None:
    rows = read(tmp_path, 'a,b\n\n1,"x\ny"\n\n2,z\nonly one\n3,w\n', "a")
    assert cells(rows) == [("1",), ("2",), ("3",)]
    assert rows.lines.tolist() == [3, 6, 8]
    assert rows.bad == [(7, "1 field; 2 expected")]


def test_only_the_wanted_columns_are_read_in_the_order_asked_for(tmp_path: Path) -> None:
    rows = read(tmp_path, "a,b,c\n1,2,3\n", "c", "a")
    assert {name: column.to_pylist() for name, column in rows.columns.items()} == {"c": ["3"], "a": ["1"]}


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("a,b\n1,2\n", ","),
        ("id;price\n1;2,50\n2;3,50\n", ";"),
        ("a;b,c;d\n1;2;3\n1;2;3\n", ";"),
        ("a\tb\n1,5\t2\n", "\t"),
        ("a|b|c\n1|x, y|2\n", "|"),
        ('a,b\n"x;y;z",2\n"x;y;z",2\n', ","),
        ("alone\n1\n2\n", ","),
        ("a;b\r1;2\r", ";"),
        ("", ","),
    ],
)
def test_the_delimiter_is_found(text: str, mark: str) -> None:
    assert find_delimiter(text.encode(), is_whole=True) == mark


def test_a_delimiter_told_is_used(tmp_path: Path) -> None:
    assert cells(read(tmp_path, "a,b;c\n1,2;3\n", "a,b", "c", delimiter=";")) == [("1,2", "3")]


def test_excels_own_first_line_says_the_delimiter(tmp_path: Path) -> None:
    rows = read(tmp_path, "sep=;\r\na;b\r\n1;2\r\n", "b")
    assert (cells(rows), rows.lines.tolist()) == ([("2",)], [3])


@pytest.mark.parametrize("mark", [";;", '"', "ø"])
def test_a_delimiter_of_several_letters_is_refused(tmp_path: Path, mark: str) -> None:
    with pytest.raises(MakegoodError) as error:
        read(tmp_path, "a;b\n1;2\n", "a", delimiter=mark)
    assert str(error.value) == f"a delimiter is one plain character\n  found: {mark}\n  fix:   write `delimiter: ';'`"


def test_names_of_columns_lose_the_spaces_around_them(tmp_path: Path) -> None:
    assert cells(read(tmp_path, "\ufeffa , b\n1,2\n", "a", "b")) == [("1", "2")]


def test_a_header_of_several_lines_is_one_header(tmp_path: Path) -> None:
    rows = read(tmp_path, '\n"a","b\nb"\n1,2\n', "b\nb")
    assert (cells(rows), rows.lines.tolist()) == ([("2",)], [4])


def test_a_header_whose_quote_never_closes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MakegoodError) as error:
        read(tmp_path, 'a,"b\n' + "1,2\n" * 200, "a")
    assert str(error.value) == (
        "x.csv:1 the first line does not hold the names of columns\n"
        "  found: a very long name\n  fix:   close the quote, or check `delimiter:`"
    )


def test_a_file_of_a_header_alone_has_no_rows(tmp_path: Path) -> None:
    rows = read(tmp_path, "a,b", "a", "b")
    assert (cells(rows), rows.lines.tolist(), list(rows.bad)) == ([], [], [])


def test_many_blocks_are_read_as_one(tmp_path: Path) -> None:
    lines = [f"{number},{'x' * 40}" for number in range(3 * encoding.BLOCK // 45)]
    lines[100_000] = "100000"
    rows = read(tmp_path, "a,b\n" + "\n".join(lines), "a")
    numbers = [int(cell) for (cell,) in cells(rows)]
    assert numbers == [number for number in range(len(lines)) if number != 100_000]
    assert rows.lines.tolist() == [number + 2 for number in numbers]
    assert rows.bad == [(100_002, "1 field; 2 expected")]
