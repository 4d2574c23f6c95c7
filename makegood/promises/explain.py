"""What a rule, a measure, a setting, a state or a reason means: the pages of `makegood explain` and of docs/rules.

The documentation of a measure is read, not imported: a word costs no heavy package.
`python -m makegood.promises.explain docs/rules` writes the pages of the rules anew.
"""

import ast
import re
import sys
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from textwrap import dedent
from types import ModuleType

from makegood.errors import MakegoodError, guess
from makegood.model import Why
from makegood.promises.rules import RULES
from makegood.promises.schema import PROMISES, SETTINGS, Setting, list_settings, schemas
from makegood.words.reasons import TAKES, why_words

STATES = {
    "kept": "Of a closed period: even the low end of what the count fits is at the objective.",
    "broken": "Of a closed period: even the high end of what the count fits is below the objective.",
    "cannot tell": "Too little, too old, unreadable, or too close to the objective; never shown as kept.",
    "slipping": "Now: since a day fewer are kept than the objective asks for; then it is never called kept.",
    "holding": "Now: no sign that it is slipping.",
    "too little yet": "Now: too few events to see whether it is slipping.",
}
"""What each state means, by its word."""
SECTIONS = ("Anti-pattern", "Best practice")
_HEADING = re.compile(rf"^({'|'.join(SECTIONS)})$", re.MULTILINE)


def explain(name: str) -> str:
    """The documentation of a rule (`P003`), a measure (`kept_rate`), a setting (`within`), a state or a reason.

    Raises
    ------
    MakegoodError : when there is none of that name.
    """
    asked = name.strip().strip("`:")
    rules = {key: rule for rule in RULES for key in (rule.code, rule.name)}
    measures = _measures()
    settings = _settings()
    for key, rule in rules.items():
        if asked.lower() == key.lower():
            return page(rule)
    pages = (measures.get(asked.lower().replace("-", "_")), settings.get(asked.lower()))
    if any(pages):  # `units` is both
        return "\n".join(filter(None, pages))
    words = {**STATES, **{str(why): _tell_why(why) for why in Why}}
    if asked.lower() in words:
        return f"# {asked.lower()}\n\n{words[asked.lower()]}\n"
    names = [*rules, *measures, *(key for key in settings if "." not in key), *words]
    raise MakegoodError("there is nothing of that name to explain", found=name, fix=guess(asked, set(names)))


def page(rule: ModuleType) -> str:
    """The documentation of a rule as Markdown: its heading, what it is about, and its two sections."""
    first, *rest = _HEADING.split((rule.__doc__ or "").strip())
    about = first.strip().removeprefix(f"{rule.code}: ")
    parts = [f"# {rule.code} {rule.name}", about[:1].upper() + about[1:]]
    for heading, body in zip(rest[::2], rest[1::2], strict=True):
        parts += [f"## {heading}", dedent(body.strip("\n")).rstrip()]
    return "\n\n".join(parts) + "\n"


def _tell_why(why: Why) -> str:
    """A reason, and what it would take, in the words of the answers."""
    take = TAKES[why].say("en", longer="wait, or judge a longer period at a time (`over:`)", settle="some days")
    return f"A reason why it cannot be told: {why_words(why, 'en')}.\n\n{take}"


def _measures() -> Mapping[str, str]:
    """Name and documentation of each measure: the modules that say what comes in and what goes out."""
    found = {}
    for file in files("makegood.measures").iterdir():
        if file.name.endswith(".py") and file.name != "__init__.py":
            about = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
            if "\nIn: " in about:
                name = file.name.removesuffix(".py")
                found[name] = f"# {name}\n\n{about}\n"
    return found


def _settings() -> Mapping[str, str]:
    """What each key means, by its name and by its whole path; a name that stands in several places gets all."""
    pages: dict[str, list[str]] = {}
    for file, whole in ((PROMISES, "a promise"), (SETTINGS, "makegood.yaml")):
        for setting in list_settings(schemas()[file]):
            text = _tell(setting, whole)
            for name in dict.fromkeys((setting.path.rsplit(".", 1)[-1], setting.path)):
                pages.setdefault(name, []).append(text)
    return {name: "\n".join(texts) for name, texts in pages.items()}


def _tell(setting: Setting, whole: str) -> str:
    default = "required" if setting.required else f"left out: {tell_default(setting)}"
    allowed = f"\n  allowed: {', '.join(setting.allowed)}" if setting.allowed else ""
    return f"`{setting.path}` in {whole}\n  {setting.meaning}\n  {default}{allowed}\n"


def tell_default(setting: Setting) -> str:
    """What holds when the key is left out, as it would be written."""
    value = setting.default
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "none"
    if isinstance(value, bool):
        return str(value).lower()
    return "none" if value is None else str(value)


def write_pages(folder: Path) -> None:
    """Write the page of every rule: `p003_no_deadline.md`."""
    for rule in RULES:
        (folder / f"{rule.__name__.rsplit('.', 1)[-1]}.md").write_text(page(rule), encoding="utf-8")


if __name__ == "__main__":
    write_pages(Path(sys.argv[1]))
