"""Files that say more about the rows of another."""

from pathlib import Path

from tests.propose.made import columns, propose, rows

ORDERS = rows("order_id,ordered,delivered", "o{i},2026-01-{d:02},2026-02-{d:02}")


def test_order_lines_give_the_seller_and_the_first_counts(tmp_path: Path):
    items = (
        rows("order_id,line,seller_id", "o{i},1,s{h}")
        + rows("order_id,line,seller_id", "o{i},2,s{d}").split("\n", 1)[1]
    )
    proposal = propose(tmp_path, items=items, orders=ORDERS)
    (source,) = proposal.sources
    assert source.join is not None
    assert (source.join.files, source.join.on, dict(source.join.take)) == (
        ("data/items.csv",),
        "order_id",
        {"unit": "seller_id"},
    )
    assert (source.join.when_many, source.join.has_many) == ("first", True)
    assert [(f.files, f.reason, f.about) for f in proposal.findings] == [(("data/items.csv",), "joined", "orders")]


def test_parcels_give_the_day_of_delivery_and_two_for_one_are_rejected(tmp_path: Path):
    orders = rows("order_id,ordered", "o{i},2026-01-{d:02}")
    parcels = rows("order_id,parcel,delivered", "o{i},p{i},2026-02-{d:02}")
    (source,) = propose(tmp_path / "a", orders=orders, parcels=parcels).sources
    assert source.join is not None
    assert (dict(source.join.take), source.join.when_many) == ({"done_at": "delivered"}, "first")
    (source,) = propose(tmp_path / "b", orders=orders, parcels=parcels + "o1,p99,2026-02-01\n").sources
    assert source.join is not None
    assert (source.join.has_many, source.join.when_many) == (True, "reject")


def test_the_same_name_without_the_same_ids_is_no_join(tmp_path: Path):
    items = rows("order_id,line,seller_id", "x{i},1,s{h}")
    proposal = propose(tmp_path, items=items, orders=ORDERS)
    assert [source.join for source in proposal.sources] == [None]
    assert [finding.reason for finding in proposal.findings] == ["no_time"]


def test_what_is_there_already_is_not_taken_from_elsewhere(tmp_path: Path):
    orders = rows("order_id,shop,ordered,delivered", "o{i},S{h},2026-01-{d:02},2026-02-{d:02}")
    items = rows("order_id,line,seller_id", "o{i},1,s{h}")
    proposal = propose(tmp_path, items=items, orders=orders)
    (source,) = proposal.sources
    assert (columns(source)["unit"], source.join) == ("shop", None)
    assert [(finding.reason, finding.about) for finding in proposal.findings] == [("describes", "orders")]


def test_reviews_of_orders_are_a_source_of_their_own(tmp_path: Path):
    reviews = rows("review_id,order_id,published,stars", "r{i},o{i},2026-02-{d:02},3").replace(",3\n", ",4\n", 9)
    proposal = propose(tmp_path, orders=ORDERS, reviews=reviews)
    found = {source.name: source for source in proposal.sources}
    assert columns(found["reviews"])["event_id"] == "order_id"
    assert (found["reviews"].join, found["orders"].join) == (None, None)


def test_a_list_of_shops_is_known_for_what_it_is(tmp_path: Path):
    orders = rows("order_id,shop,ordered,delivered", "o{i},S{h},2026-01-{d:02},2026-02-{d:02}")
    shops = rows("shop,city", "S{i},C{i}", 24)
    proposal = propose(tmp_path, orders=orders, shops=shops)
    assert [(f.kind, f.reason, f.about) for f in proposal.findings] == [("units", "units", "shop")]
