"""E-mail addresses."""

import re
from collections.abc import Iterator

from makegood.text.private.marker import Found

# Each part is bounded and starts where no part of an address stands before it: a long text is read once.
_MAIL = re.compile(
    r"(?<![\w.%+-])(?:mailto:)?([\w.%+'-]{1,64}(?:[@＠]\s?|\s?(?:\(at\)|\[at\]|\(snabel-?a\))\s?)[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}"
    r"\.[^\W\d_]{2,24})(?![\w-])",
    re.IGNORECASE,
)
_AT = re.compile(r"\s?(?:＠|\(at\)|\[at\]|\(snabel-?a\)|@)\s?", re.IGNORECASE)


def find(text: str) -> Iterator[Found]:
    """Addresses, also with `(at)`."""
    for match in _MAIL.finditer(text):
        yield Found(*match.span(1), "email", _AT.sub("@", match[1]))
