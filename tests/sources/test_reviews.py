"""Reviews from files: times, ratings and ids, and no words."""

import csv
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from makegood.errors import MakegoodError
from makegood.lake.tables import VOICES
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
    "words": "Hemmeligt, og\nfortroligt",
    "author": "Bo Berg",
    "order": "17",
    "shop": "",
}


def write(folder: Path, *rows: dict[str, object]) -> None:
    write_csv(folder / "reviews.csv", [{**ROW, "id": number, **row} for number, row in enumerate(rows, 1)])


def voices(folder: Path, **source: object) -> list:
    return read(folder, **{"name": "reviews", "kind": "reviews", "columns": COLUMNS, **source})


def test_a_review_becomes_a_voice_without_its_words(tmp_path: Path) -> None:
    write(tmp_path, {})
    (batch,) = voices(tmp_path)
    assert batch.tables["voices"].schema == VOICES.read_schema
    (voice,) = batch.tables["voices"].to_pylist()
    assert voice.pop("content") != 0
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
        "text": None,
        "reply": None,
        "customer": None,
    }


@pytest.mark.parametrize("has_id", [True, False])
def test_no_word_and_no_name_reaches_a_table(tmp_path: Path, has_id: bool) -> None:
    write(tmp_path, {}, {"said": "Hemmeligt"}, {"stars": "Fortroligt"}, {"said": ""})
    mapping = {name: column for name, column in COLUMNS.items() if has_id or name != "voice_id"}
    for batch in voices(tmp_path, columns=mapping):
        written = str(batch.tables["voices"].to_pylist()) + str(batch.rejected.to_pylist()) + str(batch.facts)
        assert not any(word in written for word in ("emmelig", "ortrolig", "Bo", "Berg"))


def test_changed_words_do_not_change_the_voice(tmp_path: Path) -> None:
    write(tmp_path, {}, {"id": 1, "words": "noget andet", "author": "en anden"})
    first, second = table(voices(tmp_path), "voices").to_pylist()
    assert first == second


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
