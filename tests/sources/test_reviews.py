"""Reviews from files: times, ratings, ids, and words, masked."""

import csv
import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from makegood.errors import MakegoodError
from makegood.lake.engine import collect, scan
from makegood.lake.store import Lake
from makegood.lake.tables import VOICES
from tests.lake.lake_rows import CLOCK, NOW
from tests.sources.made_files import read, rejected, shared, table, write_csv

COLUMNS = {
    "voice_id": "id",
    "said_at": "said",
    "rating": "stars",
    "text": "words",
    "customer": "author",
    "event_id": "order",
    "unit": "shop",
}
ROW = {
    "id": "1",
    "said": "2024-03-26 10:00",
    "stars": "5",
    "words": "Dejlig cykel, og\nhurtigt leveret",
    "author": "Bo Berg",
    "order": "17",
    "shop": "",
}


def write(folder: Path, *rows: dict[str, object]) -> None:
    write_csv(folder / "reviews.csv", [{**ROW, "id": number, **row} for number, row in enumerate(rows, 1)])


def voices(folder: Path, **source: object) -> list:
    return read(folder, **{"name": "reviews", "kind": "reviews", "columns": COLUMNS, **source})


def test_a_review_becomes_a_voice_with_its_words_and_its_customer_as_a_hash(tmp_path: Path) -> None:
    write(tmp_path, {})
    (batch,) = voices(tmp_path)
    assert batch.tables["voices"].schema == VOICES.read_schema
    (voice,) = batch.tables["voices"].to_pylist()
    assert voice.pop("content") != 0
    assert len(voice.pop("customer")) == 24
    said = datetime(2024, 3, 26, 9, tzinfo=UTC)
    assert voice == {
        "source": "reviews",
        "voice_id": "1",
        "said_at": said,
        "said_us": said.timestamp() * 1e6,
        "said_day": 19808,
        "replied_us": None,
        "rating": 5.0,
        "event_id": "17",
        "unit": None,
        "newest_us": said.timestamp() * 1e6,
        "title": None,
        "text": "Dejlig cykel, og\nhurtigt leveret",
        "reply": None,
    }


@pytest.mark.parametrize("has_id", [True, False])
def test_what_points_at_a_person_reaches_no_table_and_no_account_of_rejected_rows(tmp_path: Path, has_id: bool) -> None:
    private = {"words": "Bo Berg, 070761-4285, ring 20 30 40 50 eller bo@berg.example", "svar": "Hej Bo, vi ringer"}
    write(tmp_path, private, {**private, "said": "070761-4285"}, {**private, "stars": "ring 20304050"}, {"said": ""})
    mapping = {name: column for name, column in COLUMNS.items() if has_id or name != "voice_id"}
    mapping["reply"] = "svar"
    for batch in voices(tmp_path, columns=mapping):
        written = str(batch.tables["voices"].to_pylist()) + str(batch.rejected.to_pylist()) + str(batch.facts)
        assert not any(word in written for word in ("Bo", "Berg", "berg", "070761", "4285", "20 30", "20304050"))
    (voice,) = batch.tables["voices"].to_pylist()
    assert voice["reply"].startswith("Hej [name:")
    assert voice["reply"].endswith("], vi ringer")


@pytest.mark.parametrize("has_id", [True, False])
def test_changed_words_change_the_voice_and_not_its_id(tmp_path: Path, has_id: bool) -> None:
    mapping = {name: column for name, column in COLUMNS.items() if has_id or name != "voice_id"}
    mapping |= {"title": "head", "reply": "svar"}
    found = []
    for changed in ({}, {"words": "noget andet"}, {"head": "Noget"}, {"svar": "Tak!"}, {"author": "en anden"}):
        write(tmp_path, {"head": "Fin", "svar": "", **changed})
        found += table(voices(tmp_path, columns=mapping), "voices").to_pylist()
    assert len({voice["voice_id"] for voice in found}) == 1
    assert len({voice["content"] for voice in found}) == 5


def test_without_words_and_with_its_own_ids_no_key_is_made(tmp_path: Path) -> None:
    write(tmp_path, {})
    mapping = {name: column for name, column in COLUMNS.items() if name not in ("text", "customer")}
    assert table(voices(tmp_path, columns=mapping), "voices")["text"].to_pylist() == [None]
    assert not (tmp_path / ".makegood").exists()


def test_the_same_person_has_the_same_marks_under_one_key_and_others_under_another(tmp_path: Path, monkeypatch) -> None:
    write(tmp_path, {"words": "Bo"}, {"words": "Hilsen Bo Berg", "author": " bo berg"})
    found = []
    for key in ("en nøgle på mange tegn", "en anden nøgle på mange"):
        monkeypatch.setenv("MAKEGOOD_KEY", key)
        found.append(table(voices(tmp_path), "voices").to_pylist())
    for one, two in found:
        assert one["customer"] == two["customer"]
        assert two["text"] == f"Hilsen {one['text']}"
    assert found[0][0]["text"] != found[1][0]["text"]
    assert found[0][0]["customer"] != found[1][0]["customer"]


@pytest.mark.parametrize(
    "words",
    ["Fin. " * 20_000, "<p>Det gik &amp; det <b>hurtigt</b></p>", "Fin\x00cykel", "😀🚲", "دراجة جيدة", "ﷺ" * 20],
    ids=["very long", "html", "nul", "only emoji", "right to left", "long letters"],
)
def test_words_are_kept_as_they_are_through_the_lake(tmp_path: Path, words: str) -> None:
    review = {**ROW, "words": words, "author": "Bo Berg"}
    (tmp_path / "reviews.json").write_text(json.dumps([review], ensure_ascii=False), encoding="utf-8")
    batches = voices(tmp_path, files="*.json")
    assert table(batches, "voices")["text"].to_pylist() == [words]
    lake = Lake(tmp_path / "lake")
    lake.load("reviews", batches, CLOCK, NOW)
    assert collect(scan(lake, "voices").select("text")) == [{"text": words}]


def test_words_cut_off_in_the_middle_of_a_letter_are_kept_with_a_mark_there(tmp_path: Path) -> None:
    texts = ("Fin cykel \ud83d", "Fin \ud83d\ude00")
    cut, whole = ({**ROW, "id": str(n), "words": words} for n, words in enumerate(texts))
    (tmp_path / "reviews.jsonl").write_text("\n".join(map(json.dumps, (cut, whole))), encoding="utf-8")
    batches = voices(tmp_path, files="*.jsonl")
    assert table(batches, "voices")["text"].to_pylist() == ["Fin cykel \ufffd", "Fin 😀"]
    assert rejected(batches) == []


def test_words_of_rows_that_are_left_out_are_not_even_masked(tmp_path: Path) -> None:
    write(tmp_path, {"words": "her"}, {"words": "der", "shop": "Ribe"})
    rows = table(voices(tmp_path, where={"shop": "Ribe"}), "voices")
    assert rows["text"].to_pylist() == ["der"]


@pytest.mark.parametrize("has_id", [True, False])
def test_a_reply_changes_the_voice_and_not_its_id(tmp_path: Path, has_id: bool) -> None:
    mapping = {name: column for name, column in COLUMNS.items() if has_id or name != "voice_id"}
    found = []
    for reply in ("", "2024-03-27 10:00"):
        write(tmp_path, {"reply": reply})
        found += table(voices(tmp_path, columns={**mapping, "replied_at": "reply"}), "voices").to_pylist()
    before, after = found
    assert before["voice_id"] == after["voice_id"]
    assert before["content"] != after["content"]
    replied = datetime(2024, 3, 27, 9, tzinfo=UTC).timestamp() * 1e6
    assert (before["replied_us"], after["replied_us"], after["newest_us"]) == (None, replied, replied)


def test_a_reply_that_is_no_time_or_lies_ahead_is_rejected(tmp_path: Path) -> None:
    write(tmp_path, {"reply": "2024-03-27 10:00"}, {"reply": "soon"}, {"reply": "2096-03-27 10:00"})
    read_all = voices(tmp_path, columns={**COLUMNS, "replied_at": "reply"})
    rejected = [row for batch in read_all for row in batch.rejected.to_pylist()]
    assert [(row["line"], row["column"]) for row in rejected] == [(4, "reply"), (6, "reply")]
    assert rejected[1]["reason"] == "lies in the future"


def test_ratings_are_numbers_or_empty_and_the_rest_is_rejected(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"stars": "4,5"},
        {"stars": ""},
        {"stars": "fem"},
        {"said": ""},
        {"said": "2030-01-01"},
        {"id": ""},
        {"said": "x"},
    )
    batches = voices(tmp_path)
    assert table(batches, "voices")["rating"].to_pylist() == [4.5, None]
    assert rejected(batches) == [
        ("reviews.csv", 6, "stars", "rating is not a number", "text"),
        ("reviews.csv", 8, "said", "said_at is empty", "empty"),
        ("reviews.csv", 10, "said", "lies in the future", "date"),
        ("reviews.csv", 12, "id", "voice_id is empty", "empty"),
        ("reviews.csv", 14, "said", "not a date of the form yyyy-mm-dd, which the rest of the column has", "text"),
    ]


def test_reviews_may_be_left_out_and_joined(tmp_path: Path) -> None:
    write(tmp_path, {}, {"shop": "Ribe"})
    write_csv(tmp_path / "orders", [{"order": "17", "place": "Vejle"}])
    join = {"files": "orders", "on": "order", "take": {"unit": "place"}, "when_many": "first"}
    (batch,) = voices(tmp_path, where={"shop": "Ribe"}, join=join)
    assert (batch.read, batch.kept, batch.left_out) == (2, 1, 1)
    assert batch.tables["voices"]["unit"].to_pylist() == ["Vejle"]


def refusal(folder: Path, **source: object) -> str:
    with pytest.raises(MakegoodError) as error:
        voices(folder, **source)
    return str(error.value)


def test_settings_that_cannot_be_are_refused(tmp_path: Path) -> None:
    write(tmp_path, {})
    assert refusal(tmp_path, columns={"voice_id": "id"}) == (
        "makegood.yaml `columns:` of reviews has no said_at\n"
        "  fix:   name the column that says when a review was written"
    )
    for setting, value in (("exclude", {"shop": "x"}), ("keep_columns", "stars")):
        assert refusal(tmp_path, **{setting: value}) == (
            f"makegood.yaml `{setting}:` of reviews is only for events\n"
            "  fix:   keep the reviews that belong here with `where:`"
        )
    assert refusal(tmp_path, columns={**COLUMNS, "text": "word"}) == (
        "reviews.csv:1 no column is called `word`\n"
        "  fix:   did you mean `words`? Allowed: author, id, order, said, shop, stars, words"
    )


def test_danish_reviews_of_several_lines_are_those_that_csv_finds() -> None:
    path = shared("danish_reviews/reviews.csv")
    mapping = {
        "voice_id": "review_id",
        "said_at": "published_at",
        "rating": "rating",
        "text": "text",
        "unit": "company",
    }
    batches = voices(path.parent, files=path.name, columns=mapping)
    with path.open(newline="", encoding="utf-8") as stream:
        reviews = list(csv.DictReader(stream))
    found = table(batches, "voices")
    assert sum(batch.read for batch in batches) == found.num_rows == len(reviews)
    assert found["voice_id"].to_pylist() == [review["review_id"] for review in reviews]
    assert Counter(found["rating"].to_pylist()) == Counter(float(review["rating"]) for review in reviews)
    assert found["unit"].to_pylist() == [review["company"] for review in reviews]


def test_olist_reviews_are_those_that_csv_finds() -> None:
    path = shared("olist/olist_order_reviews_dataset.csv")
    mapping = {"voice_id": ["review_id", "order_id"], "said_at": "review_creation_date", "rating": "review_score"}
    batches = voices(path.parent, files=path.name, columns=mapping)
    with path.open(newline="", encoding="utf-8") as stream:
        reviews = list(csv.DictReader(stream))
    found = table(batches, "voices")
    assert sum(batch.read for batch in batches) == found.num_rows == len(reviews)
    assert found["rating"].to_pylist() == [float(review["review_score"]) for review in reviews]
