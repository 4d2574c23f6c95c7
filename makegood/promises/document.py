"""One YAML file as plain data, with the place of every key. Nothing that stands in a file is ever executed.

Dates stay text and numbers with leading zeros too, so that what is checked is what was written.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, StringMark, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from makegood.errors import MakegoodError, Place

Keys = tuple[str | int, ...]

_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_PLAIN = frozenset(
    f"tag:yaml.org,2002:{kind}"
    for kind in ("null", "bool", "int", "float", "timestamp", "str", "merge", "value", "seq", "map")
)
_SPACES = "indent with spaces; most editors can turn tabs into spaces"
_COLUMN = "begin the keys of one level in the same column"
_CLOSE = "close it, or remove it"


@dataclass(frozen=True)
class Document:
    """What a file says, and where.

    Attributes
    ----------
    data : object
        Mappings, lists, text, numbers, booleans and None.
    places : mapping of keys to Place
        Of a key where it begins, of a list's item where it begins; `()` is the whole.
    problems : tuple of MakegoodError
        What is readable and yet wrong: a key that stands twice, a tag, a shortcut.
    """

    data: object
    places: Mapping[Keys, Place]
    problems: tuple[MakegoodError, ...] = ()


def find_place(places: Mapping[Keys, Place], keys: Keys) -> Place:
    """The place of the key, or of the nearest parent.

    The number of an item is left out where a list was expected and a single item was written.
    """
    path: Keys = ()
    for key in keys:
        if (*path, key) in places:
            path = (*path, key)
        elif not isinstance(key, int):
            break
    return places[path]


def read_document(path: Path, name: str) -> Document:
    """Read one file.

    Parameters
    ----------
    path : Path
        The file.
    name : str
        What to call it in messages.

    Raises
    ------
    MakegoodError : when the file cannot be read, is not UTF-8, or is not YAML.
    """
    text = _read_text(path, name)
    if odd := _INVISIBLE.search(text):
        line = text.count("\n", 0, odd.start()) + 1
        place = Place(name, line, odd.start() - text.rfind("\n", 0, odd.start()))
        raise MakegoodError(
            "an invisible character stands here", place, f"U+{ord(odd[0]):04X}", "remove it; is this a text file?"
        )
    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        raise _say_simply(error, text, name) from None
    except YAMLError as error:
        raise MakegoodError("this is not YAML", Place(name), str(error).split("\n")[0]) from None
    except RecursionError:
        raise MakegoodError("lists and keys are nested too deeply", Place(name)) from None
    if root is None:
        return Document(None, {(): Place(name)})
    walk = _Walk(name)
    data = walk.value(root, ())
    return Document(data, {**walk.places, (): _place(name, root.start_mark)}, tuple(walk.problems))


def _read_text(path: Path, name: str) -> str:
    try:
        raw = path.read_bytes()
    except IsADirectoryError:
        raise MakegoodError("this is a folder, not a file", Place(name), fix="rename the folder") from None
    except OSError as error:
        raise MakegoodError("the file cannot be opened", Place(name), error.strerror or "") from None
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise MakegoodError("the file is not UTF-8", Place(name), "UTF-16", "save it as UTF-8 in your editor")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        place = Place(name, before.count(b"\n") + 1, error.start - before.rfind(b"\n"))
        letter = raw[error.start : error.start + 1].decode("cp1252", "replace")
        found = f"byte {raw[error.start]:02X}, which is `{letter}` in Windows-1252"
        raise MakegoodError("the file is not UTF-8", place, found, "save it as UTF-8 in your editor") from None


@dataclass
class _Walk:
    """Down the tree of one file; collects places and problems on the way."""

    name: str
    places: dict[Keys, Place] = field(default_factory=dict)
    problems: list[MakegoodError] = field(default_factory=list)

    def value(self, node: Node, keys: Keys) -> object:
        if node.anchor:
            self._refuse(node, "shortcuts with `&` and `*` are not read here", f"&{node.anchor}")
        elif node.tag not in _PLAIN:
            self._refuse(node, "tags are not read here", str(node.tag))
        if (node.anchor or node.tag not in _PLAIN) and not isinstance(node, ScalarNode):
            return None  # an alias may lead back to where it stands
        if isinstance(node, MappingNode):
            return dict(self._pairs(node, keys))
        if isinstance(node, SequenceNode):
            return [self._item(part, (*keys, index)) for index, part in enumerate(node.value)]
        return _scalar(str(node.tag), str(node.value))

    def _item(self, node: Node, keys: Keys) -> object:
        self.places[keys] = _place(self.name, node.start_mark)
        return self.value(node, keys)

    def _pairs(self, node: MappingNode, keys: Keys) -> Iterator[tuple[str, object]]:
        for key, value in node.value:
            place = _place(self.name, key.start_mark)
            if not isinstance(key, ScalarNode):
                self._refuse(key, "a key is a word, not a list", "[...]")
                continue
            path = (*keys, str(key.value))
            if path in self.places:
                what, found = f"`{key.value}` stands twice", f"the first is in line {self.places[path].line}"
                self.problems.append(MakegoodError(what, place, found, "keep one of them"))
                continue
            self.places[path] = place
            yield str(key.value), self.value(value, path)

    def _refuse(self, node: Node, what: str, found: str) -> None:
        place = _place(self.name, node.start_mark)
        if all(problem.where != place for problem in self.problems):  # an alias leads to the same place again
            self.problems.append(MakegoodError(what, place, found, "write the value itself"))


def _scalar(tag: str, text: str) -> object:
    """The value as YAML 1.2 has it, where Python's own is the same; everything else stays text."""
    kind = tag.rsplit(":", 1)[-1]
    if kind == "null":
        return None
    if kind == "bool":
        return text.lower() == "true"
    if kind == "int" and re.fullmatch(r"[-+]?(0|[1-9][0-9]*)", text):
        return int(text)
    if kind == "float" and re.fullmatch(r"[-+]?[0-9]*\.?[0-9]+([eE][-+]?[0-9]+)?", text) and isfinite(float(text)):
        return float(text)
    return text


def _place(name: str, mark: StringMark) -> Place:
    return Place(name, mark.line + 1, mark.column + 1)


def _say_simply(error: MarkedYAMLError, text: str, name: str) -> MakegoodError:
    """What the YAML reader met, in words of somebody who has never heard of a block mapping."""
    problem, context, mark = error.problem or "", error.context or "", error.problem_mark
    began = error.context_mark or mark
    letter = problem[len("found character ") :][:3].strip("'")
    sayings = (
        (r"found character '\\t'", "a tab stands here, and YAML knows only spaces", _SPACES, mark),
        ("found character", f"a value cannot begin with {letter}", "put the value in quotes", mark),
        ("sequence entries", "a list with dashes begins on a line of its own", "or write it in [ ]", mark),
        (
            "mapping values are not allowed",
            "this colon is one too many, or the line is indented more than the one above",
            f"put text that holds a colon in quotes, write a space after a key's colon, and {_COLUMN}",
            mark,
        ),
        ("expected ',' or '[]]'", "a list opens here with [ and is not closed", _CLOSE, began),
        ("expected ',' or '}'", "keys open here with { and are not closed", _CLOSE, began),
        ("found '<stream end>'", "the file ends where a value should stand", _CLOSE, mark),
        ("found '<scalar>'", "text follows after the closing quotation mark", "put all of it in quotes", mark),
        ("expected <block end>", "this line does not begin in the same column as those above", _COLUMN, mark),
        ("could not find expected ':'", "a key without a colon", "write `key: value`", began),
        ("unexpected end of stream", "a quotation mark opens here and is not closed", _CLOSE, began),
        ("unknown escape", 'a backslash inside "..." has a meaning of its own', "use '...' instead", mark),
        ("undefined alias", "a value cannot begin with *", "put the value in quotes", mark),
        ("another document", "a line of three dashes begins a second document", "remove the line", mark),
    )
    for sign, what, fix, at in sayings:
        if re.search(sign, problem) or re.search(sign, context):
            return MakegoodError(what, _place(name, at), _line(text, at), fix)
    return MakegoodError(f"this is not YAML: {problem or context}", _place(name, mark), _line(text, mark))


def _line(text: str, mark: StringMark) -> str:
    lines = text.splitlines()
    return lines[mark.line].strip()[:80] if mark.line < len(lines) else "the end of the file"
