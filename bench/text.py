"""Tone and themes on texts that nothing was learned from, default and deep, beside word lists; and documents a second.

Danish reviews (stars 1-2 and 4-5 are clear), English tweets, our held-out statements. Intervals are Wilson's at 95 %.
Fitted to one shop's reviews to 2016, tested on its later ones and on other companies.
"""

import csv
import random
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.stats import binomtest

from makegood.text.fitted import tone_of_stars
from makegood.text.heads import TONES
from makegood.text.understand import Understanding, load

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
HELD_OUT = Path(__file__).with_name("held_out") / "statements.csv"
KEY = b"a key for benches only"
_SOME = 300  # reviews and tweets, drawn once: the deep tier reads some fifty statements a second


def run() -> None:
    """Print every figure."""
    default, deep = load(KEY), load(KEY, all_deep=True)
    quick = load(KEY, quick_only=True)
    reviews, tweets = _reviews(), _tweets()
    some = random.Random(1).sample(reviews, _SOME)
    modes = (("quick", quick), ("default", default), ("deep", deep))
    for name, mode in modes:
        began = time.process_time()
        said = sum(len(found) for found in mode.read(text for text, *_ in some))
        print(
            f"{name}: {len(some) / (time.process_time() - began):.0f} documents a CPU-second, {said} statements, masked"
        )
        _tone(f"Danish reviews, {name}", [text for text, *_ in some], [_place(stars) for _, stars, *_ in some], mode)
        _tone(f"English tweets, {name}", *tweets, mode)
        _themes(name, mode)
    _word_lists(some, tweets)
    _fitted(reviews, quick)


def _place(stars: float) -> int:
    return TONES.index(tone_of_stars(stars))


def _tone(name: str, texts: Sequence[str], tones: Sequence[int], reader: Understanding) -> None:
    tell(name, np.array(list(reader.read_tones(texts))), np.array(tones))


def tell(name: str, rows: npt.NDArray[np.float64], tones: npt.NDArray[np.int64]) -> None:
    """Right of three, mean F1 of three, and right of the clear ones."""
    guessed, clear = rows.argmax(axis=1), tones != 1
    f1 = [
        2 * ((guessed == t) & (tones == t)).sum() / max(1, (guessed == t).sum() + (tones == t).sum()) for t in (0, 1, 2)
    ]
    right = (rows[:, 2] > rows[:, 0]) == (tones == 2)
    print(
        f"{name}: clear {share(right[clear])}, three {share(guessed == tones)}, F1 {np.mean(f1):.2f} "
        f"({' '.join(f'{one:.2f}' for one in f1)})",
        flush=True,
    )


def share(right: npt.NDArray[np.bool_]) -> str:
    """The share with its interval and number."""
    interval = binomtest(int(right.sum()), len(right)).proportion_ci(method="wilson")
    return f"{right.mean():.3f} [{interval.low:.3f}, {interval.high:.3f}] of {len(right)}"


def _themes(name: str, reader: Understanding) -> None:
    with HELD_OUT.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for language in ("da", "en"):
        chosen = [row for row in rows if row["language"] == language]
        top, found = [], []
        for row in chosen:
            tier = reader.deep if reader.all_deep else reader.quick
            assert tier is not None
            themes, tones = reader.read_statements([row["text"]])
            del tones
            top.append(tier.finder.ids[int(themes[0].argmax())] in row["themes"].split())
            none = not tier.finder.choose(themes[0])
            found.append(none if row["themes"] == "none" else top[-1] and not none)
        about = np.array([row["themes"] != "none" for row in chosen])
        print(f"Themes {language}, {name}: first {share(np.array(top)[about])}, with none {share(np.array(found))}")
        tones_of = [[tone.value for tone in TONES].index(row["tone"]) for row in chosen]
        _tone(f"Held-out tone {language}, {name}", [row["text"] for row in chosen], tones_of, reader)


def _word_lists(reviews: Sequence[tuple[str, float, str, int]], tweets: tuple[list[str], list[int]]) -> None:
    try:
        from afinn import Afinn
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
    except ImportError as error:
        print(f"beside: {error.name} is not installed")
        return
    danish, vader = Afinn(language="da"), SentimentIntensityAnalyzer()
    scores = [np.clip(danish.score(text), -1, 1) for text, *_ in reviews]
    tell("Danish reviews, afinn", _of_scores(scores), np.array([_place(stars) for _, stars, *_ in reviews]))
    scores = [vader.polarity_scores(text)["compound"] for text in tweets[0]]
    tell("English tweets, VADER", _of_scores(scores), np.array(tweets[1]))


def _of_scores(scores: Sequence[float]) -> npt.NDArray[np.float64]:
    """Below -.05 negative, above .05 positive, as VADER's authors advise."""
    wide = np.array(scores)
    return np.column_stack([-wide, np.full(len(wide), 0.05), wide])


def _fitted(reviews: Sequence[tuple[str, float, str, int]], reader: Understanding) -> None:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    companies = [company for *_, company, _ in reviews]
    shop = max(sorted(set(companies)), key=companies.count)
    learned = [(text, stars) for text, stars, company, year in reviews if company == shop and year <= 2016]
    fitted = reader.fit(learned)
    vectoriser = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=3, sublinear_tf=True)
    seen = vectoriser.fit_transform([text for text, _ in learned])
    letters = LogisticRegression(class_weight="balanced", max_iter=300)
    letters.fit(seen, [_place(stars) for _, stars in learned])
    for name, chosen in (
        ("the shop 2017-2019", [one for one in reviews if one[2] == shop and one[3] > 2016]),
        ("other companies", [one for one in reviews if one[2] != shop]),
    ):
        texts, tones = [one[0] for one in chosen], [_place(one[1]) for one in chosen]
        points = reader.quick.embedder.embed(texts)
        assert fitted.fitted is not None
        tell(f"Fitted, {name}", fitted.fitted.tones_of(texts, points, reader.quick.heads), np.array(tones))
        tell(f"Character TF-IDF, {name}", letters.predict_proba(vectoriser.transform(texts)), np.array(tones))


def _reviews() -> list[tuple[str, float, str, int]]:
    with (SHARED / "danish_reviews" / "reviews.csv").open(encoding="utf-8", newline="") as stream:
        return [
            (f"{row['title']}. {row['text']}", float(row["rating"]), row["company"], int(row["published_at"][:4]))
            for row in csv.DictReader(stream)
        ]


def _tweets() -> tuple[list[str], list[int]]:
    with (SHARED / "airline_tweets" / "tweets.csv").open(encoding="utf-8", newline="") as stream:
        rows = random.Random(1).sample(list(csv.DictReader(stream)), _SOME)
    names = [tone.value for tone in TONES]
    return [row["text"] for row in rows], [names.index(row["airline_sentiment"]) for row in rows]
