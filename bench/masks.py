"""Masks: of 2,000 made texts how many are masked in each kind, how many wrongly, and how fast; beside two peers.

The peers are presidio's pattern recognisers (no language model: they are asked one by one) and obsei's redaction. Both
pull packages that makegood does without, so they live in an environment of their own, and the variable MAKEGOOD_PEERS
names its Python: `python -m venv peers && peers/bin/pip install presidio-analyzer==2.2.360 obsei==1.1.1`. A peer
that is not there is not run, and the bench says why. Neither claims Danish forms; the figures show what they would miss.
"""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np

from bench.mask_cases import KINDS_THAT_STAY, Case, make_cases
from makegood.text.private import KINDS

CASES = 2_000
SEED = 2026
TIMES = 5  # a side, in turn

_PROCESS = """
import json, sys, time
sys.path.insert(0, {root!r})
{setup}
texts = json.load(sys.stdin)
masked = [mask(text) for text in texts]
began = time.process_time()
for text in texts:
    mask(text)
print(json.dumps([masked, time.process_time() - began]))
"""
_SIDES = {
    "makegood": "from makegood.text import private\nmask = lambda text: private.mask(text, b'0' * 16)",
    "presidio": """
from presidio_analyzer import predefined_recognizers as known
names = ("CreditCardRecognizer", "EmailRecognizer", "IbanRecognizer", "PhoneRecognizer",
         "UsSsnRecognizer", "UkNinoRecognizer", "NhsRecognizer", "UsBankRecognizer")
asked = [getattr(known, name)() for name in names if hasattr(known, name)]
def mask(text):
    found = [one for each in asked for one in each.analyze(text, each.supported_entities, None) or ()]
    for one in sorted((one for one in found if one.score >= 0.4), key=lambda one: -one.start):
        text = text[:one.start] + "<" + one.entity_type + ">" + text[one.end:]
    return text
""",
    "obsei": "from obsei.privacy.redact import redact_text\nmask = lambda text: redact_text(text)[0]",
}


def run() -> None:
    """Print recall per kind, false masks, and CPU time as a ratio to each peer."""
    cases = make_cases(CASES, SEED)
    found = {side: results for side in _SIDES if (results := _run_side(side, cases))}
    print(f"{'':12}" + "".join(f"{side:>20}" for side in found) + f"   of {CASES:,} texts")
    for kinds, right in ((KINDS, _is_masked), (KINDS_THAT_STAY, _has_stayed)):
        for kind in kinds:
            _print_row(kind, [case.kind == kind for case in cases], right, cases, found)
        _print_row("all of these", [case.kind in kinds for case in cases], right, cases, found)
    for side, (_, seconds) in found.items():
        ratio = np.median(seconds) / np.median(found["makegood"][1])
        print(f"{side:12} {np.median(seconds) / CASES * 1e6:8.0f} CPU-us a text, {ratio:6.1f} times makegood's")


def _print_row(
    kind: str,
    asked: list[bool],
    right: Callable[[Case, str], bool],
    cases: list[Case],
    found: dict[str, tuple[list[str], list[float]]],
) -> None:
    """Right of asked, a side; of what must stay, right is what stayed."""
    counts = Counter[str]()
    for side, (masked, _) in found.items():
        counts[side] = sum(right(case, text) for case, text, ask in zip(cases, masked, asked, strict=True) if ask)
    cells = "".join(f"{f'{counts[side]} of {sum(asked)}':>20}" for side in found)
    print(f"{kind:12}{cells}   {'masked' if right is _is_masked else 'stayed'}")


def _is_masked(case: Case, masked: str) -> bool:
    return case.secret is not None and case.secret not in masked


def _has_stayed(case: Case, masked: str) -> bool:
    return masked == case.text


def _run_side(side: str, cases: list[Case]) -> tuple[list[str], list[float]] | None:
    """Each text as the side masks it, and CPU seconds of each run; nothing where the peer is not installed."""
    python = sys.executable if side == "makegood" else os.environ.get("MAKEGOOD_PEERS")
    if not python:
        print(f"{side} was not run: MAKEGOOD_PEERS names no Python that has it (see bench/masks.py)")
        return None
    code = _PROCESS.format(root=str(Path(__file__).resolve().parents[1]), setup=_SIDES[side])
    texts = json.dumps([case.text for case in cases])
    masked, seconds = [], []
    for _ in range(TIMES):
        ran = subprocess.run([python, "-c", code], input=texts, capture_output=True, text=True, check=False)
        if ran.returncode:
            print(f"{side} was not run: {(ran.stderr.strip().splitlines() or ['it ended without a word'])[-1]}")
            return None
        masked, took = json.loads(ran.stdout)
        seconds.append(took)
    return masked, seconds
