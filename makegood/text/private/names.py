"""Names of persons: in greetings, signatures and "talte med X", and common first names wherever they stand."""

import re
from collections.abc import Iterator

from makegood.text.private.marker import Found
from makegood.text.private.name_lists import load

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĘĚĞĢĪİĶĹŁŃŇŌŐŒŘŚŞŠŤŪŮŰŹŻŽ"
_CAPITAL = rf"[{_UPPER}][^\W\d_]*(?:['’-][{_UPPER}]?[^\W\d_]+){{0,2}}"
_INITIAL = rf"(?:\s(?:[{_UPPER}]\.?(?!\w)|af|von|van|de|der|el|al|bin|da|la|le)(?=\s))"
_MORE = rf"(?:(?:{_INITIAL}){{0,2}}[ \u00a0]{_CAPITAL}){{0,3}}"
_TITLE = r"(?:(?:hr|herr|fru|frk|frøken|mr|mrs|ms|miss|mister|dr|frau|prof)\.?\s)"
_CAPITALISED = re.compile(rf"(?<![\w@#'’.:/-])(?<!\[)({_CAPITAL})")
_FOLLOWING = re.compile(rf"{_INITIAL}{{0,2}}[ \u00a0]({_CAPITAL})(?!\w)")
_SIGNED = (
    r"(?:de\s)?(?:bedste\s|venlige?\s|venligst\s|mange\s|kærlige?\s|glade\s|kære\s|varme\s)?(?:hilsner|hilsen|hilsener)|mvh|vh|dbh|"
    r"m\.\s?v\.\s?h|v\.\s?h|med\svenlig\shilsen|(?:kind|best|warm|many)\sregards|regards|sincerely|yours\s(?:truly|faithfully|sincerely)|"
    r"cheers|best\swishes|all\sthe\sbest|underskrevet|signed|hälsningar|vänliga\shälsningar|"
    r"mit\sfreundlichen\sgrüßen|grüße"
)
_SAID = (
    r"(?:talte|talt|taler|tale|snakkede|snakket|snakke|snakker|chattede|chattet|skrev|skrevet|skriver|mailede)\smed|"
    r"(?:betjent|hjulpet|ekspederet|vejledt|rådgivet|kontaktet|behandlet|modtaget|ringet\sop|serviceret|kørt|leveret)\saf|"
    r"(?:svar|opkald|mail|hjælp|besøg|sms)\sfra|ved\snavn|(?:som|der|han|hun|jeg|medarbejder|ekspedient)\shedder|"
    r"mit\snavn\ser|(?<!\w)navn\s?:|(?:ekspedient|ekspedienten|medarbejderen|konsulenten|konsulent|rådgiveren|sælgeren|teknikeren|"
    r"chaufføren|montøren|butikschefen|supporteren|kollegaen|kundechefen|kunderådgiver|medarbejder|tekniker|montør)|"
    r"(?:spoke|speaking|spoken|talked|talking|chatted|chatting|dealt|dealing)\s(?:to|with)|"
    r"(?:helped|served|assisted|handled|greeted)\sby|my\sname\sis|(?:agent|rep|guy|lady|woman|man|someone|person|clerk|manager|"
    r"attendant|representative|supervisor)(?:\s(?:named|called))?|name\s?:|her\sname\s(?:is|was)|his\sname\s(?:is|was)|"
    r"(?:han|hun|hans|hendes)\snavn\s(?:er|var)"
)
_THANKED = r"(?:tak|ros|thumbs\sup|cudos|kudos|shout-?out|thanks|thank\syou|props|credit|hats\soff|hatten\saf|klapsalve)\s(?:til|to|for)"
_GREETED = re.compile(
    rf"(?<!\w)(hej(?:sa)?|hejs|halløj|hallo|goddag|godmorgen|dav|davs|hi|hello|hey|morning|hei|hallå|kære|kæreste|dear|lieber?)"
    rf"(?:\sigen|\sagain)?,?\s({_TITLE}?)({_CAPITAL}{_MORE})(?!\w)(\s?[,!.:\n]|\s*$)?",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(
    rf"(?<!\w)(?:{_SIGNED})(?:\sfra)?\s?[.,:!/-]{{0,2}}\s{{0,4}}({_TITLE}?)((?-i:{_CAPITAL}{_MORE})|[^\W\d_]{{2,20}}(?:\s[^\W\d_]{{2,20}}){{0,2}}(?=\s*$))",
    re.IGNORECASE,
)
_CUED = re.compile(rf"(?<!\w)(?i:{_SAID})[:,]?\s((?i:{_TITLE})?)({_CAPITAL}{_MORE})(?!\w)")
_WEAKLY_CUED = re.compile(rf"(?<!\w)(?i:{_THANKED})\s((?i:{_TITLE})?)({_CAPITAL}{_MORE})(?!\w)(?!\s(?:[A-Z]))")
_TITLED = re.compile(rf"(?<!\w)(?:[Hh]r|[Ff]ru|[Ff]rk|Mr|Mrs|Ms|Miss|Herr|Frau)\.?\s({_CAPITAL}{_MORE})(?!\w)")
_HELPFUL = re.compile(
    rf"(?<!\w)({_CAPITAL}{_MORE})(?=\s(?:i|fra|hos|from|in|at)\s(?:jeres\s|the\s|your\s|vores\s|deres\s)?"
    r"(?i:kundeservice|kundesupport|support|butikken|kundecentret|kundecenteret|afdelingen|receptionen|customer\sservice|"
    r"customer\scare|reception|service|salg|teknik|telefonen|chatten|chat))"
)
_SIGN_OFF = re.compile(rf"(?:[\s.!?][/–—-]\s?|[.!?]\s+)({_CAPITAL}{_MORE})\s*$")
_FIRST = re.compile(r"(?:^|[.!?:;\n\"”»(*•/–—-])\s*$")
_SPLIT = re.compile(r"[\s-]+")


def find(text: str) -> Iterator[Found]:
    """Names by the words around them, then by the list."""
    for match in _GREETED.finditer(text):
        if match[3][0].isupper():
            yield from _named(match, 3, sure=bool(match[2] or match[4] is not None))
        elif match[3].split()[0].casefold() in load().first:
            yield from _small(match, 3)
    for match in _SIGNATURE.finditer(text):
        if match[2][0].isupper():
            yield from _named(match, 2, sure=True)
        elif match[2].split()[0] in load().first | load().within:
            yield from _small(match, 2)
    for match in _CUED.finditer(text):
        yield from _named(match, 2, sure=True)
    for match in _WEAKLY_CUED.finditer(text):
        yield from _named(match, 2, sure=True)
    for pattern in (_TITLED, _HELPFUL):
        for match in pattern.finditer(text):
            yield from _named(match, 1, sure=True)
    for match in _SIGN_OFF.finditer(text):
        yield from _named(match, 1, sure=False)
    yield from _find_listed(text)


def _named(match: re.Match[str], group: int, *, sure: bool) -> Iterator[Found]:
    """The words of a place for a name up to the first that is none; unsure, its first must be a known name."""
    start, end = match.start(group), match.start(group)
    lists = load()
    for word in re.finditer(r"[^\s]+", match[group]):
        plain = word[0].casefold().strip(".")
        if plain in lists.none or (word.start() == 0 and not (sure or _is_known(plain))):
            break
        end = start + word.end()
    written = match.string[start:end]
    if end > start and not _is_firm(match.string, end) and len(written) > 1:
        stem = written[:-1] if _is_genitive(written) else written
        yield Found(start, start + len(stem), "name", stem)


def _small(match: re.Match[str], group: int) -> Iterator[Found]:
    """A name written without a capital letter: the first word, and in a signature the one or two that follow."""
    words = match[group] if group == 2 else match[group].split()[0]
    yield Found(match.start(group), match.start(group) + len(words), "name", words)


def _is_known(word: str) -> bool:
    lists = load()
    return any(word in names for names in (lists.first, lists.within, lists.alone)) or word.endswith("sen")


def _is_genitive(written: str) -> bool:
    """Mettes is of Mette; Jens is a name of its own."""
    last = _SPLIT.split(written)[-1].casefold()
    lists = load()
    return last.endswith("s") and last not in lists.first and last[:-1] in lists.first | lists.surnames


def _is_firm(text: str, end: int) -> bool:
    """A company, by what follows."""
    return (
        re.match(r"\.(?:dk|com|se|no|de|net|org|eu|co)\b|\s(?:A/S|ApS|AS|AB|Ltd|Inc|GmbH|I/S)(?!\w)|\d|@", text[end:])
        is not None
    )


def _find_listed(text: str) -> Iterator[Found]:
    lists = load()
    after = 0
    for match in _CAPITALISED.finditer(text):
        if match.start() < after:
            continue
        word = match[1].casefold()
        stem = (
            word
            if word in lists.first or word.partition("-")[0] in lists.first
            else word.removesuffix("s").rstrip("'’")
        )
        shouted = len(word) > 1 and match[1].isupper()
        if stem in lists.first or stem.partition("-")[0] in lists.first:
            taken = not shouted or len(word) > 3
        else:
            stem, taken = word, False
            if word in lists.within:
                taken = not shouted and _FIRST.search(text, max(0, match.start() - 4), match.start()) is None
        end = match.start() + len(stem) if stem != word else match.end()
        if (taken or word in lists.within or word in lists.alone) and end == match.end():
            end, with_surname = _surname(text, end, sure=taken)
            taken = taken or with_surname
        if taken and not _is_firm(text, end):
            after = end
            yield Found(match.start(), end, "name", text[match.start() : end])


def _surname(text: str, end: int, *, sure: bool) -> tuple[int, bool]:
    """Where the surnames end, and whether there is one; after a word that is also a name only a known surname counts."""
    lists, found = load(), False
    while match := _FOLLOWING.match(text, end):
        word = match[1].casefold()
        known = word.endswith(("sen", "sson")) or word in lists.surnames
        stem = word.removesuffix("s")
        genitive = not known and word.endswith("s") and (stem.endswith("sen") or stem in lists.surnames)
        if not (known or genitive or (sure and word not in lists.none and not match[1].isupper())):
            break
        end, found = match.end() - genitive, True
        if genitive:
            break
    return end, found
