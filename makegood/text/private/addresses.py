"""Street addresses, with floor, door, postal code and town where they follow."""

import re
from collections.abc import Iterator

from makegood.text.private.marker import Found

_SUFFIX = (
    r"gade|gaden|vej|vejen|allé|alle|alléen|stræde|strædet|torv|torvet|plads|pladsen|vænge|vænget|boulevard|boulevarden|"
    r"kaj|stien|brygge|bryggen|skrænten|engen|lunden|toften|parken|haven|bakken|dalen|svinget|krogen|marken|"
    r"gatan|gata|vägen|gränd|gate|veien|vegen|straße|strasse|str\.|weg|platz"
)
_STRONG = r"gade|gaden|vej|vejen|allé|stræde|strædet|vænge|vænget|gatan|vägen|veien|vegen|straße|strasse|boulevard"
_ALONE = (
    r"[Gg]ade|[Vv]ej|[Aa]llé|Alle|[Pp]lads|[Tt]orv|[Bb]oulevard|[Ss]træde|[Vv]ænge|Kaj|[Gg]ata|[Vv]äg|Vei|Platz|Allee"
)
_WORD = r"[A-ZÆØÅÄÖÜÉ][\w.'-]{0,24}"
_HOUSE = r"\d{1,3}(?:(?:[A-Za-z]|\s[A-Z])(?!\w))?(?:\s?[-–]\s?\d{1,3}(?!\d))?"
_FLOOR = (
    r"(?:,?\s{0,2}(?:\d{1,2}\.?\s?(?:sal\.?|etage)|\d{1,2}\.|\d{1,2}(?=\s(?:t\.?[hv]|mf)(?!\w))|st\.?|stuen|kl\.?|kld\.?)"
    r"(?:[\s,]{0,2}(?:t\.?[hv]\.?|m\.?f\.?|dør\s?\d{1,3}|lejl\.?\s?\d{1,3})(?!\w))?)?"
)
_TOWN = (
    r"(?:[\s,;-]{1,3}(?:(?:DK|SE|NO|D|S|N)-?\s?)?(?:\d{4,5}|\d{3}\s\d{2})(?!\d)\s{1,2}[^\W\d_][^\W\d_.-]{1,24}"
    r"(?:\s(?:[CKNVSØ]|NV|SV|NØ|SØ|[A-ZÆØÅÄÖ][a-zæøåäö]{2,20})(?!\w))?)?"
)
_NORDIC = re.compile(
    rf"(?<!\w)((?:{_WORD}\s){{0,3}}?(?:[A-ZÆØÅÄÖÜÉ][\w.'-]{{0,30}}?(?:{_SUFFIX})|{_WORD}\s[A-ZÆØÅ]\w{{1,24}}s\sgate|(?:{_WORD}\s)(?:{_ALONE})|"
    rf"[a-zæøåäöü]{{2,30}}?(?:{_STRONG}))\s{{1,2}}(?:nr\.?\s)?{_HOUSE}(?![\w%])(?!\s?(?:km|kr|dage|timer|min|år|%)\b)){_FLOOR}{_TOWN}"
)
_NUMBERED = re.compile(rf"(?:{_SUFFIX}|gate)\s{{1,2}}(?:nr\.?\s)?\d")
_NO_STREET = re.compile(
    r"(?:motor|lande|hoved|ring|om|ud|ind|gen|under|mellem|bi|side|grus)vej(?:en)?\s|(?:hver|mini|kinder)?parken\s",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    r"(?<![\w.,/-])((?:(?:[Ff]lat|[Aa]pt\.?|[Aa]partment|[Uu]nit)\s\w{1,4},?\s)?\d{1,5}[A-Za-z]?\s(?:[NSEW]\.?\s)?"
    r"(?:[A-Z][\w'.]{1,20}\s){1,3}"
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Close|Court|Ct|Way|Place|Pl|Square|Sq|Terrace|Crescent|"
    r"Boulevard|Blvd|Highway|Hwy|Gardens|Grove|Parkway|Pkwy|Circle|Trail|Row|Mews|Hill)(?!\w)\.?"
    r"(?:,?\s(?:[Aa]pt\.?|[Ff]lat|[Uu]nit|[Ss]uite|#)\s?\w{1,5})?"
    r"(?:,\s[A-Z][\w.'-]{1,20}(?:\s[A-Z][a-z'-]{1,20})?)?"
    r"(?:,?\s(?:[A-Z]{2}\s)?(?:[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}|\d{5}(?:-\d{4})?))?)(?!\w)"
)
_POST_BOX = re.compile(r"(?<!\w)(?:[Pp]ostboks|[Pp]\.?\s?[Oo]\.?\s?[Bb]ox)\s\d{1,6}(?!\w)")


def find(text: str, small: str) -> Iterator[Found]:
    """Streets with a house number; a motorway's number and a distance are none. `small`: the text in small letters."""
    for match in _NORDIC.finditer(text) if _NUMBERED.search(small) else ():
        if not _NO_STREET.match(match[1]):
            end = match.end() - (len(match[0]) - len(match[0].rstrip(" ,;")))
            yield Found(match.start(), end, "address", text[match.start() : end])
    for pattern in (_ENGLISH, _POST_BOX):
        for match in pattern.finditer(text):
            yield Found(*match.span(), "address", match[0])
