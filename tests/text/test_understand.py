import json
import random
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

import makegood
from makegood.cli import group
from makegood.errors import MakegoodError
from makegood.statement import Statement, Tone
from makegood.text import understand as understanding
from makegood.text.fitted import LEAST, tone_of_stars
from makegood.text.propose import propose_themes, write_themes
from makegood.text.quick import load as load_quick
from makegood.text.themes_file import read_themes
from makegood.text.understand import load
from tests.text.hard_texts import HARD

KEY = b"a key for tests only"
VOICES = [
    "Pakken kom fire dage for sent, men chaufføren var meget venlig",
    "Great service, they took the time to listen to me",
    "Hjemmesiden virker ikke, og jeg kan ikke logge ind. Ring til mig på 20 30 40 50",
    "",
    "It sounded like he was reading from a script",
    "Dyrt, og så var den i stykker efter en uge",
]
WITH_DEEP = load(KEY)
QUICK = load(KEY, quick_only=True)


def read_here(texts: list[str]) -> list[tuple[Statement, ...]]:
    return list(load(KEY).read(texts))


def test_a_voice_is_masked_and_split_and_its_themes_and_tone_are_found() -> None:
    late, *_ = WITH_DEEP.read(VOICES)
    assert [one.nth for one in late] == list(range(len(late)))
    assert {one.language for one in late} == {"da"}
    assert late[0].themes[0].id == "delivery_time"
    (phone,) = WITH_DEEP.read([VOICES[2]])
    assert "20 30 40 50" not in " ".join(one.text for one in phone)
    assert any("[phone:" in one.text for one in phone)


def test_probabilities_sum_to_one_and_the_tone_is_the_likeliest() -> None:
    for statements in WITH_DEEP.read(VOICES):
        for one in statements:
            assert sum(one.tones) == pytest.approx(1, abs=2e-4)
            assert one.tones[list(Tone).index(one.tone)] == one.tone_probability
            assert [theme.probability for theme in one.themes] == sorted(
                (theme.probability for theme in one.themes), reverse=True
            )


def test_order_and_batches_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = VOICES * 3
    whole = dict(zip(texts, WITH_DEEP.read(texts), strict=True))
    random.Random(3).shuffle(texts)
    for batch in (1, 7, 64):
        monkeypatch.setattr(understanding, "BATCH", batch)
        assert dict(zip(texts, WITH_DEEP.read(texts), strict=True)) == whole


def test_two_processes_read_the_same_as_one() -> None:
    with get_context("spawn").Pool(2) as pool:
        halves = pool.map(read_here, [VOICES[:3], VOICES[3:]])
    assert halves[0] + halves[1] == list(WITH_DEEP.read(VOICES))


@pytest.mark.parametrize("text", list(HARD.values()))
def test_a_hard_text_is_read_or_has_no_statement(text: str) -> None:
    (statements,) = QUICK.read([text])
    assert all(np.isfinite(one.tones).all() and one.text for one in statements)


def test_what_is_masked_is_read_the_same_again() -> None:
    once = [" ".join(one.text for one in statements) for statements in QUICK.read(VOICES)]
    again = [" ".join(one.text for one in statements) for statements in QUICK.read(once)]
    assert once == again


def test_deep_reads_all_when_it_is_asked_to_and_says_so() -> None:
    deep = load(KEY, all_deep=True)
    assert {one.model for statements in deep.read(VOICES) for one in statements} == {deep.deep and deep.deep.model}
    assert (QUICK.tiers, WITH_DEEP.tiers, deep.tiers) == ("quick", "quick and deep", "deep")
    assert len({QUICK.hash, WITH_DEEP.hash, deep.hash}) == 3


def test_a_theme_that_is_removed_is_never_found_and_one_that_is_added_is(tmp_path: Path) -> None:
    path = tmp_path / "t.yaml"
    path.write_text(
        "themes:\n  - id: bees\n    name: {en: bees}\n    description: {en: Bees and hives in the garden}\n"
        "    examples: {en: [The bees swarmed again, My hive has no honey, Bees in the garden]}\n",
        encoding="utf-8",
    )
    reader = load(KEY, read_themes(path), quick_only=True)
    finder = reader.quick.finder
    points = reader.quick.embedder.embed(["The bees in my garden swarmed", "The invoice was too high"])
    near, far = finder.probabilities(points)[:, 0]
    assert near > far
    found = {theme.id for statements in reader.read(VOICES) for one in statements for theme in one.themes}
    assert found <= {"bees"}


def test_own_stars_are_learned_when_there_are_enough() -> None:
    praise = [f"wow {word} great number {n}" for n in range(LEAST // 4) for word in ("blip", "blop")]
    blame = [f"meh {word} awful number {n}" for n in range(LEAST // 4) for word in ("flap", "flup")]
    rated = [(text, 5.0) for text in praise] + [(text, 1.0) for text in blame]
    fitted = QUICK.fit(rated)
    assert fitted.fitted is not None
    assert fitted.fitted.n == LEAST
    (bad,), (good,) = fitted.read(["meh flap", "wow blip"])
    assert (bad.tone, good.tone) == (Tone.NEGATIVE, Tone.POSITIVE)
    assert bad.model == f"{QUICK.quick.model} fitted {fitted.fitted.hash}"
    random.Random(1).shuffle(rated)
    assert QUICK.fit(rated).hash == fitted.hash
    assert QUICK.fit(rated[1:]).fitted is None
    assert QUICK.fit([]).hash == QUICK.hash


@pytest.mark.parametrize(("stars", "tone"), [(1, "negative"), (2.5, "negative"), (3, "neutral"), (5, "positive")])
def test_stars_have_a_tone(stars: float, tone: str) -> None:
    assert tone_of_stars(stars).value == tone


def test_a_voices_tone_is_read_from_the_whole_of_it_whatever_else_is_read() -> None:
    texts = [text for text in VOICES if text]
    rows = list(WITH_DEEP.read_tones(texts))
    assert rows == [next(WITH_DEEP.read_tones([text])) for text in texts]
    negative, _, positive = next(load(KEY, all_deep=True).read_tones([VOICES[1]]))
    assert positive > negative
    assert [sum(row) for row in rows] == pytest.approx([1] * len(rows), abs=2e-4)


def test_what_fits_none_is_grouped_the_same_in_any_order() -> None:
    bees = [f"The bees in my garden swarmed {day}" for day in ("today", "again", "on Monday", "at noon", "in May")]
    other = ["Det regner", "Hvad er klokken"]
    found = propose_themes(bees + other, load_quick())
    assert [one.size for one in found] == [5]
    assert set(found[0].examples) == set(bees)
    assert propose_themes([*other, *reversed(bees), *bees], load_quick()) == found
    assert propose_themes(bees[:4], load_quick()) == ()
    assert read_yaml(write_themes(found, "en")) == 1
    assert write_themes((), "en") == ""


def read_yaml(text: str) -> int:
    from ruamel.yaml import YAML

    return len(YAML(typ="safe").load(text)["themes"])


def test_the_public_function_reads_as_they_come() -> None:
    assert list(makegood.understand(iter(VOICES), KEY)) == list(WITH_DEEP.read(VOICES))


def test_the_command_writes_a_line_a_statement(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MAKEGOOD_KEY", KEY.decode())
    Path("v.txt").write_text("\n".join(VOICES), encoding="utf-8")
    result = CliRunner().invoke(group, ["understand", "v.txt", "--language", "da"])
    assert result.exit_code == 0, result.output
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    expected = [(n, one.nth, one.text) for n, found in enumerate(WITH_DEEP.read(VOICES), 1) for one in found]
    assert [(line["voice"], line["nth"], line["text"]) for line in lines] == expected
    assert set(lines[0]) == {"voice", "nth", "text", "language", "themes", "tone", "tones", "model"}
    assert "6 kommentarer, " in result.stderr
    CliRunner().invoke(group, ["understand", "v.txt", "--out", "o.jsonl"])
    assert Path("o.jsonl").read_text(encoding="utf-8") == result.stdout


def test_the_command_says_that_there_are_too_few_stars(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("v.csv").write_text("text,stars\nfine,5\n", encoding="utf-8")
    result = CliRunner().invoke(group, ["understand", "v.csv", "--rating", "stars", "--language", "en"])
    assert "Too few comments with stars to learn the tone from them; makegood's own is used." in result.stderr


def test_the_weights_of_the_whole_project_are_small() -> None:
    folder = Path(understanding.__file__).with_name("weights")
    assert sum(path.stat().st_size for path in folder.iterdir()) <= 20_000_000


def test_a_missing_theme_is_told() -> None:
    with pytest.raises(MakegoodError, match="no theme is called parkin"):
        read_themes().find("parkin")
