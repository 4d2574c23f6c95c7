"""A customer's own name in what he writes, and in what is answered: masked, because the source says who he is.

Patterns find names in greetings and signatures; here the name is known, so that it is found anywhere.
"""

import re
from collections.abc import Callable
from functools import lru_cache

import pyarrow as pa

_LONGEST = 80  # letters; a longer cell is no name
_PLAIN = 4  # letters from which a first name is also found in small letters: `bo` is a verb, `karin` is nobody else
_CHUNK = 1 << 14
# First words of what people call themselves where they do not give a name: words that a review needs.
_NO_NAMES = frozenset(
    {"anonym", "anonymous", "bruger", "customer", "dr", "du", "en", "et", "familien", "family", "fru", "glad", "god"}
    | {"google", "gæst", "guest", "hej", "hr", "kunde", "meget", "mr", "mrs", "ms", "ny", "sur", "super", "the"}
    | {"tidligere", "tilfreds", "trustpilot", "user", "utilfreds", "verified", "verificeret", "vred"}
)


def mask_own_names(
    texts: pa.LargeStringArray, names: pa.LargeStringArray, mark: Callable[[str], str]
) -> pa.LargeStringArray:
    """The texts with each customer's full name and first name masked in his own, as one person.

    Parameters
    ----------
    texts, names : pyarrow.LargeStringArray (n,)
        What is written, and by or to whom; null where nothing is, or nobody is named. A cell with a digit or an `@`
        is a number or an address and no name.
    mark : function of str to str
        The mark that stands for the person of a full name.

    Returns
    -------
    pyarrow.LargeStringArray (n,)
        Nulls stay null.

    Examples
    --------
    >>> texts, names = (pa.array([cell], pa.large_string()) for cell in ("Hej Karin, Karins cykel", "Karin Holm"))
    >>> mask_own_names(texts, names, lambda name: "[name]").to_pylist()
    ['Hej [name], [name]s cykel']
    """
    if texts.null_count == len(texts) or names.null_count == len(names):
        return texts
    parts = []
    for start in range(0, len(texts), _CHUNK):
        cells, who = (column.slice(start, _CHUNK).to_pylist() for column in (texts, names))
        found = [_mask(cell, name, mark) for cell, name in zip(cells, who, strict=True)]
        parts.append(pa.array(found, pa.large_string()))
    return pa.concat_arrays(parts)


def _mask(text: str | None, name: str | None, mark: Callable[[str], str]) -> str | None:
    if text is None or name is None:
        return text
    pattern = _pattern(name)
    if pattern is None or pattern.search(text) is None:
        return text
    mine = mark(" ".join(name.split()))
    return pattern.sub(lambda _: mine, text)


@lru_cache(maxsize=1 << 12)
def _pattern(name: str) -> re.Pattern[str] | None:
    """Finds the full name in any letters, and the first name; None where the cell is no name."""
    parts = name.split()
    if not parts or len(name) > _LONGEST or "@" in name or any(letter.isdigit() for letter in name):
        return None
    first = parts[0].strip(".,")
    wanted = [r"(?i:" + r"\s+".join(map(re.escape, parts)) + ")"] if len(parts) > 1 else []
    if len(first) > 1 and first.casefold() not in _NO_NAMES and any(letter.isalpha() for letter in first):
        plain = re.escape(first)
        wanted.append(f"(?i:{plain})" if len(first) >= _PLAIN else f"{re.escape(first.title())}|{plain.upper()}")
    if not wanted:
        return None
    # Not within a mark, and not within an address, which is masked as a whole.
    return re.compile(rf"(?<![\w\[:])(?<!\w@)(?:{'|'.join(wanted)})(?=['’]?s?(?!\w))(?![\w.+-]*@)")
