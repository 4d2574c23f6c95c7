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
_SAID = frozenset(
    f"{verb} {word}"
    for verbs, words in (
        ("talte talt taler tale snakkede snakket snakke snakker chattede chattet skrev skrevet mailede", "med"),
        ("betjent hjulpet ekspederet vejledt rådgivet kontaktet behandlet modtaget op serviceret kørt leveret", "af"),
        ("opkald hjælp", "fra"),
        ("tak ros hilsen thumbs hatten klapsalve anbefaling", "til"),
        ("ved med af", "navn"),
        ("som der han hun jeg medarbejderen ekspedienten vedkommende", "hedder"),
        ("navn", "er var"),
        ("spoke speaking spoken talked talking chatted chatting dealt dealing", "to with"),
        ("helped served assisted handled greeted", "by"),
        ("thanks kudos props shoutout shout-out", "to"),
        ("thank", "you"),
        ("name", "is was"),
        ("guy lady woman man girl someone person", "named called"),
        ("min mit vores my our", "kollega colleague"),
    )
    for verb in verbs.split()
    for word in words.split()
) | frozenset(
    word
    for words in (
        "ekspedient ekspedienten medarbejderen medarbejder konsulenten konsulent rådgiveren rådgiver sælgeren sælger",
        "teknikeren tekniker chaufføren chauffør montøren montør butikschefen butikschef supporteren supporter",
        "kundechefen kundechef navn agent rep clerk attendant representative supervisor stewardess named name",
        "hr fru frk frøken herr frau mr mrs ms miss mister dr familien ægteparret",
    )
    for word in words.split()
)
_TITLES = frozenset(["hr", "fr", "frk", "mr", "mrs", "ms", "dr"])
_GREETED = re.compile(
    rf"(?<!\w)(hej(?:sa)?|hejs|halløj|hallo|goddag|godmorgen|dav|davs|hi|hello|hey|morning|hei|hallå|kære|kæreste|dear|lieber?)"
    rf"(?:\sigen|\sagain)?,?\s({_TITLE}?)({_CAPITAL}{_MORE})(?!\w)(\s?[,!.:\n]|\s*$)?",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(
    rf"(?<!\w)(?:{_SIGNED})(?:\sfra)?\s?[.,:!/-]{{0,2}}\s{{0,4}}({_TITLE}?)((?-i:{_CAPITAL}{_MORE})|[^\W\d_]{{2,20}}(?:\s[^\W\d_]{{2,20}}){{0,2}}(?=\s*$))",
    re.IGNORECASE,
)
_NAME = re.compile(rf"({_CAPITAL}{_MORE})(?!\w)")
_HELPFUL = re.compile(
    rf"(?<!\w)({_CAPITAL}{_MORE})(?=\s(?:i|fra|hos|from|in|at)\s(?:jeres\s|the\s|your\s|vores\s|deres\s)?"
    r"(?i:kundeservice|kundesupport|support|butikken|kundecentret|kundecenteret|afdelingen|receptionen|customer\sservice|"
    r"customer\scare|reception|service|salg|teknik|telefonen|chatten|chat))"
)
_SIGN_OFF = re.compile(rf"(?:[\s.!?][/–—-]\s?|[.!?]\s+)({_CAPITAL}{_MORE})\s*$")
_FIRM = re.compile(
    r"\.(?:dk|com|se|no|de|net|org|eu|co)\b|\s(?:A/S|ApS|AS|AB|Ltd|Inc|GmbH|I/S)(?!\w)|\d|@", re.IGNORECASE
)
_BRAND = re.compile(rf"(?!(?:Mc|Mac|De|Le|La|Di|Van|O['’]))[^\s-]*?(?:[{_UPPER}]{{2}}|[a-zæøå][{_UPPER}])")
_PLACE = re.compile(r"(?<!\w)(?:San|Santa|St\.?|Saint|Sankt|Sct\.?|Port|Fort|Del|New|Los|Las|Lake|Super|Bloody)\s$")
_FIRST = re.compile(r"(?:^|[.!?:;\n\"”»(*•/–—-])\s*$")
_LAST = 60  # letters at the end in which a text may be signed with a name alone
_SPLIT = re.compile(r"[\s-]+")
# One of these stands in the text where the dear expression could find anything.
_GREETING_WORDS = ("hej", "hal", "god", "dav", "hi", "hello", "hey", "morning", "hei", "kær", "dear", "liebe")
_SIGNED_WORDS = ("hils", "vh", "dbh", "v.", "regards", "sincerely", "yours", "cheers", "best", "underskr", "signed")
_SIGNED_ABROAD = ("hälsn", "grüße", "freundl", "grüss")
_DESKS = (
    "service",
    "support",
    "butikken",
    "cent",
    "afdelingen",
    "recept",
    "customer",
    "salg",
    "tekn",
    "telefon",
    "chat",
)


def find(text: str, small: str) -> Iterator[Found]:
    """Names by the words around them, then by the list; `small` is the text in small letters."""
    for match in _GREETED.finditer(text) if _has(small, _GREETING_WORDS) else ():
        if match[3][0].isupper():
            yield from _named(match, 3, sure=bool(match[2] or match[4] is not None))
        elif match[3].split()[0].casefold() in load().first:
            yield from _small(match, 3)
    for match in _SIGNATURE.finditer(text) if _has(small, _SIGNED_WORDS + _SIGNED_ABROAD) else ():
        if match[2][0].isupper():
            yield from _named(match, 2, sure=True)
        elif match[2].split()[0] in load().first | load().within:
            yield from _small(match, 2)
    for match in _HELPFUL.finditer(text) if _has(small, _DESKS) else ():
        yield from _named(match, 1, sure=True)
    for match in _SIGN_OFF.finditer(text, max(0, len(text) - _LAST)):
        yield from _named(match, 1, sure=False)
    yield from _find_listed(text)


def _is_said(text: str, start: int) -> bool:
    """Whether the one or two words before say that a person follows."""
    words = text[max(0, start - 32) : start].casefold().split()
    if not words or text[start - 1] not in " \u00a0":
        return False
    last = words[-1].rstrip(":,")
    return last in _SAID or last.removesuffix(".") in _TITLES or (len(words) > 1 and f"{words[-2]} {last}" in _SAID)


def _has(small: str, words: tuple[str, ...]) -> bool:
    """A cheap question before a dear one."""
    return any(word in small for word in words)


def _named(match: re.Match[str], group: int, *, sure: bool) -> Iterator[Found]:
    """The words of a place for a name up to the first that is none; unsure, its first must be a known name."""
    start, end = match.start(group), match.start(group)
    lists = load()
    for word in re.finditer(r"[^\s]+", match[group]):
        plain = word[0].casefold().strip(".")
        if (
            plain in lists.none
            or (_BRAND.match(word[0]) and not _is_known(plain))
            or (word.start() == 0 and not (sure or _is_known(plain)))
        ):
            break
        end = start + word.end()
    written = match.string[start:end]
    if len(written) > 1 and not _is_firm(match.string, end) and not _is_place(match.string, start):
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
    return _FIRM.match(text, end) is not None


def _is_place(text: str, start: int) -> bool:
    """San Diego and St. Louis, by what stands before."""
    return _PLACE.search(text, max(0, start - 9), start) is not None


def _find_listed(text: str) -> Iterator[Found]:
    lists = load()
    after = 0
    for match in _CAPITALISED.finditer(text):
        if match.start() < after:
            continue
        if _is_said(text, match.start()) and (named := _NAME.match(text, match.start())):
            yield from _named(named, 1, sure=True)
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
        if taken and not _is_firm(text, end) and not _is_place(text, match.start()):
            after = end
            yield Found(match.start(), end, "name", text[match.start() : end])


def _surname(text: str, end: int, *, sure: bool) -> tuple[int, bool]:
    """Where the surnames end, and whether there is one; unsure of the first name, only a known surname counts."""
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
