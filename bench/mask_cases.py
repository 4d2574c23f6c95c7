"""Texts made up with personal data in every usual spelling, and with numbers and words that must stay."""

import random
from collections.abc import Callable
from typing import NamedTuple

# No name of these is in the list of first names: what finds them is the words around them.
_UNLISTED = (
    "Gertlinde Xenofon Thorgal Quang Oluchi Bronwyn Zbigniew Ingvild Tyrell Yrsa Xochitl Priya Nikhil Arvo Meelis"
)
_LISTED = "Mette Lars Karen Søren Anne Peter Fatima Mohammed Emily John Susanne Jørgen Camilla Thomas Ahmed Sarah"
_LAST = "Holm Jensen Sørensen Kjær Watson Nguyen Møller Vestergaard Ali Friis Walsh Lindqvist Petersen Bjerre"
_STREETS = ("Nørregade", "Skovvej", "Gammel Kongevej", "Lyngby Hovedgade", "Søndergade", "Åboulevarden", "Rosenvænget")
_TOWNS = ("8000 Aarhus C", "2100 København Ø", "5000 Odense C", "9000 Aalborg", "4700 Næstved", "6700 Esbjerg")
_ENGLISH_STREETS = ("High Street", "Church Road", "Victoria Avenue", "Mill Lane", "Park Drive")
_FRAMES = (
    "{}",
    "Jeg har ventet i tre uger. {}",
    "Det er for dårligt, og ingen svarer. {} Hvornår sker der noget?",
    "I have waited for weeks. {}",
    "Dårlig service!\n{}\nJeg køber aldrig her igen.",
)


class Case(NamedTuple):
    """A text, and what of it is personal; `kind` tells what stays where nothing is."""

    text: str
    kind: str
    secret: str | None


def make_cases(count: int, seed: int) -> list[Case]:
    """As many cases, each kind equally often, the same for the same seed."""
    chance = random.Random(seed)
    kinds = [*_SECRETS, *_STAYS]
    cases = []
    for number in range(count):
        kind = kinds[number % len(kinds)]
        frame = chance.choice(_FRAMES)
        if kind in _SECRETS:
            said, secret = _SECRETS[kind](chance)
            cases.append(Case(frame.format(said), kind, secret))
        else:
            cases.append(Case(frame.format(_STAYS[kind](chance)), kind, None))
    return cases


def _digits(chance: random.Random, count: int, first: str = "0123456789") -> str:
    return chance.choice(first) + "".join(chance.choice("0123456789") for _ in range(count - 1))


def _put(chance: random.Random, secret: str, frames: str) -> tuple[str, str]:
    return chance.choice(frames.split("|")).format(secret), secret


def _cpr(chance: random.Random) -> tuple[str, str]:
    day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(0, 99)
    mark = chance.choice(("-", "-", "", " "))
    secret = f"{day:02}{month:02}{year:02}{mark}{_digits(chance, 4)}"
    return _put(
        chance, secret, "Mit cpr er {}.|CPR-nr. {}|De spurgte om {} i telefonen|{}|My social security number {}"
    )


def _phone(chance: random.Random) -> tuple[str, str]:
    a, b, c, d = (_digits(chance, 2) for _ in range(4))
    a = chance.choice("2345678") + a[1]
    spellings = (
        f"{a}{b}{c}{d}",
        f"{a} {b} {c} {d}",
        f"+45 {a} {b} {c} {d}",
        f"+45{a}{b}{c}{d}",
        f"+45 {a}{b}-{c}{d}",
        f"0045 {a}{b}{c}{d}",
        f"(+45) {a} {b} {c} {d}",
        f"{a}-{b}-{c}-{d}",
        f"{a}{b} {c}{d}",
        f"{a} {b}{c[0]} {c[1]}{d}",
        f"+46 7{a[1]} {b}{c[0]} {d} {a}",
        f"07{a[1]}-{b}{c[0]} {d} {a}",
        f"+47 9{a[1]}{b[0]} {c} {d}{a[0]}",
        f"+49 151 {a}{b}{c}{d}",
        f"0151 {a}{b}{c}{d}",
        f"07{a}{b[0]} {c}{d}{a}",
        f"+44 7{a}{b[0]} {c}{d}{a}",
    )
    frames = "Ring til mig på {}.|tlf. {}|Mit nummer er {}|mobil: {}|{}|Call me on {} please|Skriv en sms til {} i dag"
    return _put(chance, chance.choice(spellings), frames)


def _email(chance: random.Random) -> tuple[str, str]:
    name, last = chance.choice(_LISTED.split()).lower(), chance.choice(_LAST.split()).lower()
    local = chance.choice((f"{name}.{last}", f"{name}{_digits(chance, 2)}", f"{name}_{last}+shop", f"{name[0]}-{last}"))
    secret = f"{local}@{chance.choice(('example.dk', 'mail.example.com', 'post-hus.example.org', 'firma.se'))}"
    return _put(chance, secret, "Skriv til {}.|Min mail er {}|E-mail: {}|({})|Send it to {}, please")


def _account(chance: random.Random) -> tuple[str, str]:
    if chance.random() < 0.5:
        country, length = chance.choice((("DK", 14), ("NO", 11), ("DE", 18), ("SE", 20)))
        body = _digits(chance, length)
        check = 98 - int(body + "".join(str(int(letter, 36)) for letter in country) + "00") % 97
        plain = f"{country}{check:02}{body}"
        spaced = " ".join(plain[at : at + 4] for at in range(0, len(plain), 4))
        return _put(
            chance, chance.choice((plain, spaced)), "IBAN {}|Send pengene til {}|Min konto er {}|My IBAN is {}."
        )
    register, number = _digits(chance, 4), _digits(chance, 10)
    secret = chance.choice((f"{register} konto {number}", f"{register} {number}", f"{register}-{number}"))
    return _put(chance, secret, "reg. {}|Reg.nr. {}|Kontonummer: {}|Overfør til konto {}")


def _card(chance: random.Random) -> tuple[str, str]:
    body = chance.choice(("4571", "5413", "5019", "4111")) + _digits(chance, 11)
    total = sum(sum(divmod(int(digit) * (2 - at % 2), 10)) for at, digit in enumerate(body))
    plain = body + str(-total % 10)
    secret = chance.choice((plain, " ".join(plain[at : at + 4] for at in range(0, 16, 4))))
    return _put(chance, secret, "Betalt med {}|Mit kort {} blev trukket to gange|kortnummer {}|Card {} was charged")


def _plate(chance: random.Random) -> tuple[str, str]:
    letters = "".join(chance.choice("BCHLMVXYZ") for _ in range(2))
    number = _digits(chance, 5)
    secret = chance.choice((f"{letters} {number[:2]} {number[2:]}", f"{letters}{number}", f"{letters} {number}"))
    return _put(chance, secret, "Bilen {} holdt ulovligt|nummerplade {}|Min bil har {}|reg.nr. {}|number plate {}")


def _address(chance: random.Random) -> tuple[str, str]:
    house = chance.randint(1, 199)
    if chance.random() < 0.3:
        secret = f"{house} {chance.choice(_ENGLISH_STREETS)}"
        return _put(chance, secret, "It was sent to {} instead|I live at {}.|{}")
    floor = chance.choice(("", "", ", 2. th", ", st. tv", " B", ", 3. sal"))
    town = chance.choice(("", f", {chance.choice(_TOWNS)}"))
    secret = f"{chance.choice(_STREETS)} {house}{floor}{town}"
    return _put(chance, secret, "Jeg bor {}|Leveres til {}.|Pakken blev stillet på {}|Adressen er {}")


def _name(chance: random.Random) -> tuple[str, str]:
    first = chance.choice((_UNLISTED if chance.random() < 0.4 else _LISTED).split())
    secret = chance.choice((first, f"{first} {chance.choice(_LAST.split())}"))
    frames = "Hej {}, hvor er den?|Kære {}\nTak for svaret|Dear {},|Hi {}! Any news?|Mvh {}|Med venlig hilsen\n{}"
    frames += "|Best regards, {}|Jeg talte med {} i går|Blev betjent af {} i butikken|{} i kundeservice hjalp mig"
    return _put(chance, secret, frames + "|Stor tak til {}!|I spoke to {} about it|Mit navn er {}")


_SECRETS: dict[str, Callable[[random.Random], tuple[str, str]]] = {
    "email": _email,
    "account": _account,
    "card": _card,
    "cpr": _cpr,
    "phone": _phone,
    "plate": _plate,
    "address": _address,
    "name": _name,
}


def _order(chance: random.Random) -> str:
    number = _digits(chance, chance.choice((5, 6, 7, 8, 8, 8, 9, 10, 12)))
    frames = "Ordre {}|ordrenr. {}|Ordrenummer: {}|sag {}|Faktura nr. {}|kundenr. {}|Order number {} never came"
    return chance.choice((*(frames + "|Min bestilling {} mangler|ref. {}|#{}|Sag 2024-{}").split("|"),)).format(number)


def _tracking(chance: random.Random) -> str:
    eleven, nine = _digits(chance, 11, "123456789"), _digits(chance, 9)
    forms = (f"pakke {eleven}", f"GLS {eleven}", f"{eleven}", f"RR{nine}DK", f"00370712{_digits(chance, 12)}")
    return chance.choice(
        (*forms, f"1Z999AA1{_digits(chance, 10)}", f"JJD0003{_digits(chance, 13)}", f"tracking {nine}")
    )


def _amount(chance: random.Random) -> str:
    whole = chance.randint(1, 99_999_999)
    dotted = f"{whole:,}".replace(",", ".")
    forms = (f"{whole} kr", f"{dotted} kr.", f"{dotted},50", f"kr. {whole}", f"DKK {dotted},00", f"${whole:,}.00")
    return "Det kostede " + chance.choice((*forms, f"£{whole:,}", f"{whole},-", f"{dotted.replace('.', ' ')} kr"))


def _date(chance: random.Random) -> str:
    day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(1990, 2029)
    forms = (f"{day:02}.{month:02}.{year}", f"{day:02}-{month:02}-{year}", f"{year}-{month:02}-{day:02}")
    return "Bestilt " + chance.choice(
        (*forms, f"{day}/{month}-{year % 100:02}", f"d. {day}. marts {year}", f"i {year}")
    )


def _time(chance: random.Random) -> str:
    hour, other = chance.randint(0, 12), chance.randint(13, 23)
    forms = (f"kl. {hour:02}.30", f"{hour:02}.00-{other}.00", f"{hour}-{other}", f"{hour:02}:15-{other}:45")
    return "Åbent " + chance.choice(forms)


def _quantity(chance: random.Random) -> str:
    count = chance.randint(1, 9999)
    forms = (f"{count} stk.", f"{count % 100}% rabat", f"{count} km", f"{count} dage", f"{count % 5} stjerner")
    return "Det var " + chance.choice(
        (*forms, f"{count} x 250 gram", "8000 Aarhus C", f"version {count}.0.1", "str. 38 40")
    )


def _greeting(chance: random.Random) -> str:
    greetings = "Hej Nordlys,|Hej alle|Kære kundeservice|Hej Jeg har købt en stol|Dear Customer Service,|Hi there!"
    more = "|Mvh en glad kunde|Med venlig hilsen En skuffet kunde|Jeg talte med en medarbejder|Hej GLS|Tak til Jer"
    return chance.choice((greetings + more).split("|"))


_STAYS: dict[str, Callable[[random.Random], str]] = {
    "order": _order,
    "tracking": _tracking,
    "amount": _amount,
    "date": _date,
    "time": _time,
    "quantity": _quantity,
    "greeting": _greeting,
}
KINDS_THAT_STAY = tuple(_STAYS)
