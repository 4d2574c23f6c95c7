"""The planted truths are in the files: counted by plain csv and dates, without the rest of makegood."""

import csv
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest

from makegood.sample.make import make
from makegood.sample.truths import Truths, load
from makegood.sample.voices import PHRASES
from tests.sample.by_hand import COPENHAGEN, Counted, as_of, count_all, events, orders, rows

TRUTHS = load()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("nordlys")
    make(path)
    return path


@pytest.fixture(scope="module")
def counted(folder: Path) -> dict[str, Counted]:
    return count_all(folder)


def share(counted: Counted, since: date = date.min, until: date = date.max) -> float:
    inside = [outcome.kept for outcome in counted.outcomes if since <= outcome.due <= until]
    return sum(inside) / len(inside)


def test_twelve_promises_are_planted_with_the_headlines_of_the_story():
    headlines = Counter(planted.headline.value for planted in TRUTHS.promises.values())
    assert headlines == {"kept": 7, "slipping": 1, "broken": 1, "cannot tell": 3}


@pytest.mark.parametrize(
    "promise",
    [
        name
        for name, planted in TRUTHS.promises.items()
        if planted.share and not planted.slips_on and not planted.unlike
    ],
)
def test_each_promise_is_kept_at_its_planted_share(counted: dict[str, Counted], promise: str):
    assert share(counted[promise]) == pytest.approx(TRUTHS.share(promise), abs=0.012)


def test_deliveries_slip_from_the_planted_day_and_not_before(counted: dict[str, Counted]):
    planted, delivery = TRUTHS.promises["delivery-1-2-days"], counted["delivery-1-2-days"]
    assert planted.slips_on == date(2026, 3, 3)
    assert share(delivery, until=date(2026, 3, 2)) == pytest.approx(planted.share, abs=0.005)
    assert share(delivery, since=planted.slips_on) == pytest.approx(planted.slipped_share, abs=0.03)


def test_the_ad_and_the_shop_are_judged_by_the_same_deliveries(counted: dict[str, Counted]):
    ad, shop = counted["ad-tomorrow"], counted["delivery-1-2-days"]
    assert ad.n + ad.not_due == shop.n + shop.not_due
    assert ad.kept < shop.kept


def test_one_customer_of_6140_waited_eleven_days_and_nobody_else_as_long(folder: Path, counted: dict[str, Counted]):
    listed = rows(folder / "data" / "new_bikes.csv")
    built = list(events(listed, "bought_at", "ready_at", datetime.fromisoformat, shop="shop"))
    waited = [(event.done.date() - event.start.date()).days for event in built if event.done]
    longest = [event.shop for event in built if event.done and (event.done.date() - event.start.date()).days >= 11]
    assert counted["new-bike-ready"].n == 6140
    assert max(waited) == 11
    assert longest == ["Aarhus"]


def test_the_young_log_holds_22_due_calls_of_which_19_were_kept(counted: dict[str, Counted]):
    calls = counted["call-back-in-24-hours"]
    assert (calls.n, calls.kept, calls.not_due) == (22, 19, 1)


def test_one_shop_is_unlike_the_others_in_one_promise(counted: dict[str, Counted]):
    outcomes = counted["collect-in-2-hours"].outcomes
    of_shop = {name: [o.kept for o in outcomes if o.shop == name] for name in {o.shop for o in outcomes}}
    shares = {name: sum(kept) / len(kept) for name, kept in of_shop.items()}
    assert shares.pop("Næstved") == pytest.approx(0.78, abs=0.05)
    assert len(shares) == 11
    assert min(shares.values()) > 0.95


def test_spring_brings_twice_the_trade_and_no_more_failures(counted: dict[str, Counted]):
    delivery = counted["delivery-1-2-days"]
    months = Counter(f"{outcome.due:%Y-%m}" for outcome in delivery.outcomes)
    assert months["2025-04"] > 1.9 * months["2025-10"]
    spring, autumn = ((date(2025, 3, 1), date(2025, 5, 31)), (date(2025, 9, 1), date(2025, 11, 30)))
    assert share(delivery, *spring) == pytest.approx(share(delivery, *autumn), abs=0.01)


def test_cancelled_orders_and_unreadable_rows_are_as_many_as_planted(folder: Path):
    listed = orders(folder / "data")
    assert sum(event.excluded for event in listed) == TRUTHS.logs["orders"].cancelled
    for name, column, log in (
        ("click_and_collect.csv", "ordered", "collect"),
        ("calls.csv", "called_at", "calls"),
    ):
        texts = [row[column] for row in rows(folder / "data" / name)]
        assert [texts.count(text) for text in TRUTHS.logs[log].unreadable] == [1] * len(TRUTHS.logs[log].unreadable)
    assert [row["ticket"] for row in rows(folder / "data" / "mails.csv", "\t")].count("") == 1


def test_the_logs_end_on_monday_at_seven_and_the_telephones_on_thursday(folder: Path):
    assert f"{as_of(orders(folder / 'data')):%Y-%m-%d %H}" == "2026-03-16 06"
    newest = max(int(row["called_at"]) for row in rows(folder / "data" / "calls.csv") if row["called_at"].isdigit())
    assert f"{datetime.fromtimestamp(newest, COPENHAGEN):%Y-%m-%d}" == "2026-03-12"


def test_orders_of_the_last_days_of_the_year_stand_in_both_exports(folder: Path):
    old = {row["Ordrenr"]: row for row in rows(folder / "data" / "orders-2025.csv", ";", "cp1252")}
    new = {row["Ordrenr"]: row for row in rows(folder / "data" / "orders-2026.csv", ";", "cp1252")}
    both = sorted(old.keys() & new.keys())
    assert {old[order]["Bestilt"][:10] for order in both} == {"30-12-2025", "31-12-2025"}
    assert any(old[order]["Leveret"] == "" and new[order]["Leveret"] for order in both)


def test_the_opening_hours_of_the_settings_are_those_of_the_truths(folder: Path):
    from ruamel.yaml import YAML

    settings = YAML(typ="safe").load((folder / "makegood.yaml").read_text(encoding="utf-8"))
    assert settings["opening_hours"] == dict(TRUTHS.opening_hours)


def test_reviews_are_short_danish_texts_with_stars_and_ids(folder: Path):
    reviews = rows(folder / "data" / "reviews.csv")
    ordered = {
        row["Ordrenr"] for year in (2025, 2026) for row in rows(folder / "data" / f"orders-{year}.csv", ";", "cp1252")
    }
    assert len(reviews) > 1400
    assert {row["stars"] for row in reviews} == {"1", "2", "3", "4", "5"}
    assert {row["order_id"] for row in reviews} - {""} <= ordered
    assert len({row["text"] for row in reviews}) > 400
    assert any("\n" in row["text"] for row in reviews)
    assert any("20 30 40 50" in row["text"] for row in reviews)
    replies = [row["reply"] for row in reviews if row["reply"]]
    stock = sum("Venlig hilsen Nordlys Cykler" in reply for reply in replies)
    assert 0.2 < len(replies) / len(reviews) < 0.4
    assert 0.7 < stock / len(replies) < 0.9


def test_a_good_two_hundred_sentences_are_each_another(folder: Path):
    from ruamel.yaml import YAML

    phrases = YAML(typ="safe").load(PHRASES.read_text(encoding="utf-8"))
    sentences = [
        sentence
        for moods in phrases.values()
        for pool in (moods.values() if isinstance(moods, dict) else [moods])
        for sentence in pool
    ]
    assert len(set(sentences)) == len(sentences) > 200
    written = " ".join(row["text"] for row in rows(folder / "data" / "reviews.csv"))
    assert sum(written.count(sentence) for sentence in phrases["welcome"]["sour"]) > 20


def test_the_same_seed_gives_the_same_files_and_another_seed_others(tmp_path: Path):
    for name, seed in (("a", 3), ("b", 3), ("c", 4)):
        make(tmp_path / name, seed, 0.02)
    names = sorted(path.relative_to(tmp_path / "a") for path in (tmp_path / "a").glob("data/*.csv"))
    texts = {folder: [(tmp_path / folder / name).read_bytes() for name in names] for folder in ("a", "b", "c")}
    assert len(names) == 11
    assert texts["a"] == texts["b"]
    assert all(one != other for one, other in zip(texts["a"], texts["c"], strict=True))


def test_the_size_is_adjustable(tmp_path: Path):
    make(tmp_path, 1, 0.1)
    assert count_all(tmp_path)["new-bike-ready"].n == 614


def test_a_promise_without_a_share_has_none_to_ask_for():
    known: Truths = load()
    with pytest.raises(KeyError, match=r"friendly-people has no share"):
        known.share("friendly-people")


def test_every_file_of_the_sample_is_read_by_plain_csv(folder: Path):
    encodings = {"orders-2025.csv": "cp1252", "orders-2026.csv": "cp1252"}
    for path in sorted((folder / "data").glob("*.csv")):
        with path.open(encoding=encodings.get(path.name, "utf-8-sig"), newline="") as stream:
            dialect = csv.Sniffer().sniff(stream.readline(), delimiters=",;\t")
            stream.seek(0)
            widths = {len(row) for row in csv.reader(stream, dialect)}
        assert len(widths) == 1, path.name
