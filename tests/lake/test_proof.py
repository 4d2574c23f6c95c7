"""The search of a lake finds what is hidden in pages, logs and files that no table knows."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from makegood.lake.proof import Sought, search

HASH = "c0ffee0123456789abcdef01"


def write(folder: Path, name: str, **columns: list[object]) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.table(columns), folder / name, compression="zstd", write_statistics=False)


def test_an_empty_lake_holds_nothing(tmp_path: Path) -> None:
    proof = search(tmp_path, Sought([HASH]))
    assert (proof.files, proof.bytes, proof.values, proof.is_gone) == (0, 0, 0, True)


def test_a_hash_inside_a_compressed_page_is_found(tmp_path: Path) -> None:
    rows = [f"text {n} [name:{n:012x}]" for n in range(4_000)] + [f"x {HASH}"]
    write(tmp_path, "voices/a.parquet", text=rows)
    proof = search(tmp_path, Sought([HASH]))
    assert proof.hashes["voices.text"] == 1
    assert proof.values == 4_001


@pytest.mark.parametrize(
    "values",
    [
        [{"min": HASH}],
        [[HASH]],
        [[("event_id", HASH)]],
    ],
)
def test_a_hash_inside_a_nested_column_of_a_checkpoint_is_found(tmp_path: Path, values: list[object]) -> None:
    column = (
        pa.array(values, pa.map_(pa.string(), pa.string())) if values == [[("event_id", HASH)]] else pa.array(values)
    )
    write(tmp_path, "events/_delta_log/00000000000000000003.checkpoint.parquet", add=column)
    assert not search(tmp_path, Sought([HASH])).is_gone


def test_ids_in_the_smallest_and_largest_values_of_a_log_are_found(tmp_path: Path) -> None:
    log = tmp_path / "events" / "_delta_log" / "00000000000000000000.json"
    log.parent.mkdir(parents=True)
    log.write_text('{"add":{"stats":"{\\"minValues\\":{\\"event_id\\":\\"A-7\\"}}"}}', encoding="utf-8")
    stats = [{"stats": '{"maxValues":{"event_id":"A-7"}}'}, {"stats": '{"numRecords":7}'}]
    write(tmp_path, "events/_delta_log/00000000000000000001.checkpoint.parquet", add=stats)
    proof = search(tmp_path, Sought([HASH], events=frozenset({("orders", "A-7")})))
    assert proof.ids == {"_delta_log.add.stats": 1, "events/_delta_log/00000000000000000000.json": 1}


def test_bytes_in_any_other_file_are_found_also_across_portions(tmp_path: Path) -> None:
    (tmp_path / "left.tmp").write_bytes(b"\0" * ((1 << 24) - 10) + HASH.encode() + b"\0" * 100)
    assert search(tmp_path, Sought([HASH])).hashes == {"left.tmp": 1}


def test_an_id_counts_in_its_own_source_and_where_rows_are_about_it(tmp_path: Path) -> None:
    write(tmp_path, "events/a.parquet", source=["orders", "calls"], event_id=["7", "7"], about=[None, "7"])
    write(tmp_path, "voices/a.parquet", source=["reviews", "other"], voice_id=["7", "8"], event_id=["7", "7"])
    sought = Sought([HASH], events=frozenset({("orders", "7")}), about={"reviews": ["orders"], "calls": []})
    assert search(tmp_path, sought).ids == {"events.event_id": 1, "voices.event_id": 1}
