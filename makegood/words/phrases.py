"""A phrase in every language makegood speaks, side by side, so that a translator sees them together."""

from dataclasses import dataclass

from makegood.words.language import known

_THOUSANDS = {"da": ".", "en": ","}


def whole(number: int, language: str) -> str:
    """A whole number with its thousands apart.

    Examples
    --------
    >>> whole(3390, "da"), whole(3390, "en")
    ('3.390', '3,390')
    """
    return f"{number:,}".replace(",", _THOUSANDS[known(language)])


@dataclass(frozen=True)
class Phrase:
    """The same words in Danish and English, with the same `{fields}`."""

    da: str
    en: str

    def say(self, language: str, **fields: str | int) -> str:
        """The phrase in one language; whole numbers are written with their thousands apart.

        Raises
        ------
        MakegoodError : when makegood does not speak the language.
        """
        pattern = {"da": self.da, "en": self.en}[known(language)]
        return pattern.format(**{k: whole(v, language) if isinstance(v, int) else v for k, v in fields.items()})


@dataclass(frozen=True)
class Counted:
    """A phrase that differs for one and for many; none counts as many, in both languages."""

    one: Phrase
    many: Phrase

    def say(self, language: str, n: int, **fields: str | int) -> str:
        """The phrase for that number, which it may show as `{n}`."""
        return (self.one if n == 1 else self.many).say(language, n=n, **fields)


def listed(names: list[str], language: str) -> str:
    """Names as people list them.

    Examples
    --------
    >>> listed(["Aarhus", "Odense", "Vejle"], "da")
    'Aarhus, Odense og Vejle'
    """
    *first, last = names
    return AND.say(language, first=", ".join(first), last=last) if first else last


def capital(sentence: str) -> str:
    """The sentence with a capital first; the rest stays as it is."""
    return sentence[:1].upper() + sentence[1:]


AND = Phrase("{first} og {last}", "{first} and {last}")
