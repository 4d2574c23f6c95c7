"""A wrong setting in the words of somebody who writes promises, not programs: what, found, the allowed, a guess."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from makegood.errors import MakegoodError, Place, guess
from makegood.promises.document import Keys, find_place
from makegood.promises.schema import Schema, find_meaning, find_part

_UNITS = {
    **{word: f"{word}s" for word in ("minute", "hour", "opening hour", "day", "business day", "week")},
    **{"minut": "minutes", "minutter": "minutes", "time": "hours", "timer": "hours", "åbningstimer": "opening hours"},
    **{"dag": "days", "dage": "days", "hverdag": "business days", "hverdage": "business days"},
    **{
        "arbejdsdage": "business days",
        "uge": "weeks",
        "uger": "weeks",
        "min": "minutes",
        "working days": "business days",
    },
}
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "ue"})
_MEANT = {"id": "promise", "name": "promise", "objective": "of", "target": "of", "deadline": "within"}  # no typos
_UNION = {"str", "int", "float", "bool"}


def say_errors(
    error: ValidationError, root: Schema, places: Mapping[Keys, Place], whole: str, start: Keys = ()
) -> Iterator[MakegoodError]:
    """Each problem that pydantic found, at its place, in simple words.

    Parameters
    ----------
    error : ValidationError
        What pydantic found.
    root : JSON schema
        Of what was checked: its keys are what is allowed.
    places : mapping
        From `document`.
    whole : str
        What was checked: "a promise", "makegood.yaml".
    start : keys
        Where in the file it begins.
    """
    errors = [part for part in error.errors() if part["loc"][-1:] != ("int",)]
    unknown = {part["loc"] for part in errors if part["type"] == "unexpected_keyword_argument"}
    said: set[Keys] = set()
    for part in errors:
        keys = tuple(key for key in part["loc"] if key != "[key]")
        keys = keys[:-1] if keys[-1:] and keys[-1] in _UNION and part["type"].endswith(("_type", "_parsing")) else keys
        if keys in said or (part["type"] == "missing" and any(_is_meant(keys, loc) for loc in unknown)):
            continue
        said.add(keys)
        what, found, fix = _say(part, keys, root, whole, start)
        keys = keys or (("keep",) if what.startswith("`keep`") else ())
        yield MakegoodError(what, find_place(places, (*start, *keys)), found, fix)


def show(value: object) -> str:
    """What somebody wrote, short enough for one line."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return f"the keys {', '.join(map(str, value))}" if value else "{}"
    if isinstance(value, list | tuple):
        return f"a list of {len(value)}"
    words = " ".join(str(value).split())
    return words[:80] or f'"{value}"'


def _is_meant(missing: Keys, unknown: Keys) -> bool:
    written, name = str(unknown[-1]), str(missing[-1])
    return unknown[:-1] == missing[:-1] and (_MEANT.get(written) == name or bool(get_close_matches(written, [name])))


def _say(part: ErrorDetails, keys: Keys, root: Schema, whole: str, start: Keys) -> tuple[str, str, str]:
    """What is wrong, what was found, and how to mend it."""
    kind, value = part["type"], part["input"]
    context: Mapping[str, Any] = part.get("ctx", {})
    names = [key for key in keys if isinstance(key, str)]
    name = f"`{names[-1]}`" if names else whole
    inside = f"`{names[-2]}`" if names[1:] else whole
    meaning = find_meaning(root, (*start, *keys))
    if part["loc"][-1:] == ("[key]",):
        return f"{inside} knows no {name}", str(keys[-1]), guess(str(keys[-1]), _quoted(context.get("expected", "")))
    match kind:
        case "unexpected_keyword_argument":
            allowed = {key for place in find_part(root, (*start, *keys[:-1])) for key in place.get("properties", {})}
            found = f"{keys[-1]}: {show(value)}" if isinstance(value, str | int | float) else str(keys[-1])
            meant = _MEANT.get(str(keys[-1]), "")
            return f"{inside} has no key {name}", found, guess(meant if meant in allowed else str(keys[-1]), allowed)
        case "missing":
            return f"{name} is missing in {inside}", show(value), f"add `{keys[-1]}: ...`. {meaning}"
        case "literal_error":
            return f"{name} cannot be `{show(value)}`", show(value), guess(show(value), _quoted(context["expected"]))
        case "value_error":
            return _say_own(str(context["error"]), name, value)
        case "string_pattern_mismatch":
            return f"{name} is a short name of small letters, digits and dashes", show(value), _suggest_name(str(value))
        case "dataclass_type":
            allowed = {key for place in find_part(root, (*start, *keys)) for key in place.get("properties", {})}
            listed = ", ".join(sorted(allowed))
            return f"{name} needs keys, each with a value", show(value), f"write `key: value`. Allowed: {listed}"
        case "dict_type":
            return f"{name} needs keys, each with a value", show(value), f"write `key: value`. {meaning}"
        case "tuple_type":
            return f"{name} is a list", show(value), "begin each item with a dash, or write [ ] around them"
        case "string_type":
            cell = " or a number" if part["loc"][-1] in _UNION else ""
            quotes = (
                f'put it in quotes: "{show(value)}"' if isinstance(value, int | float) else f"write text. {meaning}"
            )
            return f"{name} is text{cell}", show(value), quotes
        case _:
            return _say_value(kind, name, value, context)


def _say_value(kind: str, name: str, value: object, context: Mapping[str, Any]) -> tuple[str, str, str]:
    if kind.startswith("date"):
        return f"{name} is a day", show(value), "write year-month-day, as in 2024-03-01"
    if kind.startswith("bool"):
        return f"{name} is yes or no", show(value), "write `true` or `false`"
    if kind.startswith("int"):
        return f"{name} is a whole number", show(value), "write digits only"
    if kind.startswith("float"):
        return f"{name} is a number", show(value), "write digits, with a point for decimals"
    if kind == "greater_than_equal":
        return f"{name} is at least {context['ge']}", show(value), f"write {context['ge']} or more"
    return f"{name} is not as expected: {kind.replace('_', ' ')}", show(value), ""


def _say_own(message: str, name: str, value: object) -> tuple[str, str, str]:
    """The model's own checks: some say what is wrong, some what to write instead."""
    if name in ("`within`", "`or_within`"):
        fix = message if message.startswith("days are whole") else _guess_duration(str(value)) or message
        return f"{name} is not a length of time", show(value), fix
    if name == "`of`":
        bare = re.fullmatch(r"[1-9]\d?([.,]\d+)?|100", str(value))
        fix = f"did you mean `{value} %`?" if bare else "write a share such as `95 %` or 0.95"
        return f"{name} is a share above 0 % and at most 100 %", show(value), fix
    if isinstance(value, Mapping) and "keep" in value:  # a promise's only own check is about its terms
        days = [str(terms.get("since", "none")) for terms in value["keep"]]
        return f"`keep`: {message}", f"since: {', '.join(days)}", "see `makegood explain keep`"
    what, _, found = message.partition("; found ")
    return f"{name}: {what}", found or show(value), f"see `makegood explain {name[1:-1]}`"


def _guess_duration(text: str) -> str:
    written = re.fullmatch(r"\s*(\d+(?:[.,]\d+)?)\s*(.*?)\s*", text)
    if not written:
        return ""
    plural = {unit: unit for unit in _UNITS.values()}
    near = get_close_matches(written[2].lower(), [*_UNITS, *plural], n=1, cutoff=0.6)
    allowed = "Allowed: minutes, hours, opening hours, days, business days, weeks"
    return f"did you mean `{written[1]} {({**_UNITS, **plural})[near[0]]}`? {allowed}" if near else ""


def _suggest_name(text: str) -> str:
    name = re.sub(r"[^a-z0-9]+", "-", text.lower().translate(_LETTERS)).strip("-")
    return f"write `{name}`" if name else "write something like `delivery-1-2-days`"


def _quoted(expected: str) -> list[str]:
    return re.findall(r"'([^']*)'", expected)
