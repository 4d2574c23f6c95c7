from pathlib import Path

import pytest

from makegood.errors import MakegoodError
from makegood.text.voices_file import read_rated, read_voices


def written(tmp_path: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize(
    ("name", "text", "encoding"),
    [
        ("a.csv", 'id;kommentar\n1;"på\ntid"\n2;\n', "utf-8-sig"),
        ("a.csv", 'id,kommentar\n1,"på\ntid"\n2,\n', "cp1252"),
        ("a.jsonl", '{"id": 1, "text": "på\\ntid"}\n{"id": 2, "text": null}\n', "utf-8"),
    ],
)
def test_a_voice_is_found_in_each_form_and_an_empty_one_keeps_its_place(
    tmp_path: Path, name: str, text: str, encoding: str
) -> None:
    assert list(read_voices(written(tmp_path, name, text, encoding))) == ["på\ntid", ""]


def test_plain_text_has_a_voice_a_line(tmp_path: Path) -> None:
    assert list(read_voices(written(tmp_path, "a.txt", "fin\r\n\r\nsen"))) == ["fin", "", "sen"]


def test_an_empty_file_has_none(tmp_path: Path) -> None:
    assert list(read_voices(written(tmp_path, "a.txt", ""))) == []


def test_stars_are_read_beside_the_text_and_what_is_none_is_left_out(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", 'text;stars\nfin;5\nsen;"1,5"\nmidt;\n ;3\nti;10\n')
    assert list(read_rated(path, None, "stars")) == [("fin", 5.0), ("sen", 1.5)]


def test_stars_of_json_lines_are_numbers(tmp_path: Path) -> None:
    path = written(tmp_path, "a.jsonl", '{"text": "fin", "stars": 5}\n')
    assert list(read_rated(path, "text", "stars")) == [("fin", 5.0)]


@pytest.mark.parametrize(
    ("name", "text", "column", "told"),
    [
        (
            "a.csv",
            "a,b\n1,2\n",
            None,
            "a.csv:1 which column holds the text?\n  found: a, b\n  fix:   name it: `--column NAME`",
        ),
        (
            "a.csv",
            "a,body\n1,2\n",
            "bodi",
            "a.csv:1 there is no column bodi\n  found: bodi\n  fix:   did you mean `body`? Allowed: a, body",
        ),
        ("a.jsonl", "[1]\n", None, "a.jsonl:1 a line is not a JSON object\n  fix:   each line is one object, `{...}`"),
        (
            "a.json",
            "{}",
            None,
            "a.json this is one JSON document, not lines of it\n"
            "  fix:   write one object a line, and call the file .jsonl",
        ),
    ],
)
def test_a_mistake_is_told(tmp_path: Path, name: str, text: str, column: str | None, told: str) -> None:
    with pytest.raises(MakegoodError) as error:
        list(read_voices(written(tmp_path, name, text), column))
    assert str(error.value) == told


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(MakegoodError, match="the file cannot be opened"):
        list(read_voices(tmp_path / "none.csv"))


def test_plain_text_has_no_ratings(tmp_path: Path) -> None:
    with pytest.raises(MakegoodError, match="plain text has no ratings"):
        list(read_rated(written(tmp_path, "a.txt", "fin"), None, "stars"))
