"""Which bytes are text, and in which encoding."""

import codecs
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makegood.errors import MakegoodError
from makegood.sources import delimited

TEXT = "navn,by\nSøren,Århus\nÆgir,Køge\n"


def names(folder: Path, text: bytes, encoding: str | None = None) -> list[str]:
    (folder / "x.csv").write_bytes(text)
    found: list[str] = (
        delimited.read(folder / "x.csv", "x.csv", ["navn"], encoding=encoding).columns["navn"].to_pylist()
    )
    return found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_danish_letters_are_read_in_each_encoding_that_is_found(tmp_path: Path, encoding: str) -> None:
    assert names(tmp_path, TEXT.encode(encoding)) == ["Søren", "Ægir"]


@pytest.mark.parametrize("encoding", ["utf-16", "cp850", "latin-1", "UTF-8"])
def test_danish_letters_are_read_in_an_encoding_told(tmp_path: Path, encoding: str) -> None:
    assert names(tmp_path, TEXT.encode(encoding), encoding) == ["Søren", "Ægir"]


def test_a_letter_cut_at_the_end_of_the_file_costs_its_row_alone(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(TEXT.encode() + b"Bo,K\xc3")
    rows = delimited.read(tmp_path / "x.csv", "x.csv", ["navn"])
    assert rows.columns["navn"].to_pylist() == ["Søren", "Ægir"]
    assert rows.bad == [(4, "a letter here is not UTF-8")]


def test_a_damaged_letter_in_the_middle_costs_its_row_alone(tmp_path: Path) -> None:
    text = TEXT.encode() + b"Bo,K\xffge\nonly one\nSn\xc3\xa6r,Ribe\n"
    (tmp_path / "x.csv").write_bytes(text)
    rows = delimited.read(tmp_path / "x.csv", "x.csv", ["navn"])
    assert rows.columns["navn"].to_pylist() == ["Søren", "Ægir", "Snær"]
    assert rows.bad == [(4, "a letter here is not UTF-8"), (5, "1 field; 2 expected")]
    assert rows.lines.tolist() == [2, 3, 6]


def test_a_letter_over_the_end_of_a_block_is_whole(tmp_path: Path) -> None:
    from makegood.sources.encoding import BLOCK

    text = b"navn,by\n" + b"x" * (BLOCK - 9) + "ø,Ribe\n".encode()
    assert names(tmp_path, text)[0][-1] == "ø"


def test_the_unicode_text_of_excel_is_read(tmp_path: Path) -> None:
    text = codecs.BOM_UTF16_LE + TEXT.replace(",", "\t").replace("\n", "\r\n").encode("utf-16-le")
    assert names(tmp_path, text) == ["Søren", "Ægir"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_byte_missing_at_the_end_of_utf16_costs_its_row_alone(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "x.csv").write_bytes((TEXT + "Bo,Køge").encode(encoding)[:-1])
    rows = delimited.read(tmp_path / "x.csv", "x.csv", ["navn"])
    assert rows.columns["navn"].to_pylist() == ["Søren", "Ægir"]
    assert rows.bad == [(4, "a letter here is not UTF-16")]


@pytest.mark.parametrize("order", ["le", "be"])
def test_utf16_without_bom_is_read_in_its_own_order_also_when_told(tmp_path: Path, order: str) -> None:
    assert names(tmp_path, TEXT.encode(f"utf-16-{order}"), "utf-16") == ["Søren", "Ægir"]


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.text("abcæøåžЖ中😀 ;\t'", min_size=1, max_size=20), min_size=1, max_size=20),
    st.sampled_from(["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"]),
)
def test_any_text_is_the_same_in_every_unicode_encoding(cells: list[str], encoding: str) -> None:
    text = "navn,by\n" + "".join(f"x{cell}x,Aarhus 8000\n" for cell in cells)
    with TemporaryDirectory() as folder:
        assert names(Path(folder), text.encode(encoding)) == [f"x{cell}x" for cell in cells]


def refusal(folder: Path, text: bytes, encoding: str | None = None) -> str:
    with pytest.raises(MakegoodError) as error:
        names(folder, text, encoding)
    return str(error.value)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (rb"{\rtf1\ansi navn,by", "a rich text document (RTF)"),
        (b"%PDF-1.7\n...", "a PDF document"),
        (b"PK\x03\x04\x14\x00", "a zip archive that is no workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel workbook (.xls) or Word document"),
        (b"\x1f\x8b\x08\x00", "a compressed file (gzip)"),
        (b"SQLite format 3\x00", "an SQLite database"),
        (b"\n <!DOCTYPE html><html>", "a web page or XML"),
        (b"navn,by\nBo\x00,Ribe\n", "binary data"),
    ],
)
def test_what_is_no_text_table_is_named(tmp_path: Path, text: bytes, kind: str) -> None:
    assert refusal(tmp_path, text) == (
        f"x.csv this is not a text table\n  found: {kind}\n  fix:   export it as CSV, JSON or Parquet"
    )


def test_bytes_of_neither_encoding_are_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, b"navn,by\nBo\x81,Ribe\n") == (
        "x.csv this file is not UTF-8 or Windows-1252\n  fix:   write its `encoding:` under the source"
    )


def test_an_encoding_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, TEXT.encode("cp1252"), "utf-8") == (
        "x.csv this file is not utf-8\n  fix:   write its `encoding:` under the source"
    )


def test_an_encoding_that_leaves_binary_data_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, b"navn,by\nBo\x00,Ribe\n", "latin-1") == (
        "x.csv this is not a text table\n  found: binary data\n  fix:   check `encoding:`"
    )


def test_an_unknown_encoding_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, TEXT.encode(), "utf-7000") == (
        "no such encoding\n  found: utf-7000\n"
        "  fix:   write `encoding: utf-16`, `latin-1`, `cp850` or another that Python knows"
    )


@pytest.mark.parametrize("text", [b"", b"\xef\xbb\xbf", b"\n\r\n  \n"])
def test_an_empty_file_is_refused(tmp_path: Path, text: bytes) -> None:
    assert refusal(tmp_path, text) == "x.csv the file is empty\n  fix:   export it again, or remove it"
