"""`makegood like`, and what customers talk about in `check` and `measure`: the whole way on a few comments."""

import csv
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from makegood.cli import group

SETTINGS = """\
organisation: Test
journey:
  - {touchpoint: Levering, stage: levering, function: drift}
sources:
  - name: reviews
    kind: reviews
    files: reviews.csv
    touchpoint: Levering
    history: true
    columns: {voice_id: id, said_at: said, rating: stars, text: text}
"""
PROMISE = """\
- promise: coffee
  says: {da: "God kaffe"}
  said: [{where: Levering, since: 2026-01-01, by: drift}]
  touchpoint: Levering
  kept_by: drift
"""
LATE = "Pakken kom tre dage for sent, og ingen svarede på {phone}."


def run(*arguments: str) -> str:
    result = CliRunner().invoke(group, arguments, env={"COLUMNS": "200"})
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("shop")
    (folder / "makegood.yaml").write_text(SETTINGS, encoding="utf-8")
    (folder / "promises").mkdir()
    (folder / "promises" / "coffee.yaml").write_text(PROMISE, encoding="utf-8")
    with (folder / "reviews.csv").open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["id", "said", "stars", "text"])
        for i in range(30):
            text = LATE.format(phone=f"20 30 40 {i + 10}") if i < 3 else "Rigtig god kaffe."
            rows.writerow([i, f"2026-03-{i % 28 + 1:02} 12:00", 1 if i < 3 else 5, text])
    run("read", str(folder), "--language", "da")
    return str(folder)


def test_the_comments_that_say_it_are_counted_of_all_and_shown_masked(shop: str) -> None:
    told = run("like", LATE.format(phone="20 30 40 10"), shop, "--language", "da")
    assert told.startswith("3 af 30 kommentarer siger noget, der ligner, fra 1. marts 2026 til 3. marts 2026.")
    assert "[telefon]" in told
    assert "20 30 40" not in told


def test_json_holds_the_query_masked_and_every_field_of_the_page(shop: str) -> None:
    told = json.loads(run("like", LATE.format(phone="20 30 40 10"), shop, "--format", "json", "--limit", "1"))
    assert (told["voices"], told["of"], len(told["quotes"])) == (3, 30, 1)
    assert "[phone:" in told["text"]
    page = (Path(__file__).parents[2] / "docs" / "commands" / "like.md").read_text(encoding="utf-8")
    assert [name for name in (*told, *told["quotes"][0]) if f"`{name}`" not in page] == []


def test_since_says_among_which_to_look(shop: str) -> None:
    assert json.loads(run("like", "kaffe", shop, "--since", "2026-03-20", "--format", "json"))["of"] == 9


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("x", "--source", "reviewz"), "no source of reviews is called reviewz"),
        (("  ",), "there is no text to look for"),
    ],
)
def test_what_cannot_be_looked_for_is_said(shop: str, arguments: tuple[str, ...], expected: str) -> None:
    result = CliRunner().invoke(group, ["like", arguments[0], shop, *arguments[1:]])
    assert expected in str(result.exception)


def test_check_and_measure_say_what_customers_talk_about(shop: str) -> None:
    checked = CliRunner().invoke(group, ["check", shop, "--format", "json"])
    said = json.loads(checked.output)["said"]
    assert said["voices"] == 30
    rows = json.loads(run("measure", "what_is_said", shop, "--format", "json"))
    assert (rows["of"], rows["of_before"]) == (30, None)
    assert [row["voices"] for row in rows["rows"]] == [topic["voices"] for topic in said["topics"]]
    assert "læst af en maskine" in run("measure", "what_is_said", shop, "--language", "da")
    header = run("measure", "what_is_said", shop, "--format", "csv").splitlines()[0]
    assert header == "touchpoint,theme,voices,negative,neutral,positive,before"


def test_what_is_said_has_no_units_and_no_promises(shop: str) -> None:
    result = CliRunner().invoke(group, ["measure", "what_is_said", shop, "--by", "unit"])
    assert result.exit_code == 2
    assert "what_is_said has one row for each theme" in result.output


def test_comments_that_a_read_cut_short_has_not_understood_are_not_counted_as_saying_nothing(
    shop: str, tmp_path: Path
) -> None:
    folder = shutil.copytree(shop, tmp_path / "shop")
    shutil.rmtree(folder / "lake" / "statements")
    checked = CliRunner().invoke(group, ["check", str(folder), "--format", "json"])
    assert json.loads(checked.output)["said"] is None
    result = CliRunner().invoke(group, ["like", "kaffe", str(folder)])
    assert str(result.exception) == (
        "the comments have not been taken apart yet, so none can be found\n"
        "  found: 30 comments with words\n"
        "  fix:   run `makegood read`"
    )
    run("read", str(folder))
    assert json.loads(run("like", "kaffe", str(folder), "--format", "json"))["of"] == 30
