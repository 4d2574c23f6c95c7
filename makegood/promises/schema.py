"""The JSON schemas of makegood.yaml and of a promise file: for editors, for messages and for `makegood explain`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from makegood.project import Project
from makegood.written import Promise

DRAFT = "https://json-schema.org/draft/2020-12/schema"
SETTINGS, PROMISES = "makegood.schema.json", "promises.schema.json"

Schema = Mapping[str, Any]


@dataclass(frozen=True)
class Setting:
    """One key that can be written.

    Attributes
    ----------
    path : str
        Where it stands: `sources.columns`, `keep.within`; alone for a key of the outermost level.
    meaning : str
        One sentence or two.
    required : bool
        Whether there is no default.
    default : object
        What holds when it is left out.
    allowed : tuple of str
        The words that it may be, where there is a list.
    """

    path: str
    meaning: str
    required: bool
    default: object
    allowed: tuple[str, ...]


@cache
def schemas() -> dict[str, dict[str, Any]]:
    """Both schemas by file name, JSON Schema 2020-12.

    Examples
    --------
    >>> sorted(schemas())
    ['makegood.schema.json', 'promises.schema.json']
    """
    project = TypeAdapter(Project).json_schema()
    project["properties"].pop("folder")  # where the file was found, not what it says
    promise = TypeAdapter(Promise).json_schema()
    definitions = promise.pop("$defs")
    promises = {"type": "array", "items": {"$ref": "#/$defs/Promise"}, "$defs": {**definitions, "Promise": promise}}
    return {
        SETTINGS: {"$schema": DRAFT, **project, "title": "makegood.yaml"},
        PROMISES: {"$schema": DRAFT, "title": "A file of promises", **promises},
    }


def list_settings(root: Schema) -> Iterator[Setting]:
    """Every key of a schema, parents before children."""
    yield from _below(root, root, "")


def find_part(root: Schema, keys: tuple[str | int, ...]) -> list[Schema]:
    """The parts of a schema that speak about what stands at these keys; none where the user names the keys."""
    parts = list(_open(root, root))
    for key in keys:
        if isinstance(key, int):
            parts = [p for part in parts for p in (_open(root, part["items"]) if "items" in part else (part,))]
        else:
            parts = [p for part in parts if key in _keys(part) for p in _open(root, _keys(part)[key])]
    return parts


def find_meaning(root: Schema, keys: tuple[str | int, ...]) -> str:
    """What the key, or the nearest parent with a meaning, is for; empty for the whole."""
    for length in range(len(keys), 0, -1):
        *parents, last = keys[:length]
        for part in find_part(root, tuple(parents)):
            meaning = _keys(part).get(str(last), {}).get("description")
            if meaning:
                return str(meaning)
    return ""


def _keys(part: Schema) -> Mapping[str, Any]:
    keys: Mapping[str, Any] = part.get("properties", {})
    return keys


def _open(root: Schema, part: Schema) -> Iterator[Schema]:
    """The part itself, or what it refers to, or each of its alternatives."""
    if "$ref" in part:
        yield from _open(root, root["$defs"][part["$ref"].rsplit("/", 1)[-1]])
    elif "anyOf" in part:
        for choice in part["anyOf"]:
            yield from _open(root, choice)
    else:
        yield part


def _below(root: Schema, part: Schema, path: str) -> Iterator[Setting]:
    seen: set[str] = set()
    for choice in _open(root, part):
        if "items" in choice:
            yield from (s for s in _below(root, choice["items"], path) if s.path not in seen)
        for name, about in _keys(choice).items():
            seen.add(f"{path}{name}")
            required = name in choice.get("required", ())
            allowed = tuple(word for p in _open(root, about) for word in _words(root, p))
            yield Setting(f"{path}{name}", about.get("description", ""), required, about.get("default"), allowed)
            inside = [s for s in _below(root, about, f"{path}{name}.") if s.path not in seen]
            seen.update(s.path for s in inside)
            yield from inside


def _words(root: Schema, part: Schema) -> tuple[str, ...]:
    if "items" in part:
        return tuple(word for p in _open(root, part["items"]) for word in _words(root, p))
    return tuple(part.get("enum", ()))
