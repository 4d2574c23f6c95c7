"""Texts that break other readers, texts to compare on, and embedding in processes of their own."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module

import numpy as np

HARD = {
    "empty": "",
    "emoji": "😊👍🏻🙏",
    "signs": "!!! ... ???",
    "surrogates": "\ud83d\ude00\ud800",
    "ten thousand letters": "Pakken kom for sent, og ingen svarede. " * 256,
    "one word": "a" * 10_000,
    "mixed": "Leveringen var fast and easy, aber der Preis war zu hoch",
    "right to left": "השירות היה מצוין والخدمة كانت ممتازة",
    "nul": "Pakken\0kom\0for sent",
    "surrogate inside": "Pakken kom \ud800 for sent",
    "ligature": "\ufdfa" * 20,
    "html": "<p>Pakken &amp; <b>kom</b></p><script>alert(1)</script>",
    "reply": "Det er for dårligt.\nSvar fra Butikken:\nVi beklager.",
    "marks": "e\u0301" * 500,
}

TEXTS = [
    *HARD.values(),
    "Hurtig levering og god service.",
    "Ingen tog telefonen, selv om jeg ringede fem gange.",
    "Great shop, will come again!",
    "Varen gik i stykker efter en uge, men jeg fik mine penge tilbage.",
    *(f"Jeg bestilte {n} ting, og de kom efter {n + 2} dage." for n in range(50)),
]


def embed_in_processes(tier: str, texts: list[str], processes: int) -> np.ndarray:
    """Rows from so many fresh processes, each with every so-manieth text."""
    parts = [texts[first::processes] for first in range(processes)]
    with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool:
        found = list(pool.map(_embed, [tier] * processes, parts))
    rows = np.zeros((len(texts), found[0].shape[1]), np.float32)
    for first, part in enumerate(found):
        rows[first::processes] = part
    return rows


def _embed(tier: str, texts: list[str]) -> np.ndarray:
    return import_module(f"makegood.text.{tier}").load().embed(texts)
