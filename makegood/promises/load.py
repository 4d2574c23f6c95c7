"""Read makegood.yaml and the promise files, and tell all that is wrong with them at once."""

import glob
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from makegood.errors import MakegoodError, Place
from makegood.project import Project
from makegood.promises.consistency import check_project, check_promise
from makegood.promises.document import Document, Keys, find_place, read_document
from makegood.promises.schema import PROMISES, SETTINGS, schemas
from makegood.promises.tree import read_tree
from makegood.promises.wording import say_errors, show
from makegood.units import NO_UNITS, Tree
from makegood.written import Promise

NAME = "makegood.yaml"
USUAL = ("promises/*.yaml",)  # where promises are looked for when makegood.yaml cannot say

_PROJECT, _PROMISE = TypeAdapter(Project), TypeAdapter(Promise)


class Problems(MakegoodError):
    """All that is wrong in the files of one project, in the order of the files.

    Parameters
    ----------
    problems : iterable of MakegoodError
        At least one.
    """

    def __init__(self, problems: Iterable[MakegoodError]) -> None:
        self.problems = tuple(problems)
        first = self.problems[0]
        super().__init__(first.what, first.where, first.found, first.fix)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


@dataclass(frozen=True)
class Written:
    """A promise and where each of its keys stands; `()` is the promise itself."""

    promise: Promise
    places: Mapping[Keys, Place]

    def at(self, *keys: str | int) -> Place:
        """The place of the key, or of the nearest parent: `at("keep", 0, "of")`, also where `keep` is no list."""
        return find_place(self.places, keys)


@dataclass(frozen=True)
class Register:
    """The settings and every promise, in the order of the files.

    Attributes
    ----------
    places : mapping of keys to Place
        Of makegood.yaml: `("sources", 0, "name")`.
    units : Tree
        The organisation's units, where `units:` names a file of them.
    """

    project: Project
    written: tuple[Written, ...]
    places: Mapping[Keys, Place]
    units: Tree = NO_UNITS

    @property
    def promises(self) -> tuple[Promise, ...]:
        """The promises alone."""
        return tuple(written.promise for written in self.written)


def load(folder: Path) -> Register:
    """Read a project.

    Parameters
    ----------
    folder : Path
        Where makegood.yaml is.

    Raises
    ------
    MakegoodError : when there is no makegood.yaml.
    Problems : with everything that is wrong in makegood.yaml and in the promise files.
    """
    path = _find_settings(folder)
    settings, problems = _open(path, NAME)
    readable = settings.data is not None or not problems
    project, wrong = _check_settings(settings) if readable else (None, [])
    problems += wrong
    files, missing = _find_files(folder, project)
    problems += missing
    written: list[Written] = []
    for file in files:
        more, wrong = _load_promises(folder / file, file, project)
        written += more
        problems += wrong
    problems += _find_twice(written)
    units = NO_UNITS
    if project and project.units:
        units, wrong = read_tree(folder, project.units, find_place(settings.places, ("units",)))
        problems += wrong
        files = [project.units, *files]
    if problems or project is None:
        raise Problems(sorted(problems, key=lambda problem: _order(problem, [NAME, *files])))
    return Register(replace(project, folder=folder), tuple(written), settings.places, units)


def _find_settings(folder: Path) -> Path:
    path = folder / NAME
    if path.exists():
        return path
    other = next((found.name for found in sorted(folder.glob("*.y*ml")) if found.stem == path.stem), None)
    fix = f"rename {other} to {NAME}" if other else "go to your project's folder, or try `makegood demo`"
    raise MakegoodError(f"there is no {NAME} here", found=f"looked for {path.absolute()}", fix=fix)


def _open(path: Path, name: str) -> tuple[Document, list[MakegoodError]]:
    """The file, or an empty one with the reason."""
    try:
        document = read_document(path, name)
    except MakegoodError as error:
        return Document(None, {(): Place(name)}), [error]
    return document, list(document.problems)


def _check_settings(document: Document) -> tuple[Project | None, list[MakegoodError]]:
    if not isinstance(document.data, dict):
        what, fix = "the settings are keys, each with a value", "begin with `organisation: ` and your name"
        return None, [MakegoodError(what, document.places[()], show(document.data), fix)]
    problems = []
    if "folder" in document.data:
        place = find_place(document.places, ("folder",))
        problems = [MakegoodError(f"{NAME} has no key `folder`", place, fix="remove it; the folder is where this is")]
    try:
        project = _PROJECT.validate_python(document.data, by_alias=True, by_name=False)
    except ValidationError as error:
        return None, [*problems, *say_errors(error, schemas()[SETTINGS], document.places, NAME)]
    return project, [*problems, *check_project(project, document.places)]


def _find_files(folder: Path, project: Project | None) -> tuple[list[str], list[MakegoodError]]:
    """The promise files, each once, seen from the folder, with forward slashes."""
    files: list[str] = []
    problems: list[MakegoodError] = []
    for pattern in project.promises if project else USUAL:
        found = sorted(Path(name).as_posix() for name in glob.glob(pattern, root_dir=folder, recursive=True))
        files += [file for file in found if file not in files]
        if not found and project:
            problems.append(_no_file(folder, pattern))
    return files, problems


def _no_file(folder: Path, pattern: str) -> MakegoodError:
    parent = (folder / pattern).parent
    beside = sorted(file.name for file in parent.glob("*")) if parent.is_dir() else []
    if beside:
        found = f"{pattern}; in that folder: {', '.join(beside[:5])}"
    else:
        found = f"{pattern}; " + ("that folder is empty" if parent.is_dir() else "there is no such folder")
    fix = f"write your first promise there (docs/promises.md), or name the files under `promises:` in {NAME}"
    return MakegoodError("there is no file of promises", Place(NAME), found, fix)


def _load_promises(path: Path, name: str, project: Project | None) -> tuple[list[Written], list[MakegoodError]]:
    document, problems = _open(path, name)
    if document.data is None:
        return [], problems
    if not isinstance(document.data, list):
        keyed = isinstance(document.data, dict)
        fix = "put a dash before each `promise:`" if keyed else "begin each promise with `- promise: ` and a short name"
        what = "a file of promises is a list"
        return [], [*problems, MakegoodError(what, document.places[()], show(document.data), fix)]
    written: list[Written] = []
    for index, data in enumerate(document.data):
        places = {keys[1:]: place for keys, place in document.places.items() if keys[:1] == (index,)}
        try:
            promise = _PROMISE.validate_python(data, by_alias=True, by_name=False)
        except ValidationError as error:
            problems += say_errors(error, schemas()[PROMISES], document.places, "a promise", (index,))
            continue
        written.append(Written(promise, places))
        if project:
            problems += check_promise(promise, project, places)
    return written, problems


def _find_twice(written: Iterable[Written]) -> Iterator[MakegoodError]:
    first: dict[str, Place] = {}
    for one in written:
        place = one.at("promise")
        if one.promise.id in first:
            what = f"two promises are called `{one.promise.id}`"
            yield MakegoodError(what, place, f"the first is at {first[one.promise.id]}", "rename one of them")
        first.setdefault(one.promise.id, place)


def _order(problem: MakegoodError, files: Sequence[str]) -> tuple[int, int, int]:
    place = problem.where or Place(NAME)
    return files.index(place.file), place.line, place.column
