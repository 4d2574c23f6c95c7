"""No file of the lake, no message and no temporary file holds what points at a person: every byte is searched.

What stands here is made up.
"""

import csv
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from makegood import flow
from makegood.lake.engine import collect, scan

NOW = datetime(2026, 3, 2, tzinfo=UTC)
ROWS = 3_000
SECRETS = ("070761-4285", "0707614285", "20 30 40 57", "20304057", "sanne.lund@post.example", "Sanne", "Lundgaard")
SETTINGS = """\
organisation: Test
journey:
  - {touchpoint: shop, stage: sale, function: sales}
sources:
  - name: reviews
    kind: reviews
    files: reviews.csv
    touchpoint: shop
    columns: {said_at: said, rating: stars, title: head, text: words, reply: answer, customer: author}
"""


def make(folder: Path, *, ids: bool) -> Path:
    """A project with reviews of which every seventh holds a person's data; some rows cannot be read."""
    (folder / "promises").mkdir(parents=True)
    (folder / "promises" / "none.yaml").write_text("[]\n", encoding="utf-8")
    settings = SETTINGS.replace("columns: {", "columns: {voice_id: id, ") if ids else SETTINGS
    (folder / "makegood.yaml").write_text(settings, encoding="utf-8")
    with (folder / "reviews.csv").open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["id", "said", "stars", "head", "words", "answer", "author", "phone"])
        for n in range(ROWS):
            told = n % 7 == 0
            words = f"Nummer {n}: " + (
                f"jeg hedder Sanne Lundgaard, cpr {SECRETS[0]} eller {SECRETS[1]}, ring {SECRETS[2]}"
                if told
                else "alt gik godt."
            )
            said = SECRETS[3] if n % 500 == 7 else f"2026-02-{1 + n % 28:02d} 10:00"
            answer = f"Hej Sanne, vi skriver til {SECRETS[4]} eller ringer på {SECRETS[3]}." if told else ""
            author = "Sanne Lundgaard" if told else f"Kunde {n}"
            head = f"Ring til mig på {SECRETS[2]}" if told else "Fint"
            writer.writerow([n, said, "Sanne" if n % 500 == 8 else 1 + n % 5, head, words, answer, author, SECRETS[3]])
    return folder


def every_byte(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Each file of a folder as it stands, and what a Parquet file says once it is unpacked."""
    for path in folder.rglob("*"):
        if path.is_file():
            yield path, path.read_bytes()
            if path.suffix == ".parquet":
                with suppress(pa.ArrowInvalid):  # a half-written file has no end; its bytes are searched all the same
                    yield path, str(pq.read_table(path, partitioning=None).to_pylist()).encode()


def found_in(folder: Path) -> list[tuple[str, str]]:
    return [(path.name, secret) for path, data in every_byte(folder) for secret in SECRETS if secret.encode() in data]


def read(folder: Path) -> None:
    flow.read(flow.open_project(folder), NOW)


@pytest.mark.parametrize("ids", [True, False])
def test_after_a_read_no_byte_of_the_lake_holds_a_persons_data(
    tmp_path: Path, ids: bool, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    read(make(tmp_path, ids=ids))
    assert found_in(tmp_path / "lake") == []
    register = flow.open_project(tmp_path)
    (load,) = flow.lake_of(register).loads()
    assert (load.read, load.rejected) == (ROWS, 12)
    told = str(flow.rejected(register)) + caplog.text + "".join(capsys.readouterr())
    assert not [secret for secret in SECRETS if secret in told]
    rows = collect(scan(flow.lake_of(register), "voices").select("text", "title", "reply", "customer"))
    private = [row for row in rows if "[cpr:" in row["text"]]
    assert len(private) == len(range(0, ROWS, 7)) - len([n for n in range(0, ROWS, 7) if n % 500 in (7, 8)])
    assert len({row["customer"] for row in private}) == len({row["reply"] for row in private}) == 1
    assert len({row["text"].partition(":")[2] for row in private}) == 1
    assert all("[phone:" in row["title"] and "[email:" in row["reply"] for row in private)


def test_after_words_were_changed_history_holds_them_masked(tmp_path: Path) -> None:
    folder = make(tmp_path, ids=True)
    read(folder)
    path = folder / "reviews.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("Ring til mig", "Skriv til mig"), encoding="utf-8")
    read(folder)
    assert found_in(folder / "lake") == []
    old = collect(scan(flow.lake_of(flow.open_project(folder)), "voices_history").select("title"))
    assert len(old) > 400
    assert all(row["title"].startswith("Ring til mig på [phone:") for row in old)


@pytest.mark.parametrize("appears", [".staging/*/voices.parquet", ".staging/*/new/*/*.parquet", "voices/_delta_log/*"])
def test_after_a_kill_neither_the_lake_nor_what_was_set_down_holds_a_persons_data(tmp_path: Path, appears: str) -> None:
    folder = make(tmp_path, ids=True)
    script = f"import tests.sources.test_review_words as t; t.read(t.Path({str(folder)!r}))"
    environment = {**os.environ, "TMPDIR": str(tmp_path / "temporary")}
    (tmp_path / "temporary").mkdir()
    process = subprocess.Popen([sys.executable, "-c", script], env=environment, cwd=Path(__file__).parents[2])
    _wait(lambda: any(path.stat().st_size for path in (folder / "lake").glob(appears)), process)
    with suppress(ProcessLookupError):
        os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert any((folder / "lake").rglob("*"))
    assert found_in(folder / "lake") == []
    assert found_in(tmp_path / "temporary") == []
    read(folder)
    assert found_in(folder / "lake") == []


def _wait(there: Callable[[], bool], process: "subprocess.Popen[bytes]") -> None:
    late = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < late:
        with suppress(FileNotFoundError):
            if there():
                return
