"""One YAML file as plain data: places, what stays text, and what each mistake is called."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from makegood.errors import MakegoodError
from makegood.promises.document import Document, read_document


def read(folder: Path, content: str | bytes) -> Document:
    path = folder / "a.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_document(path, "a.yaml")


def test_each_key_and_each_item_has_the_place_where_it_begins(tmp_path: Path) -> None:
    document = read(tmp_path, "# a comment\n- promise: x\n  said: [{where: shop},\n    {where: ad}]\n- promise: y\n")
    assert document.data == [{"promise": "x", "said": [{"where": "shop"}, {"where": "ad"}]}, {"promise": "y"}]
    assert {keys: str(place) for keys, place in document.places.items()} == {
        (): "a.yaml:2:1",
        (0,): "a.yaml:2:3",
        (0, "promise"): "a.yaml:2:3",
        (0, "said"): "a.yaml:3:3",
        (0, "said", 0): "a.yaml:3:10",
        (0, "said", 0, "where"): "a.yaml:3:11",
        (0, "said", 1): "a.yaml:4:5",
        (0, "said", 1, "where"): "a.yaml:4:6",
        (1,): "a.yaml:5:3",
        (1, "promise"): "a.yaml:5:3",
    }


def test_what_yaml_would_change_stays_as_it_was_written(tmp_path: Path) -> None:
    text = "{no: no, day: 2024-01-01, shop: 007, clock: 12:30, hours: 09:00-17:00, share: 95 %, not: .nan}"
    assert read(tmp_path, text).data == {
        "no": "no",
        "day": "2024-01-01",
        "shop": "007",
        "clock": "12:30",
        "hours": "09:00-17:00",
        "share": "95 %",
        "not": ".nan",
    }


def test_numbers_truth_and_nothing_are_what_they_are(tmp_path: Path) -> None:
    text = "{one: 1, half: .5, less: -2.5e1, zero: 0, yes: true, no: FALSE, empty: , tilde: ~}"
    assert read(tmp_path, text).data == {
        "one": 1,
        "half": 0.5,
        "less": -25.0,
        "zero": 0,
        "yes": True,
        "no": False,
        "empty": None,
        "tilde": None,
    }


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    plain = read(tmp_path, "a: Ærø\nb:\n  - blåbær\n")
    assert read(tmp_path, "\ufeffa: Ærø\r\nb:\r\n  - blåbær\r\n") == plain


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "~"])
def test_an_empty_file_says_nothing(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text).data is None


def test_what_stands_twice_is_told_each_time_and_the_first_holds(tmp_path: Path) -> None:
    document = read(tmp_path, "a: 1\nb: {c: 1, c: 2}\na: 3\n")
    assert document.data == {"a": 1, "b": {"c": 1}}
    assert [str(problem) for problem in document.problems] == [
        "a.yaml:2:11 `c` stands twice\n  found: the first is in line 2\n  fix:   keep one of them",
        "a.yaml:3:1 `a` stands twice\n  found: the first is in line 1\n  fix:   keep one of them",
    ]


def test_nothing_in_a_file_is_executed(tmp_path: Path) -> None:
    made = tmp_path / "made"
    document = read(tmp_path, f"a: !!python/object/apply:pathlib.Path.touch [!!python/name:x '', {made.as_posix()}]\n")
    assert document.data == {"a": None}
    assert [str(problem) for problem in document.problems] == [
        "a.yaml:1:4 tags are not read here\n"
        "  found: tag:yaml.org,2002:python/object/apply:pathlib.Path.touch\n"
        "  fix:   write the value itself"
    ]
    assert not made.exists()


def test_shortcuts_are_refused_also_where_they_lead_back_to_themselves(tmp_path: Path) -> None:
    document = read(tmp_path, "a: &x [*x]\nb: &y 1\nc: *y\n")
    assert document.data == {"a": None, "b": 1, "c": 1}
    assert [str(problem) for problem in document.problems] == [
        "a.yaml:1:4 shortcuts with `&` and `*` are not read here\n  found: &x\n  fix:   write the value itself",
        "a.yaml:2:4 shortcuts with `&` and `*` are not read here\n  found: &y\n  fix:   write the value itself",
    ]


def test_a_list_is_no_key(tmp_path: Path) -> None:
    document = read(tmp_path, "? [1, 2]\n: 3\n")
    assert [str(problem) for problem in document.problems] == [
        "a.yaml:1:3 a key is a word, not a list\n  found: [...]\n  fix:   write the value itself"
    ]


COLUMN = "begin the keys of one level in the same column"
COLON = f"put text that holds a colon in quotes, write a space after a key's colon, and {COLUMN}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "a:\n\tb: 2\n",
            "a.yaml:2:1 a tab stands here, and YAML knows only spaces\n"
            "  found: b: 2\n"
            "  fix:   indent with spaces; most editors can turn tabs into spaces",
        ),
        (
            "a: 1\nb: @home\n",
            "a.yaml:2:4 a value cannot begin with @\n  found: b: @home\n  fix:   put the value in quotes",
        ),
        ("a: `x`\n", "a.yaml:1:4 a value cannot begin with `\n  found: a: `x`\n  fix:   put the value in quotes"),
        ("a: *x\n", "a.yaml:1:4 a value cannot begin with *\n  found: a: *x\n  fix:   put the value in quotes"),
        (
            "says: Levering: 2 dage\n",
            "a.yaml:1:15 this colon is one too many, or the line is indented more than the one above\n"
            f"  found: says: Levering: 2 dage\n  fix:   {COLON}",
        ),
        (
            "a: 1\n b: 2\n",
            "a.yaml:2:3 this colon is one too many, or the line is indented more than the one above\n"
            f"  found: b: 2\n  fix:   {COLON}",
        ),
        (
            "- a: 1\n  b: 2\n c: 3\n",
            f"a.yaml:3:2 this line does not begin in the same column as those above\n  found: c: 3\n  fix:   {COLUMN}",
        ),
        (
            "a: [1, 2\nb: 3\n",
            "a.yaml:1:4 a list opens here with [ and is not closed\n  found: a: [1, 2\n  fix:   close it, or remove it",
        ),
        (
            "a: {x: 1\n",
            "a.yaml:1:4 keys open here with { and are not closed\n  found: a: {x: 1\n  fix:   close it, or remove it",
        ),
        (
            "a: 'x\nb: 3\n",
            "a.yaml:1:4 a quotation mark opens here and is not closed\n  found: a: 'x\n  fix:   close it, or remove it",
        ),
        (
            "a: 'x' og y\n",
            "a.yaml:1:8 text follows after the closing quotation mark\n"
            "  found: a: 'x' og y\n"
            "  fix:   put all of it in quotes",
        ),
        (
            'a: "C:\\data"\n',
            'a.yaml:1:8 a backslash inside "..." has a meaning of its own\n'
            '  found: a: "C:\\data"\n'
            "  fix:   use '...' instead",
        ),
        (
            "a: - b\n",
            "a.yaml:1:4 a list with dashes begins on a line of its own\n  found: a: - b\n  fix:   or write it in [ ]",
        ),
        ("a: 1\nb\nc: 2\n", "a.yaml:2:1 a key without a colon\n  found: b\n  fix:   write `key: value`"),
        (
            "a: 1\n---\nb: 2\n",
            "a.yaml:2:1 a line of three dashes begins a second document\n  found: ---\n  fix:   remove the line",
        ),
        (
            "a: [\n",
            "a.yaml:2:1 the file ends where a value should stand\n"
            "  found: the end of the file\n"
            "  fix:   close it, or remove it",
        ),
        ("a: }\n", "a.yaml:1:4 this is not YAML: expected the node content, but found '}'\n  found: a: }"),
        (
            "a: x\x07\n",
            "a.yaml:1:5 an invisible character stands here\n  found: U+0007\n  fix:   remove it; is this a text file?",
        ),
        ("[" * 600, "a.yaml lists and keys are nested too deeply"),
        (
            "says: Blåbær\nby: sælger\n".encode("cp1252"),
            "a.yaml:1:9 the file is not UTF-8\n"
            "  found: byte E5, which is `å` in Windows-1252\n"
            "  fix:   save it as UTF-8 in your editor",
        ),
        (
            "a: 1\n".encode("utf-16"),
            "a.yaml the file is not UTF-8\n  found: UTF-16\n  fix:   save it as UTF-8 in your editor",
        ),
    ],
)
def test_a_mistake_is_told_in_simple_words(tmp_path: Path, text: str | bytes, said: str) -> None:
    with pytest.raises(MakegoodError) as error:
        read(tmp_path, text)
    assert str(error.value) == said


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(MakegoodError) as error:
        read_document(tmp_path, "promises/x.yaml")
    assert str(error.value) == "promises/x.yaml this is a folder, not a file\n  fix:   rename the folder"


def test_a_file_that_is_gone_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(MakegoodError) as error:
        read_document(tmp_path / "x.yaml", "x.yaml")
    assert str(error.value) == "x.yaml the file cannot be opened\n  found: No such file or directory"


# The library's writer leaves `?x` and `:0` without quotes, which its own reader takes for keys.
TEXTS = st.text(st.characters(min_codepoint=32, max_codepoint=0x17F, exclude_characters="\x7f\x85"))
SCALARS = st.one_of(
    TEXTS.filter(lambda text: not text.startswith(("?", ":"))),
    st.integers(),
    st.booleans(),
)
VALUES = st.recursive(
    SCALARS,
    lambda inside: (
        st.lists(inside, max_size=3) | st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), inside, max_size=3)
    ),
    max_leaves=8,
)


@given(VALUES)
def test_what_a_yaml_writer_writes_is_read_back(tmp_path_factory: pytest.TempPathFactory, value: object) -> None:
    path = tmp_path_factory.mktemp("yaml") / "a.yaml"
    yaml = YAML(typ="safe", pure=True)
    yaml.dump({"value": value}, path)
    assert read_document(path, "a.yaml").data == {"value": value}
