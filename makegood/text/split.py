"""A voice as statements: sentences, and the parts of a long one that a "but" sets against each other.

Text comes in as it was stored (masked) and passes `plain` first. Offsets are into the plain text, so that
`text[start:end]` is the statement, word for word. What somebody else wrote inside it (the company's reply that was
copied in, quoted lines) is not the customer's and gives no statement.
"""

import re
from html import unescape

LONGEST = 600  # letters of one statement; a longer run without any sign is cut at a space
_OPPOSED = 40  # letters from which a sentence is cut at "but"
_CHAINED = 160  # letters from which a sentence is cut at ", and"

_DROPPED = re.compile(r"<(script|style)\b.{0,2000}?</\1\s*>|<!--.{0,2000}?-->", re.IGNORECASE | re.DOTALL)
_BREAKS = re.compile(r"</?(?:br|p|div|li|ul|ol|tr|h[1-6]|blockquote)\b[^<>]*>", re.IGNORECASE)
_TAGS = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>")
_SPACES, _LINES = re.compile(r"[^\S\n]{2,}"), re.compile(r"\n{3,}")
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\xa0\u200b\u2060\ufeff\ud800-\udfff]")

_EMOJI = r"[\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
_PICTURE = rf"(?:{_EMOJI}[\ufe0f\u200d\U0001f3fb-\U0001f3ff]*+|[:;]-?[)(DP]|<3)"
_SAYS_SOMETHING = re.compile(rf"[^\W_]|{_EMOJI}")

# Nothing here goes back over what it has read: a text of a million signs takes no longer a letter than a short one.
# The end of a sentence with what belongs to it, or of a line, or pictures before a new sentence.
_ENDS = re.compile(
    rf"""(?<![.!?\u2026])(?P<end>[.!?\u2026]++[)\]"'\u2019\u201d\u00bb]*+(?:\s?+{_PICTURE})*+)(?=\s|$)
    |(?<=[^\W\d_]{{2}})(?P<joined>[.!?]++)(?=[A-ZÆØÅÄÖ][a-zæøåäöé])
    |(?<!{_EMOJI})(?P<pictures>{_PICTURE}(?:\s?+{_PICTURE})*+)(?=\s[A-ZÆØÅÄÖ])
    |(?P<semicolon>;)(?=\s)
    |(?P<line>\n)""",
    re.VERBOSE,
)
_BULLET = re.compile(r"\s*(?:[-*\u2022\u00b7\u2013\u2014+]\s+|\(?\d{1,2}[.)]\s+)?")
_BULLETED = re.compile(r"\s*(?:[-*\u2022\u00b7\u2013\u2014+]\s|\(?\d{1,2}[.)]\s)")
_LAST_WORD = re.compile(r"[^\s(\"'\u00bb\u201d]+$")

_ADDRESS = re.compile(r"www$|[@/]", re.IGNORECASE)  # a dot inside an address ends nothing

_GO_ON = frozenset((
    "adr", "att", "bl.a", "bla", "ca", "d", "d.v.s", "dr", "dvs", "e.g", "ekskl", "evt", "f.eks", "feks", "fr",
    "ft", "hr", "i.e", "ift", "inkl", "jf", "jr", "kl", "maks", "max", "mht", "min", "mr", "mrs", "ms", "mv.h",
    "nr", "pga", "p.g.a", "pkt", "prof", "s.u", "skt", "st", "str", "tel", "tlf", "t.ex", "tor", "vedr", "vs",
))  # fmt: skip  # never the end
_MAY_END = frozenset((
    "a.m", "approx", "dg", "etc", "inc", "kr", "ltd", "m.fl", "m.m", "m.v", "mdr", "mfl", "mio", "mm", "mv", "o.l",
    "o.s.v", "osv", "p.m", "pct", "stk", "t",
))  # fmt: skip
_MONTHS = re.compile(
    r"\s+(?:jan|feb|mar|apr|maj|may|jun|jul|aug|sep|okt|oct|nov|dec)[a-zæøå]*\b|\s+(?:sal|gang|klasse|th|tv)\b",
    re.IGNORECASE,
)

_BUT = re.compile(
    r"(?:,\s?|\s)(?=(?:men|but|derimod|however|although|selvom|desværre|til gengæld|on the other hand)\b)"
    r"|\s(?=[\u2013\u2014-]\s)",
    re.IGNORECASE,
)
_AND = re.compile(r",\s?(?=(?:og|and|så|so|fordi|because)\b)", re.IGNORECASE)

# Where somebody else begins to speak, and where the customer goes on.
_COMPANY = r"[^\n:]{0,60}"
_OTHERS = re.compile(
    rf"""(?:^|\n|(?<=[.!?]\s))[ \t]*(?:
        (?:Svar|Kommentar|Reply|Response|Answer|Comment)\s+(?:fra|from|by|af)\s{_COMPANY}(?:[:\n]|$)
        |(?:Virksomhedens|Butikkens|Ejerens|Firmaets|Kundeservices?)\s+svar{_COMPANY}[:\n]
        |(?:Owner|Company|Merchant|Seller)(?:['\u2019]s)?\s+(?:reply|response|answer){_COMPANY}[:\n]
        |(?:Den|D\.)\s[^\n]{{4,80}}\sskrev\b{_COMPANY}:
        |On\s[^\n]{{4,80}}\swrote:
        |-{{2,}}\s*(?:Oprindelig|Original|Videresendt|Forwarded)\b[^\n]*
    )""",
    re.VERBOSE,
)
_BACK = re.compile(
    r"\n[ \t]*(?:Opdatering|Opdateret|Redigeret|Rettelse|Tilføjelse|Update|Updated|Edit|Edited)\b[^\n:]{0,30}:", re.I
)
_QUOTED_LINE = re.compile(r"^[ \t]*>[^\n]*", re.MULTILINE)


def plain(text: str) -> str:
    """The text without tags, entities and what cannot be read; a break in the page becomes a line.

    Examples
    --------
    >>> plain("Hurtig<br>levering &amp; god <b>service</b> <3")
    'Hurtig\\nlevering & god service <3'
    """
    if "&" in text:
        text = unescape(text)
    if "<" in text:
        text = _TAGS.sub(" ", _BREAKS.sub("\n", _DROPPED.sub(" ", text)))
    text = _UNREADABLE.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _LINES.sub("\n\n", _SPACES.sub(" ", text)).strip()


def split(text: str) -> list[tuple[int, int]]:
    """Where each statement of a plain text begins and ends, in order; none is empty and none overlaps.

    Examples
    --------
    >>> text = "Kom kl. 14 i går. Fin vare, men den var ca. 3 dage forsinket!"
    >>> [text[start:end] for start, end in split(text)]
    ['Kom kl. 14 i går.', 'Fin vare,', 'men den var ca. 3 dage forsinket!']
    """
    spans = []
    for part_start, part_end in own_words(text):
        for start, end in _sentences(text, part_start, part_end):
            spans += _clauses(text, start, end)
    return [(start, end) for start, end in spans if _SAYS_SOMETHING.search(text, start, end)]


def own_words(text: str) -> list[tuple[int, int]]:
    """The parts of a text that its writer wrote, without a reply or a message that was copied into it."""
    others = [match.span() for match in _QUOTED_LINE.finditer(text)] if ">" in text else []
    at = 0
    while found := _OTHERS.search(text, at):
        back = _BACK.search(text, found.end())
        others.append((found.start(), back.start() if back else len(text)))
        at = others[-1][1]
        if not back:
            break
    own, at = [], 0
    for start, end in sorted(others):
        if start > at:
            own.append((at, start))
        at = max(at, end)
    return [*own, (at, len(text))] if at < len(text) else own


def _sentences(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    """Sentences and lines of a part, stripped, without the bullets of a list."""
    spans = []
    for match in _ENDS.finditer(text, start, stop):
        if match.end() <= start or not _is_end(text, match, start, stop):
            continue
        spans.append(_strip(text, start, match.end()))
        start = match.end()
    spans.append(_strip(text, start, stop))
    return [(begin, end) for begin, end in spans if begin < end]


def _is_end(text: str, match: re.Match[str], start: int, stop: int) -> bool:
    """Whether a sentence ends here; `start` is where it began."""
    if match["line"] is not None:
        return _line_ends(text, match, stop)
    sign: str | None = match["end"]
    if sign is None:
        address = _LAST_WORD.search(text, max(start, match.start() - 60), match.start())
        return match["joined"] is None or address is None or not _ADDRESS.search(address[0])
    following = text[match.end() : stop].lstrip()[:1]
    if sign[0] != "." or not following:
        return not (sign[0] == "\u2026" and following.islower())
    if sign.startswith(".."):
        return not following.islower()
    before = _LAST_WORD.search(text, max(start, match.start() - 30), match.start())
    word = before[0].lower() if before else ""
    if word in _GO_ON or (len(word) == 1 and word.isalpha() and before is not None and before[0].isupper()):
        return False
    if word in _MAY_END:
        return not (following.islower() or following.isdigit())
    if word[-1:].isdigit():
        bullet = text[start : match.start()].strip() == word
        return not (following.islower() or bullet or _MONTHS.match(text, match.end()))
    return True


def _line_ends(text: str, match: re.Match[str], stop: int) -> bool:
    """A line ends a sentence unless the next goes on in a small letter, as a text does that was broken at a width."""
    following = text[match.end() : stop].lstrip(" \t")[:1]
    return not following.islower() or _BULLETED.match(text, match.end()) is not None


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    """Without space and bullet before, and without space behind."""
    bullet = _BULLET.match(text, start, end)
    start = bullet.end() if bullet else start
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentence, or its parts when it is long: at "but", then at ", and", then at the last space that fits."""
    spans = []
    for begin, stop in _cut(text, start, end, _BUT) if end - start >= _OPPOSED else [(start, end)]:
        shorter = _cut(text, begin, stop, _AND) if stop - begin >= _CHAINED else [(begin, stop)]
        for first, last in shorter:
            spans += _pieces(text, first, last)
    return spans


def _cut(text: str, start: int, end: int, where: re.Pattern[str]) -> list[tuple[int, int]]:
    """Cut where both sides have two words at least."""
    spans = []
    for match in where.finditer(text, start, end):
        before, after = text[start : match.end()].strip(), text[match.end() : end]
        if " " in before and after.count(" ") >= 2:
            spans.append(_strip(text, start, match.end()))
            start = match.end()
    return [*spans, _strip(text, start, end)]


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans = []
    while end - start > LONGEST:
        space = text.rfind(" ", start + 1, start + LONGEST)
        cut = space if space > 0 else start + LONGEST
        mask = text.rfind("[", start + 1, cut)
        if mask > 0 and "]" not in text[mask:cut] and cut - mask < 40:
            cut = mask
        spans.append(_strip(text, start, cut))
        start = cut
    return [*spans, _strip(text, start, end)]
