"""Texts with personal data masked: the finds of each kind, and which wins where two overlap."""

import re
from collections.abc import Iterator

import pyarrow as pa

from makegood.text.private import addresses, mail, names, numbers, phones
from makegood.text.private.marker import KINDS, MARKER, Found, marker, plain_digits

_RANK = {kind: rank for rank, kind in enumerate(KINDS)}
# Cheap questions asked first: most texts hold no number long enough to be a person's.
_DIGIT = re.compile(r"\d")
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")
_LONG_NUMBER = re.compile(r"\d(?:[\W_]{0,3}\d){4}")
_AT = re.compile(r"@|＠|[(\[](?:at|snabel)", re.IGNORECASE)


def mask(text: str, key: bytes) -> str:
    """The text with a mask for each e-mail address, account, card, CPR number, telephone, plate, address and name.

    Parameters
    ----------
    text : str
        Any text; what is masked already stays as it is.
    key : bytes
        The organisation's key (`makegood.persons.find_key`).

    Returns
    -------
    str
        The same for the same text and key; masked again, nothing changes.

    Notes
    -----
    Assumes Danish, English or one of the neighbours' ways of writing. An uncommon name in running text stays.

    Examples
    --------
    >>> mask("Ordre 20304050: ring 20 30 40 50", b"a key of 16 bytes")
    'Ordre 20304050: ring [phone:820bceac4477]'
    """
    # A mask may bring two words together that say more: until nothing is found.
    while found := _choose(text):
        parts, end = [], 0
        for one in found:
            parts += [text[end : one.start], marker(one.kind, one.value, key)]
            end = one.end
        text = "".join(parts) + text[end:]
    return text


def mask_column(texts: pa.LargeStringArray, key: bytes) -> pa.LargeStringArray:
    """Each text masked, shape (n_texts,); nulls stay null, and a text that comes again is masked once."""
    coded = texts.dictionary_encode()
    masked = [mask(text, key) for text in coded.dictionary.to_pylist()]
    return pa.array(masked, pa.large_string()).take(coded.indices)


def _choose(text: str) -> list[Found]:
    """The finds in the order of the text; of two that overlap the longer, and of equals the earlier kind."""
    found = sorted(_find(text), key=lambda one: (one.start - one.end, _RANK[one.kind], one.start))
    if not found:
        return []
    taken = [match.span() for match in MARKER.finditer(text)]
    chosen: list[Found] = []
    for one in found:
        if all(one.end <= start or end <= one.start for start, end in taken):
            taken.append((one.start, one.end))
            chosen.append(one)
    return sorted(chosen)


def _find(text: str) -> Iterator[Found]:
    """What each kind finds, where the text has what the kind needs."""
    if _AT.search(text):
        yield from mail.find(text)
    if _OTHER_DIGIT.search(text):
        text = plain_digits(text)
    small = text.casefold()
    if _DIGIT.search(text):
        if _LONG_NUMBER.search(text):
            yield from numbers.find(text, small)
            yield from phones.find(text)
        yield from numbers.find_cued_plates(text, small)
        yield from addresses.find(text, small)
    yield from names.find(text, small)
