"""JSON lines and JSON: the same columns from both, and each bad record rejected by its line."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makegood.errors import MakegoodError
from makegood.sources import encoding, json_rows
from makegood.sources.rows import Rows
from tests.sources.made_files import read as read_source
from tests.sources.made_files import rejected, table, write_csv

NOT_JSON, NO_OBJECT = "this is not JSON, or it is cut off", "this is no JSON object"
TWICE = "a key stands twice in this JSON object"
RECORDS = [{"id": number, "shop": f"shop {number % 7}", "ok": number % 2 == 0} for number in range(5)]


def read(folder: Path, text: str | bytes, wanted: str = "id", **options: Any) -> Rows:
    (folder / "x.json").write_bytes(text.encode() if isinstance(text, str) else text)
    return json_rows.read(folder / "x.json", "x.json", wanted.split(), **options)


def columns(rows: Rows) -> dict[str, list[object]]:
    return {name: column.to_pylist() for name, column in rows.columns.items()}


def refusal(folder: Path, text: str | bytes, wanted: str = "id", **options: Any) -> str:
    with pytest.raises(MakegoodError) as error:
        read(folder, text, wanted, **options)
    return str(error.value)


def lines(records: list[Any]) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


FORMS = {
    "lines": lines(RECORDS),
    "lines without the last break": lines(RECORDS).rstrip(),
    "lines of Windows": lines(RECORDS).replace("\n", "\r\n"),
    "lines with empty ones between": lines(RECORDS).replace("\n", "\n\n \n"),
    "an array": json.dumps(RECORDS),
    "an array over many lines": json.dumps(RECORDS, indent=2),
    "under a key": json.dumps({"data": RECORDS}),
    "under keys, among others": json.dumps({"n": 5, "page": {"of": [1, 2], "items": RECORDS}, "errors": []}, indent=1),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_the_same_records_are_read_from_every_form(tmp_path: Path, form: str, encoding: str) -> None:
    rows = read(tmp_path, FORMS[form].encode(encoding), "shop id ok")
    assert columns(rows) == {name: [record[name] for record in RECORDS] for name in ("shop", "id", "ok")}
    assert [str(column.type) for column in rows.columns.values()] == ["large_string", "int64", "bool"]
    assert list(rows.bad) == []


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("lines", [1, 2, 3, 4, 5]),
        ("lines with empty ones between", [1, 4, 7, 10, 13]),
        ("an array", [1, 1, 1, 1, 1]),
        ("an array over many lines", [2, 7, 12, 17, 22]),
    ],
)
def test_a_record_has_the_line_on_which_it_begins(tmp_path: Path, form: str, expected: list[int]) -> None:
    assert read(tmp_path, FORMS[form]).lines.tolist() == expected


def test_the_lines_of_a_long_file_are_counted_over_its_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoding, "BLOCK", 1000)
    monkeypatch.setattr(json_rows, "BLOCK", 1000)
    records = [{"id": number, "note": "x" * (number % 50)} for number in range(500)]
    for text, step in ((lines(records), 1), (json.dumps(records, indent=0), 4)):
        rows = read(tmp_path, text.replace('"id": 400,', '"id": tru,'))
        assert rows.columns["id"].to_pylist() == [number for number in range(500) if number != 400]
        first = 1 if step == 1 else 2
        assert rows.lines.tolist() == [first + number * step for number in range(500) if number != 400]
        assert rows.bad == [(first + 400 * step, NOT_JSON)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"id": 1', NOT_JSON),
        ('{"id": "1', NOT_JSON),
        ('{"id": 1,}', NOT_JSON),
        ("{'id': 1}", NOT_JSON),
        ("{id: 1}", NOT_JSON),
        ('{"id": 01}', NOT_JSON),
        ('{"id": 1}{"id": 2}', NOT_JSON),
        ('{"id": "a\tb"}', NOT_JSON),
        ("some words", NOT_JSON),
        ("5", NO_OBJECT),
        ("null", NO_OBJECT),
        ('[{"id": 1}]', NO_OBJECT),
        ('{"id": 1, "id": 2}', TWICE),
        ('{"id": "\\ud800"}', "a letter here is damaged"),
        ('{"id": ' + "[" * 100_000, "this JSON object is nested too deep"),
    ],
)
def test_a_bad_line_costs_itself_alone(tmp_path: Path, line: str, reason: str) -> None:
    for place in (2, 5):
        rows = read(tmp_path, lines(RECORDS[:place]) + line + "\n" + lines(RECORDS[place:]), "id shop")
        assert columns(rows) == {name: [record[name] for record in RECORDS] for name in ("id", "shop")}
        assert rows.lines.tolist() == [number for number in range(1, 7) if number != place + 1]
        assert rows.bad == [(place + 1, reason)]


def test_a_damaged_letter_costs_its_line_alone(tmp_path: Path) -> None:
    text = '{"id": "Søren"}\n'.encode() * 3 + b'{"id": "S\xc3"}\n' + '{"id": "Bø"}\n'.encode()
    rows = read(tmp_path, text)
    assert columns(rows) == {"id": ["Søren"] * 3 + ["Bø"]}
    assert rows.bad == [(4, "a letter here is damaged")]


@pytest.mark.parametrize(
    ("cells", "kind", "expected"),
    [
        ([1, None, 3], "int64", [1, None, 3]),
        ([2**53 + 1, -(2**63), 2**63 - 1], "int64", [2**53 + 1, -(2**63), 2**63 - 1]),
        ([1, 2.5], "double", [1.0, 2.5]),
        ([2**53 + 1, 2.5], "large_string", [str(2**53 + 1), "2.5"]),
        ([2**63, 1], "large_string", [str(2**63), "1"]),
        ([10**30, None], "large_string", [str(10**30), None]),
        (["x", "2024-01-01"], "large_string", ["x", "2024-01-01"]),
        ([True, False], "bool", [True, False]),
        (["x", 1, 2.5, True, None], "large_string", ["x", "1", "2.5", "true", None]),
        ([[1, {"a": "ø"}], []], "large_string", ['[1,{"a":"ø"}]', "[]"]),
        ([float("nan"), 1.5], "double", [None, 1.5]),
        ([None, None], "large_string", [None, None]),
    ],
)
def test_types_are_kept_where_all_agree_and_no_digit_is_lost(
    tmp_path: Path, cells: list[Any], kind: str, expected: list[Any]
) -> None:
    for many in (1, 300):
        for some, result in ((cells, expected), (cells[::-1], expected[::-1])):
            text = lines([{"id": cell} for cell in some[:1] * many + some[1:]])
            rows = read(tmp_path, text)
            assert rows.columns["id"].type == kind
            assert rows.columns["id"].to_pylist() == result[:1] * many + result[1:]


def test_a_type_that_changes_in_a_later_block_changes_the_whole_column(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoding, "BLOCK", 1000)
    for last, kind in ((2.5, "double"), ("x", "large_string"), (2**70, "large_string")):
        rows = read(tmp_path, lines([{"id": 7}] * 300 + [{"id": last}] + [{"id": 8}] * 300))
        assert rows.columns["id"].type == kind
        assert list(map(str, rows.columns["id"].to_pylist())) == (
            [str(7.0 if kind == "double" else 7)] * 300 + [str(last)] + [str(8.0 if kind == "double" else 8)] * 300
        )
    rows = read(tmp_path, lines([{"id": 2**53 + 1}] * 300 + [{"id": 2.5}] + [{"id": 8}] * 300))
    assert rows.columns["id"].to_pylist() == [str(2**53 + 1)] * 300 + ["2.5"] + ["8"] * 300


def test_objects_inside_objects_are_columns_with_a_point(tmp_path: Path) -> None:
    records = [
        {"id": 1, "address": {"city": "Køge", "at": {"lat": 1.5}}},
        {"id": 2, "address": {}},
        {"id": 3, "address": None},
        {"id": 4, "address.city": "Ribe"},
        {"id": 5, "address": {"city": "Odense", "floor": 3}},
    ]
    rows = read(tmp_path, lines(records), "id address.city address.at.lat")
    assert columns(rows) == {
        "id": [1, 2, 3, 4, 5],
        "address.city": ["Køge", None, None, "Ribe", "Odense"],
        "address.at.lat": [1.5, None, None, None, None],
    }
    many = lines(records[:1] * 200 + records)
    assert columns(read(tmp_path, many, "address.city"))["address.city"][200:] == columns(rows)["address.city"]


def test_an_object_where_others_have_a_value_is_another_column(tmp_path: Path) -> None:
    text = lines([{"id": 1, "to": "Ribe"}] * 200 + [{"id": 2, "to": {"city": "Køge"}}])
    assert columns(read(tmp_path, text, "to"))["to"] == ["Ribe"] * 200 + [None]
    assert columns(read(tmp_path, text, "to.city"))["to.city"] == [None] * 200 + ["Køge"]


def test_a_key_that_comes_late_is_read_and_one_that_never_comes_is_told(tmp_path: Path) -> None:
    text = lines([{"id": 1}] * 500 + [{"id": 2, "købt": "x"}] + [{"id": 3, "til": {"by": 5}}])
    assert columns(read(tmp_path, text, "købt"))["købt"] == [None] * 500 + ["x", None]
    assert columns(read(tmp_path, text, "til.by"))["til.by"] == [None] * 501 + [5]
    assert columns(read(tmp_path, text, whole=True))["til.by"] == [None] * 501 + [5]
    assert refusal(tmp_path, text, "idd") == (
        "x.json no column is called `idd`\n  fix:   did you mean `id`? Allowed: id"
    )
    assert refusal(tmp_path, text, "id", named=["text"]) == ("x.json no column is called `text`\n  fix:   Allowed: id")


def test_whole_reads_every_column_and_named_ones_are_not_read(tmp_path: Path) -> None:
    text = lines([{"id": 1, "b": [1]}, {"id": 2, "c": {"d": "x"}}])
    assert columns(read(tmp_path, text, whole=True)) == {"id": [1, 2], "b": ["[1]", None], "c.d": [None, "x"]}
    assert columns(read(tmp_path, text, named=["b"])) == {"id": [1, 2]}


@pytest.mark.parametrize("text", ["[]", " [\n] ", '{"data": []}', '{"data": [], "errors": []}'])
def test_an_array_of_nothing_has_no_rows(tmp_path: Path, text: str) -> None:
    rows = read(tmp_path, text)
    assert (columns(rows), rows.lines.tolist(), list(rows.bad)) == ({"id": []}, [], [])


def test_one_object_is_a_record_where_it_has_the_columns(tmp_path: Path) -> None:
    text = '{"id": 1, "lines": [{"sku": 2}, {"sku": 3}]}'
    assert columns(read(tmp_path, text)) == {"id": [1]}
    assert columns(read(tmp_path, text, "sku")) == {"sku": [2, 3]}


def test_several_arrays_need_the_setting(tmp_path: Path) -> None:
    text = '{"a": {"x": [{"id": 1}]}, "b": [{"id": 2}], "none": [], "n": [1, 2]}'
    assert refusal(tmp_path, text) == (
        "x.json this JSON holds several arrays of objects\n  found: a.x, b\n"
        "  fix:   write `records: a.x` under the source, or another of them"
    )
    assert columns(read(tmp_path, text, records="a.x")) == {"id": [1]}
    assert columns(read(tmp_path, text, records="b")) == {"id": [2]}
    assert refusal(tmp_path, text, records="c") == (
        "x.json `records:` leads to no array of objects\n  found: c\n  fix:   write one of these: a.x, b, none"
    )


def test_an_array_under_more_than_three_keys_needs_the_setting(tmp_path: Path) -> None:
    text = '{"a": {"b": {"c": {"d": [{"id": 1}]}}}\n}'
    assert refusal(tmp_path, text) == (
        "x.json this JSON holds no array of objects\n  fix:   export an array of objects or JSON lines, "
        "or write `records:` with the keys that lead to a deeper array"
    )
    assert columns(read(tmp_path, text, records="a.b.c.d")) == {"id": [1]}


def test_an_element_that_is_no_record_costs_itself_alone(tmp_path: Path) -> None:
    rows = read(tmp_path, '[{"id": 1},\n{"id": tru},\n5, null,\n{"id": "},]\\\\\\""}]')
    assert columns(rows) == {"id": ["1", '},]\\"']}
    assert (rows.lines.tolist(), rows.bad) == ([1, 4], [(2, NOT_JSON), (3, NO_OBJECT), (3, NO_OBJECT)])


@pytest.mark.parametrize("end", ["", ",", ', {"id"', ', {"id": "x', ', {"id": tr', ', {"id": [1, {"a": 2}', "\n"])
def test_a_document_that_is_cut_off_says_so_and_keeps_the_records_before(tmp_path: Path, end: str) -> None:
    rows = read(tmp_path, '{"data": [\n{"id": 1},\n{"id": 2}' + end)
    whole = [1, 2] if "," in end else [1]  # the last may have been whole, and nobody knows
    assert columns(rows) == {"id": whole}
    assert rows.bad == [(3, NOT_JSON)]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[{"id": 1},\n{"id": "2, "a": 3},\n{"id": 4}]', 2),
        ('[{"id": 1},\n{"id": "2, "a": 3}, {"id": 4}]', 2),
        ('[{"id": 1},\n{"id": [2},\n{"id": 4}]', 2),
        ('[{"id": 1}},\n{"id": 2}]', 1),
        ('[{"id": 1}]\n]', 2),
        ('{"a": {"b": 1},\n "c" 5, "data": [{"id": 1}]}', 2),
        ('{"a": \n', 2),
    ],
)
def test_a_document_that_is_broken_in_the_middle_is_refused(tmp_path: Path, text: str, line: int) -> None:
    assert refusal(tmp_path, text) == (
        f"x.json:{line} the JSON is broken or cut off here\n"
        "  fix:   export it again, or as JSON lines, where a broken line costs itself alone"
    )


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b'{"id": 1}', True),
        (b'\xef\xbb\xbf\n {"id" : 1}', True),
        (b'[\n{"id": 1}]', True),
        (b"[]", True),
        (b"{}", True),
        ('{"id": 1}'.encode("utf-16"), True),
        (b"[id],[name]\n1,2\n", False),
        (b'["id"],["name"]\n', False),
        (b'{"id"},{"name"}\n', False),
        (b"{id};{name}\n", False),
        (b"[],b\n1,2\n", False),
        (b"id,name\n", False),
        (b"", False),
    ],
)
def test_a_csv_header_with_brackets_is_no_json(head: bytes, expected: bool) -> None:
    assert json_rows.is_json(head) is expected


def test_a_csv_file_whose_header_begins_with_a_bracket_is_read_as_csv(tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text("[id],ordered\n1,2024-03-01\n", encoding="utf-8")
    found = table(read_source(tmp_path, columns={"event_id": "[id]", "started_at": "ordered"}))
    assert found["event_id"].to_pylist() == ["1"]


PLAIN = st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False) | st.text(max_size=8)
VALUES = st.recursive(PLAIN, lambda inside: st.lists(inside, max_size=3), max_leaves=4)


@settings(deadline=None, max_examples=100)
@given(
    st.lists(st.fixed_dictionaries({"id": st.integers(0, 9)}, optional={"a": VALUES, "b": st.text()}), max_size=8),
    st.sampled_from(["lines", "array", "indented"]),
    st.booleans(),
)
def test_records_come_back_as_python_reads_them(records: list[dict[str, Any]], form: str, ascii: bool) -> None:
    records = json.loads(json.dumps(records))
    if form == "lines":
        text = "".join(json.dumps(record, ensure_ascii=ascii) + "\n" for record in records)
    else:
        text = json.dumps(records, ensure_ascii=ascii, indent=None if form == "array" else 1)
    try:
        data = text.encode()
    except UnicodeEncodeError:
        data = json.dumps(records).encode()
    if not data:
        return
    with TemporaryDirectory() as folder:
        rows = read(Path(folder), data, "id", whole=True)
    assert len(rows.lines) + len(rows.bad) == len(records)
    good = [record for record in records if not has_half_a_letter(record)]
    assert rows.columns["id"].to_pylist() == [record["id"] for record in good]
    for name in ("a", "b"):
        if any(name in record for record in good):
            found = rows.columns[name].to_pylist()
            assert [plain(cell) for cell in found] == [plain(record.get(name)) for record in good] or any(
                isinstance(record.get(name), float) for record in good
            )


def has_half_a_letter(record: dict[str, Any]) -> bool:
    try:
        json.dumps(record, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return True
    return False


def plain(cell: object) -> str | None:
    """A value as the text that a column of several types holds."""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, list):
        return json.dumps(cell, ensure_ascii=False, separators=(",", ":"))
    return None if cell is None else str(cell)


@settings(deadline=None)
@given(st.permutations(range(8)))
def test_the_order_of_the_lines_changes_no_record(order: list[int]) -> None:
    cells: list[Any] = [1, 2.5, None, "x", True, [1], 2**60, {"deep": 1}]
    with TemporaryDirectory() as folder:
        rows = read(Path(folder), lines([{"n": n, "id": cells[n]} for n in order]), "n id id.deep")
    found = {n: (cell, deep) for n, cell, deep in zip(*columns(rows).values(), strict=True)}
    expected = ["1", "2.5", None, "x", "true", "[1]", str(2**60), None]
    assert found == {n: (expected[n], 1 if n == 7 else None) for n in range(8)}


def test_events_are_the_same_from_json_lines_json_and_csv(tmp_path: Path) -> None:
    rows = [
        {"id": f"o{n}", "ordered": f"2024-03-{n:02d} 10:00", "done": "" if n == 3 else "2024-04-01", "weight": n / 4}
        for n in range(1, 20)
    ]
    write_csv(tmp_path / "a.csv", rows)
    (tmp_path / "b.jsonl").write_text(lines(rows), encoding="utf-8")
    (tmp_path / "c.json").write_text(json.dumps({"orders": rows}, indent=2), encoding="utf-8")
    mapping = {"event_id": "id", "started_at": "ordered", "done_at": "done"}
    found = [read_source(tmp_path, columns=mapping, files=name, numbers=["weight"]) for name in ("a*", "b*", "c*")]
    for name in ("events", "event_values"):
        first, *others = (table(batches, name) for batches in found)
        assert all(other.equals(first) for other in others)
        assert len(first) == 19
    assert rejected(found[1]) == []


def test_rejected_lines_of_a_source_are_accounted_for_with_no_word_of_them(tmp_path: Path) -> None:
    text = lines([{"id": "1", "ordered": "2024-03-01"}, {"id": "2", "ordered": "Hemmelig"}]) + '{"id": "Hemmelig\n'
    (tmp_path / "orders.jsonl").write_text(text, encoding="utf-8")
    batches = read_source(tmp_path, files="orders.jsonl", columns={"event_id": "id", "started_at": "ordered"})
    reason = "not a date of the form yyyy-mm-dd, which the rest of the column has"
    assert rejected(batches) == [
        ("orders.jsonl", 2, "ordered", reason, "text"),
        ("orders.jsonl", 3, "", NOT_JSON, "text"),
    ]
    assert "emmelig" not in str(batches)
