"""The themes as people write them: ours in `themes.yaml`, or the copy that `themes:` in makegood.yaml names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from makegood.errors import MakegoodError, Place, guess

SHIPPED = Path(__file__).with_name("themes.yaml")
_KEYS = ("id", "name", "description", "touchpoint", "examples")
_ENOUGH = 2  # texts that tell what a theme of the user's own is about


@dataclass(frozen=True)
class Theme:
    """Something that customers talk about.

    Attributes
    ----------
    id : str
        Stored with every statement, for ever.
    name, description, touchpoint : mapping of str to str
        By language; `touchpoint` names a stop of the journey.
    examples : mapping of str to tuple of str
        What customers may say about it, by language.
    """

    id: str
    name: Mapping[str, str]
    description: Mapping[str, str] = field(default_factory=dict)
    touchpoint: Mapping[str, str] = field(default_factory=dict)
    examples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def told(self) -> tuple[str, ...]:
        """Every text that says what it is about: descriptions, then examples."""
        return (*self.description.values(), *(text for texts in self.examples.values() for text in texts))


@dataclass(frozen=True)
class Themes:
    """All themes, in the order of the file."""

    themes: tuple[Theme, ...]

    def __iter__(self) -> Iterator[Theme]:
        return iter(self.themes)

    def __len__(self) -> int:
        return len(self.themes)

    @property
    def ids(self) -> tuple[str, ...]:
        """Their ids."""
        return tuple(theme.id for theme in self.themes)

    @property
    def hash(self) -> str:
        """Eight hexadecimal digits of what decides which themes are found; a translated name changes nothing."""
        shipped = {theme.id for theme in _shipped()}
        said = repr([(theme.id, () if theme.id in shipped else theme.told) for theme in self.themes])
        return blake2b(said.encode(), digest_size=4).hexdigest()

    def find(self, id: str) -> Theme:
        """The theme of that id.

        Raises
        ------
        MakegoodError : when there is none.
        """
        for theme in self.themes:
            if theme.id == id:
                return theme
        raise MakegoodError(f"no theme is called {id}", found=id, fix=guess(id, self.ids))


def read_themes(path: Path | None = None, name: str = "") -> Themes:
    """Read a file of themes.

    Parameters
    ----------
    path : Path, optional
        The user's; left out, the themes that ship with makegood.
    name : str
        What to call it in messages.

    Raises
    ------
    MakegoodError : the first thing that is wrong, with its line and column.
    """
    return _shipped() if path is None else _read(path, name or path.name)


@cache
def _shipped() -> Themes:
    return _read(SHIPPED, SHIPPED.name)


def _read(path: Path, name: str) -> Themes:
    try:
        root = YAML(typ="safe", pure=True).compose(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        fix = "name your file of themes under `themes:` in makegood.yaml, or leave the key out"
        raise MakegoodError("the file of themes cannot be opened", Place(name), error.strerror or "", fix) from None
    except UnicodeDecodeError:
        fix = "save it as UTF-8 in your editor"
        raise MakegoodError("the file of themes is not UTF-8", Place(name), fix=fix) from None
    except MarkedYAMLError as error:
        mark = error.problem_mark
        place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name)
        raise MakegoodError("this is not YAML", place, error.problem or "") from None
    except YAMLError as error:
        raise MakegoodError("this is not YAML", Place(name), str(error).split("\n")[0]) from None
    return _Reader(name).whole(root)


class _Reader:
    """From nodes to themes; knows where each stands."""

    def __init__(self, name: str) -> None:
        self._name = name

    def whole(self, root: Node | None) -> Themes:
        listed = self._pairs(root, "a file of themes").get("themes") if root else None
        if not isinstance(listed, SequenceNode) or not listed.value:
            fix = "begin it with `themes:` and put each theme below it, `- id: ...`"
            raise MakegoodError("a file of themes is a list under `themes:`", Place(self._name), fix=fix)
        themes: dict[str, Theme] = {}
        for node in listed.value:
            theme = self._theme(node)
            if theme.id in themes:
                fix = "rename one of them"
                raise MakegoodError("two themes have the same id", self._place(node), theme.id, fix)
            themes[theme.id] = theme
        return Themes(tuple(themes.values()))

    def _theme(self, node: Node) -> Theme:
        pairs = self._pairs(node, "a theme")
        for key in pairs:
            if key not in _KEYS:
                raise MakegoodError(f"a theme has no key `{key}`", self._place(pairs[key]), key, guess(key, _KEYS))
        for key in ("id", "name"):
            if key not in pairs:
                raise MakegoodError(f"a theme needs `{key}`", self._place(node), fix=f"add `{key}:`")
        id = self._text(pairs["id"])
        if not id.isidentifier() or id == "none":
            fix = "letters, digits and _, and not `none`: `waiting_room`"
            raise MakegoodError("this cannot be a theme's id", self._place(pairs["id"]), id, fix)
        empty: dict[str, str] = {}
        texts = {key: self._texts(pairs[key]) if key in pairs else empty for key in ("description", "touchpoint")}
        examples = (
            {}
            if "examples" not in pairs
            else {language: self._list(one) for language, one in self._pairs(pairs["examples"], "examples").items()}
        )
        theme = Theme(id, self._texts(pairs["name"]), texts["description"], texts["touchpoint"], examples)
        if id not in _SHIPPED_IDS and len(theme.told) < _ENOUGH:
            what = "a theme of your own needs a description and examples"
            fix = "add `description:` and `examples:`, for each language that your customers write"
            raise MakegoodError(what, self._place(node), id, fix)
        return theme

    def _pairs(self, node: Node | None, what: str) -> dict[str, Node]:
        if not isinstance(node, MappingNode):
            fix = "write `key: value`, or for each language `{da: ..., en: ...}`"
            raise MakegoodError(f"{what} is keys, each with a value", self._place(node), fix=fix)
        return {self._text(key): value for key, value in node.value}

    def _texts(self, node: Node) -> dict[str, str]:
        return {language: self._text(one) for language, one in self._pairs(node, "this").items()}

    def _list(self, node: Node) -> tuple[str, ...]:
        if not isinstance(node, SequenceNode):
            fix = "put a dash before each"
            raise MakegoodError("examples are a list for each language", self._place(node), fix=fix)
        return tuple(self._text(one) for one in node.value)

    def _text(self, node: Node) -> str:
        if not isinstance(node, ScalarNode) or not str(node.value).strip():
            raise MakegoodError("a text must stand here", self._place(node), fix="write it, in quotes if need be")
        return str(node.value).strip()

    def _place(self, node: Node | None) -> Place:
        if node is None:
            return Place(self._name)
        return Place(self._name, node.start_mark.line + 1, node.start_mark.column + 1)


_SHIPPED_IDS = frozenset(
    (
        *("delivery_time", "delivery_right", "stock", "product", "price", "payment", "returns", "complaint", "website"),
        *("information", "phone_queue", "shop_queue", "reply", "solved", "advice", "friendliness", "robot", "genuine"),
        *("honesty", "appointment", "premises", "overall"),
    )
)
"""What the shipped heads are trained for; a test holds them against the file."""
