"""The two tiers of the embedding beside what they stand on, and what the table's size buys.

Speed in texts a CPU-second, in one run and in turn. The deep tier beside bare onnxruntime: the same graph and one text
a call, its pieces' rows made before the clock starts. The quick tier beside the bare look-up: rows of a plain float
table, by ids found before the clock starts. Texts: our own statements, put together to about 32 words.

Size: the shipped table cut to fewer numbers a row and fewer pieces (the rarest go first; it is not fitted again, so a
small table could be somewhat better than it is shown). Accuracy: the main theme of the held-out statements, by a
logistic regression on our own training statements; it is among the one or two that the labeller gave.
"""

import csv
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

import numpy as np

from makegood.text import deep, quick
from makegood.text.embed import Embedder
from makegood.text.language import find_language
from makegood.text.split import plain, split
from train.texts import Written, read_statements

HELD_OUT = Path(__file__).with_name("held_out") / "statements.csv"
WORDS = 32
TIMES = 7  # a side, in turn
CUTS = [(1.0, 1.0), (1.0, 0.6), (1.0, 0.3), (1.0, 0.1), (0.5, 1.0), (0.5, 0.3), (0.25, 1.0), (0.25, 0.3), (0.125, 1.0)]


def run() -> None:
    """Print the speeds, their ratios, and the curve of size against accuracy."""
    texts = make_texts(2000)
    print_speed("deep tier", "bare onnxruntime", texts[:150], *deep_sides(deep.load(), texts[:150]), at_least=0.9)
    print_speed("quick tier", "bare look-up", texts, *quick_sides(quick.load(), texts), at_least=0.5)
    for name, act in (("language", find_language), ("split", lambda text: split(plain(text)))):
        seconds = _seconds(lambda act=act: [act(text) for text in texts])  # type: ignore[misc]
        print(f"{name:12} {len(texts) / seconds:,.0f} texts a CPU-second")
    print_curve()


def make_texts(n: int) -> list[str]:
    """Texts of about 32 words, each of neighbouring statements in one language."""
    statements = read_statements()
    ordered = [one.text for language in ("da", "en") for one in statements if one.language == language]
    texts: list[str] = []
    some = ""
    while len(texts) < n:
        for text in ordered:
            some = f"{some} {text}".strip()
            if len(some.split()) >= WORDS:
                texts.append(f"{some} {len(texts)}")  # no two alike
                some = ""
    return texts[:n]


def deep_sides(tier: deep.Deep, texts: Sequence[str]) -> tuple[Callable[[], object], Callable[[], object]]:
    """The deep tier from text to row, and the network alone."""
    places = tier.weights.places()
    given = []
    for text in texts:
        ids = np.array([tier.weights.begin, *tier.find_pieces(text), tier.weights.end])
        given.append((tier.weights.rows(ids) + places[: len(ids)])[None])
    return lambda: tier.embed(texts), lambda: [tier.session.run(None, {"rows": rows}) for rows in given]


def quick_sides(tier: quick.Quick, texts: Sequence[str]) -> tuple[Callable[[], object], Callable[[], object]]:
    """The quick tier from text to row, and the mean of a plain table's rows by ids."""
    table = tier._spread(list(range(len(tier.scales))))
    ids = [np.array([i for word in quick.find_words(text) for i in tier.find_entries(word)]) for text in texts]
    tier.embed(texts)  # runs of letters are remembered, as they are from the second thousand texts on
    return lambda: tier.embed(texts), lambda: [table[some].mean(axis=0) for some in ids]


def print_speed(
    name: str,
    peer: str,
    texts: Sequence[str],
    ours: Callable[[], object],
    theirs: Callable[[], object],
    *,
    at_least: float,
) -> None:
    """Both sides' medians and their ratio."""
    seconds: list[list[float]] = [[], []]
    for _ in range(TIMES):
        for side, act in enumerate((ours, theirs)):
            seconds[side].append(_seconds(act))
    our, their = (len(texts) / median(some) for some in seconds)
    ratios = sorted(b / a for a, b in zip(*seconds, strict=True))
    print(f"{name:12} {our:,.0f} texts a CPU-second, {peer} {their:,.0f}: ratio {our / their:.2f}", end=" ")
    print(f"({ratios[0]:.2f}-{ratios[-1]:.2f} in {TIMES}; at least {at_least})")


def _seconds(act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    return time.process_time() - began


def print_curve() -> None:
    """Megabytes against themes right on the held-out statements, by language."""
    learned = [one for one in read_statements() if one.themes]
    with HELD_OUT.open(encoding="utf-8", newline="") as stream:
        asked = [row for row in csv.DictReader(stream) if row["themes"] != "none"]
    whole = quick.load()
    tiers: list[tuple[str, Embedder]] = [
        (f"{numbers:3} numbers, {kept:4.0%} of the entries", cut(whole, numbers, kept))
        for numbers, kept in ((2 * int(whole.size * share / 2), kept) for share, kept in CUTS)
    ]
    print(f"themes right of {len(asked)} held-out statements, head fitted on {len(learned):,} of our own")
    for name, tier in [*tiers, ("deep tier", deep.load())]:
        counts = count_right(tier, learned, asked)
        size = f"{tier.codes.nbytes / 1e6 + 2e-6 * len(tier.scales):5.1f} MB" if isinstance(tier, quick.Quick) else ""
        print(f"  {name:34} {size:9} " + ", ".join(f"{language} {k} of {n}" for language, (k, n) in counts.items()))


def cut(tier: quick.Quick, numbers: int, kept: float) -> quick.Quick:
    """The table with the first numbers of each row, and without the rarest entries; single letters stay."""
    names = list(tier.index)
    some = [i for i, name in enumerate(names) if i < kept * len(names) or len(name) == 1]
    rows = tier._spread(some)[:, :numbers]
    codes, scales = quick.pack(rows)
    return quick.Quick({names[i]: row for row, i in enumerate(some)}, codes, scales, tier.mean[:numbers])


def count_right(tier: Embedder, learned: list[Written], asked: list[dict[str, str]]) -> dict[str, tuple[int, int]]:
    """By language: statements whose likeliest theme is one of the labelled, and all."""
    from sklearn.linear_model import LogisticRegression

    head = LogisticRegression(C=10, max_iter=500)
    head.fit(tier.embed([one.text for one in learned]), [one.themes[0] for one in learned])
    found = head.predict(tier.embed([row["text"] for row in asked]))
    counts = {}
    for language in ("da", "en"):
        right = [
            theme in row["themes"].split("|")
            for theme, row in zip(found, asked, strict=True)
            if row["language"] == language
        ]
        counts[language] = (sum(right), len(right))
    return counts
