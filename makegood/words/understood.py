"""What `makegood understand` says of its work."""

from makegood.words.phrases import Counted, Phrase

PROGRESS = Counted(
    Phrase("{n} kommentar læst", "{n} comment read"), Phrase("{n} kommentarer læst", "{n} comments read")
)
VOICES = Counted(Phrase("{n} kommentar", "{n} comment"), Phrase("{n} kommentarer", "{n} comments"))
STATEMENTS = Counted(Phrase("{n} udsagn", "{n} statement"), Phrase("{n} udsagn", "{n} statements"))
UNCLEAR = Counted(
    Phrase("{n} udsagn passer ikke på noget emne", "{n} statement fits no theme"),
    Phrase("{n} udsagn passer ikke på noget emne", "{n} statements fit no theme"),
)
QUICK_ALONE = Phrase(
    'Læst af en maskine, hurtigt niveau alene. Det dybe niveau rammer oftere rigtigt: `pip install "makegood[text]"`',
    'Read by a machine, quick tier alone. The deep tier is right more often: `pip install "makegood[text]"`',
)
BOTH = Phrase(
    "Læst af en maskine: hurtigt niveau, og dybt niveau hvor det hurtige var i tvivl.",
    "Read by a machine: the quick tier, and the deep tier where the quick one was in doubt.",
)
DEEP = Phrase("Læst af en maskine, dybt niveau.", "Read by a machine, deep tier.")
FITTED = Phrase(
    "Tonen er lært af jeres egne {n} kommentarer med stjerner.",
    "The tone is learned from your own {n} comments with stars.",
)
TOO_FEW = Phrase(
    "For få kommentarer med stjerner til at lære tonen af dem; makegoods egen er brugt.",
    "Too few comments with stars to learn the tone from them; makegood's own is used.",
)
_TIERS = {"quick": QUICK_ALONE, "quick and deep": BOTH, "deep": DEEP}


def say_progress(voices: int, language: str) -> str:
    """How far it has come."""
    return PROGRESS.say(language, voices)


def say_understood(voices: int, statements: int, unclear: int, tiers: str, language: str) -> str:
    """The counts, and which tiers read."""
    counted = (
        f"{VOICES.say(language, voices)}, {STATEMENTS.say(language, statements)}; {UNCLEAR.say(language, unclear)}."
    )
    return f"{counted}\n{_TIERS[tiers].say(language)}"


def say_fitted(n: int, language: str) -> str:
    """Whether the tone was learned from the user's own rated voices; 0 when there were too few."""
    return FITTED.say(language, n=n) if n else TOO_FEW.say(language)
