from pathlib import Path

import numpy as np
import pytest

from makegood.errors import MakegoodError
from makegood.text.heads import load_heads
from makegood.text.themes_file import _SHIPPED_IDS, read_themes

OWN = """themes:
  - id: delivery_time
    name: {da: til tiden, en: on time}
  - id: parking
    name: {en: parking}
    description: {en: Whether there is room for the car.}
    examples: {en: [No free spaces again, Parking was easy]}
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_themes_have_names_descriptions_and_touchpoints_in_both_languages() -> None:
    themes = read_themes()
    assert len(themes) == 22
    assert {"robot", "genuine"} <= set(themes.ids)
    for theme in themes:
        assert set(theme.name) == set(theme.description) == {"da", "en"}
        assert theme.id == "overall" or set(theme.touchpoint) == {"da", "en"}


def test_the_heads_are_trained_for_the_shipped_themes() -> None:
    assert set(read_themes().ids) == _SHIPPED_IDS == set(load_heads("quick").ids)
    assert np.isfinite(load_heads("deep").theme).all()


def test_a_file_of_ones_own_renames_removes_and_adds(tmp_path: Path) -> None:
    themes = read_themes(written(tmp_path, OWN))
    assert themes.ids == ("delivery_time", "parking")
    assert themes.find("delivery_time").name["da"] == "til tiden"
    assert len(themes.find("parking").told) == 3


def test_a_translated_name_changes_no_answer_and_a_new_example_does(tmp_path: Path) -> None:
    before = read_themes(written(tmp_path, OWN)).hash
    assert read_themes(written(tmp_path, OWN.replace("{en: parking}", "{en: the car park}"))).hash == before
    assert read_themes(written(tmp_path, OWN.replace("Parking was easy", "Parking was dear"))).hash != before


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "theme: []",
            "mine.yaml a file of themes is a list under `themes:`\n"
            "  fix:   begin it with `themes:` and put each theme below it, `- id: ...`",
        ),
        (
            "themes:\n  - id: cars\n    name: {en: cars}\n",
            "mine.yaml:2:5 a theme of your own needs a description and examples\n  found: cars\n"
            "  fix:   add `description:` and `examples:`, for each language that your customers write",
        ),
        (
            "themes:\n  - id: price\n    nam: {en: cost}\n",
            "mine.yaml:3:10 a theme has no key `nam`\n  found: nam\n"
            "  fix:   did you mean `name`? Allowed: description, examples, id, name, touchpoint",
        ),
        ("themes:\n  - id: price\n", "mine.yaml:2:5 a theme needs `name`\n  fix:   add `name:`"),
        (
            "themes:\n  - id: none\n    name: {en: rest}\n",
            "mine.yaml:2:9 this cannot be a theme's id\n  found: none\n"
            "  fix:   letters, digits and _, and not `none`: `waiting_room`",
        ),
        (
            OWN + "  - id: parking\n    name: {en: again}\n    description: {en: a}\n    examples: {en: [b]}\n",
            "mine.yaml:8:5 two themes have the same id\n  found: parking\n  fix:   rename one of them",
        ),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(MakegoodError) as error:
        read_themes(written(tmp_path, text))
    assert str(error.value) == told
