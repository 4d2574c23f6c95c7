"""The heads: from a text as a point to its themes and its tone, for each tier, with probabilities that hold.

Learned from our own statements, half of LCC's Danish sentences, MAMS's English ones, and turns of service chats as
words without a tone. How strongly a head is held back, and how sure its probabilities may be, is chosen where it has
not learned (five folds of our own statements).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from makegood.text.embed import Embedder
from makegood.text.heads import TONES
from makegood.text.theme import doubt, middle
from makegood.text.themes_file import read_themes
from train.texts import Written, read_lcc, read_mams, read_multidogo, read_statements

Floats = npt.NDArray[np.float64]

SEED = 4
FOLDS = 5
HELD_BACK = (1.0, 3.0, 10.0, 30.0)  # sklearn's C of themes, from strong to weak
HELD_BACK_TONE = (0.1,)  # our folds know our style alone, so by them and by LCC left out of learning together
SHARE = 0.1  # of our own statements that the deep tier reads after the quick tier
_CHAT = 300  # turns of service chats
_WEIGHTS = {"own": 1.0, "lcc": 1.0, "mams": 0.3, "chat": 0.5}


@dataclass(frozen=True)
class Fitted:
    """A linear head and how often it was right where it had not learned."""

    rows: Floats
    constant: Floats
    right: float
    held_out: Floats  # its probabilities of our own statements, each by a head that had not seen it


@dataclass(frozen=True)
class Toned:
    """Texts with a tone, as a place in TONES, and what one weighs."""

    texts: list[str]
    tones: npt.NDArray[np.int64]
    weights: Floats


def make_heads(out: Path, shared: Path, tiers: Sequence[Embedder]) -> dict[str, tuple[float, float]]:
    """Write the heads of both tiers, and say how often theme and tone were right in the folds, by tier.

    Parameters
    ----------
    out : Path
        The file, `heads.npz`.
    shared : Path
        The folder of the shared data.
    tiers : sequence of Embedder
        `quick` and `deep`.
    """
    own, others = read_statements(), gather_tones(shared)
    ids = read_themes().ids
    stored: dict[str, Any] = {"ids": np.array(ids)}
    right = {}
    for tier in tiers:
        points = tier.embed([one.text for one in own])
        theme = fit_themes(points, own, ids)
        tone = fit_tones(points, own, tier.embed(others.texts), others)
        told = fit_told(points, own, ids, tier)
        doubts = np.sort(doubt(theme.held_out[:, :-1], tone.held_out))
        name = tier.name
        stored |= {
            f"{name}.theme": theme.rows.astype(np.float32),
            f"{name}.theme_constant": theme.constant.astype(np.float32),
            f"{name}.tone": tone.rows.astype(np.float32),
            f"{name}.tone_constant": tone.constant.astype(np.float32),
            f"{name}.told": told,
            f"{name}.doubt": np.array(doubts[int(len(doubts) * (1 - SHARE))]),
        }
        right[name] = (theme.right, tone.right)
    np.savez(out, **stored)
    return right


def gather_tones(shared: Path) -> Toned:
    """Texts with a tone that are not our own: LCC, MAMS where all aspects agree, and chats as neutral."""
    texts, tones, weights = [], [], []
    for text, valence in read_lcc(shared):
        texts.append(text)
        tones.append(1 + (valence > 0) - (valence < 0))
        weights.append(_WEIGHTS["lcc"])
    names = [tone.value for tone in TONES]
    for text, polarities in read_mams(shared):
        if len(set(polarities)) == 1 and polarities[0] in names:
            texts.append(text)
            tones.append(names.index(polarities[0]))
            weights.append(_WEIGHTS["mams"])
    turns = [turn for turn in read_multidogo(shared) if len(turn.split()) > 3]
    Random(SEED).shuffle(turns)
    for turn in islice(turns, _CHAT):
        texts.append(turn)
        tones.append(1)
        weights.append(_WEIGHTS["chat"])
    return Toned(texts, np.array(tones), np.array(weights))


def label(own: Sequence[Written], ids: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Which themes each statement is about, shape (n_statements, n_ids + 1); the last is none."""
    found = np.array([[id in one.themes for id in ids] for one in own])
    return np.column_stack([found, ~found.any(axis=1)])


def fit_themes(points: npt.NDArray[np.float32], own: Sequence[Written], ids: Sequence[str]) -> Fitted:
    """A head for themes; a statement of two themes teaches half of each."""
    labels = label(own, ids)
    first = labels.argmax(axis=1)

    def fit(chosen: npt.NDArray[np.int64], strength: float) -> LogisticRegression:
        row, theme = np.nonzero(labels[chosen])
        weights = 1 / labels[chosen].sum(axis=1)[row]
        model = LogisticRegression(C=strength, max_iter=400)
        return model.fit(points[chosen][row], theme, sample_weight=weights)

    best: tuple[float, float, Floats] | None = None
    for strength in HELD_BACK:
        scores = np.zeros(labels.shape)
        for learn, test in _folds(first):
            model = fit(learn, strength)
            scores[test] = -30.0
            scores[np.ix_(test, model.classes_)] = model.decision_function(points[test])
        right = float(labels[np.arange(len(own)), scores.argmax(axis=1)].mean())
        if best is None or right > best[0]:
            best = (right, strength, scores)
    assert best is not None
    right, strength, scores = best
    sure = _find_sureness(scores, first)
    model = fit(np.arange(len(own)), strength)
    return Fitted(model.coef_ * sure, model.intercept_ * sure, right, softmax(scores * sure, axis=1))


def fit_tones(
    points: npt.NDArray[np.float32], own: Sequence[Written], points_of_others: npt.NDArray[np.float32], others: Toned
) -> Fitted:
    """A head for tone; each tone weighs the same, whatever its number."""
    names = [tone.value for tone in TONES]
    tones = np.array([names.index(one.tone) for one in own])

    def fit(chosen: npt.NDArray[np.int64], strength: float) -> LogisticRegression:
        weights = np.concatenate([np.full(len(chosen), _WEIGHTS["own"]), others.weights])
        labels = np.concatenate([tones[chosen], others.tones])
        model = LogisticRegression(C=strength, max_iter=400, class_weight="balanced")
        return model.fit(np.concatenate([points[chosen], points_of_others]), labels, sample_weight=weights)

    best: tuple[float, float, Floats] | None = None
    for strength in HELD_BACK_TONE:
        scores = np.zeros((len(own), len(TONES)))
        for learn, test in _folds(tones):
            scores[test] = fit(learn, strength).decision_function(points[test])
        right = float((scores.argmax(axis=1) == tones).mean())
        if best is None or right > best[0]:
            best = (right, strength, scores)
    assert best is not None
    right, strength, scores = best
    sure = _find_sureness(scores, tones)
    model = fit(np.arange(len(own)), strength)
    return Fitted(model.coef_ * sure, model.intercept_ * sure, right, softmax(scores * sure, axis=1))


def fit_told(
    points: npt.NDArray[np.float32], own: Sequence[Written], ids: Sequence[str], tier: Embedder
) -> npt.NDArray[np.float64]:
    """Slope and constant of a theme that no head knows: how near a text is to what tells of a theme."""
    middles = np.stack([middle(theme.told, tier) for theme in read_themes()])
    near = points.astype(np.float64) @ middles.T
    model = LogisticRegression(C=100.0).fit(near.reshape(-1, 1), label(own, ids)[:, :-1].reshape(-1))
    return np.array([model.coef_[0, 0], model.intercept_[0]])


def _folds(classes: npt.NDArray[np.int64]) -> list[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]]:
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
    return list(folds.split(np.zeros(len(classes)), classes))


def _find_sureness(scores: Floats, truth: npt.NDArray[np.int64]) -> float:
    """What to multiply scores by, so that what is said to be likely at 80 of 100 is so (temperature scaling)."""

    def loss(log_factor: float) -> float:
        return -float(log_softmax(scores * np.exp(log_factor), axis=1)[np.arange(len(truth)), truth].mean())

    return float(np.exp(minimize_scalar(loss, bounds=(-3, 3), method="bounded").x))
