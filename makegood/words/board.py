"""What is said to a board once a quarter: the verdicts then, what became of them, and three things at most."""

from collections.abc import Sequence

from makegood.model import Pace, Period, PromiseState, State, Verdict
from makegood.words.counts import short_count
from makegood.words.dates import MONTHS, SHORT_MONTHS, say_day, say_period
from makegood.words.numbers import part_of
from makegood.words.phrases import Counted, Phrase, listed
from makegood.words.promise import promise_text
from makegood.words.reasons import why_of, why_words, year_of
from makegood.words.verdicts import STATES, always_slipping
from makegood.written import Over, Promise

LETTERS = 64

LABELS = {
    "title": Phrase("Holder vi, hvad vi lover?", "Do we keep what we promise?"),
    "promise": Phrase("Løfte", "Promise"),
    "objective": Phrase("Mål", "Objective"),
    "trend": Phrase("Uge for uge", "Week by week"),
    "today": Phrase("I DAG", "TODAY"),
    "decide": Phrase("BESLUT", "DECIDE"),
    "leave": Phrase("LAD VÆRE", "LEAVE ALONE"),
    "corrections": Phrase("Rettet siden", "Corrected since"),
    "share_kept": Phrase("Andel holdt", "Share kept"),
}
FROZEN = Phrase(
    "Tallene er, som de blev fastlagt dengang; det, der er rettet siden, står for sig.",
    "The figures are as they were fixed at the time; what has been corrected since stands apart.",
)
AS_TODAY = Phrase(
    'Tallene er, som data siger i dag; hvor noget andet blev fastlagt dengang, står det under "Rettet siden".',
    'The figures are as the data say today; where others were fixed at the time, they stand under "Corrected since".',
)
COMPARED = Phrase("{period}, ved siden af {before}", "{period}, beside {before}")
BY_MONTH = Phrase(
    "Flere vurderinger i samme periode er ikke lagt sammen til én; kun antallene er.",
    "Several verdicts within one period are not made into one; only the counts are added.",
)
BACKFILLED = Phrase(
    "Vurderinger fra før den første læsning er taget bagefter.",
    "Verdicts from before the first read were taken after it.",
)
TREND = Phrase(
    "Kurven viser andelen, der blev holdt uge for uge i de to perioder efter dagens data; den stiplede linje er målet.",
    "The curve shows the share kept week by week in the two periods by today's data; the dashed line is the objective.",
)
CHART = Phrase(
    "{says}: andel holdt, {first} til {last}, og målet {objective}.",
    "{says}: share kept, {first} to {last}, and the objective {objective}.",
)
TREND_OF = Phrase(
    "{says}: andel holdt uge for uge; målet er {objective}.",
    "{says}: share kept week by week; the objective is {objective}.",
)

GROUPS = {
    "kept": Phrase("holdt hver gang", "kept every time"),
    "broken": Phrase("brudt mindst én gang", "broken at least once"),
    "unclear": Phrase("kan ikke afgøres", "cannot tell"),
    "none": Phrase("uden vurdering", "without a verdict"),
}
GROUP = Phrase("{part} {word}", "{part} {word}")
THEN = Phrase("({n} i {before})", "({n} in {before})")

WORD_IN = Phrase("{word} i {periods}", "{word} in {periods}")
SO_MANY: dict[Over, Counted] = {
    "month": Counted(Phrase("1 måned", "1 month"), Phrase("{n} måneder", "{n} months")),
    "quarter": Counted(Phrase("1 kvartal", "1 quarter"), Phrase("{n} kvartaler", "{n} quarters")),
    "year": Counted(Phrase("1 år", "1 year"), Phrase("{n} år", "{n} years")),
}
QUARTER = Phrase("{nth}. kvartal", "Q{nth}")
NAMES_AT_MOST = 3
POOLED = Phrase("i alt {count}", "{count} in all")
PARTLY = Counted(
    Phrase("kun 1 af {all} har en vurdering", "only 1 of {all} has a verdict"),
    Phrase("kun {n} af {all} har en vurdering", "only {n} of {all} have a verdict"),
)
LONGER = {
    "quarter": Phrase("vurderes kvartal for kvartal", "judged quarter by quarter"),
    "year": Phrase("vurderes år for år", "judged year by year"),
}
NONE_FIXED = Phrase("intet fastlagt", "nothing fixed")
NONE_JUDGED = Phrase("ingen vurdering", "no verdict")
SLIPPING_SINCE = Phrase("Skrider nu, siden {day}.", "Slipping now, since {day}.")
SLIPPING_ALWAYS = Phrase("Skrider også nu.", "Slipping now as well.")
TERMS_CHANGED = Phrase(
    "Løftet er ændret siden og vurderet igen: {word}.", "The promise has changed since and was judged anew: {word}."
)
CORRECTED = Phrase("Rettet siden.", "Corrected since.")

CORRECTION = Phrase(
    "{says}, {period}: fastlagt som {then}, siden rettet til {today}.",
    "{says}, {period}: fixed as {then}, since corrected to {today}.",
)
CORRECTION_OTHERWISE = Phrase(
    "{says}, {period}: fastlagt som {then} ({word}), siden rettet til {today} (i dag: {word_today}).",
    "{says}, {period}: fixed as {then} ({word}), since corrected to {today} (today: {word_today}).",
)
NO_CORRECTIONS = Phrase("Intet er rettet siden.", "Nothing has been corrected since.")
MORE_CORRECTIONS = Counted(
    Phrase("Og 1 rettelse til; den står i den hele rapport.", "And 1 more correction; it stands in the whole report."),
    Phrase(
        "Og {n} rettelser til; de står i den hele rapport.", "And {n} more corrections; they stand in the whole report."
    ),
)
MORE_PROMISES = Counted(
    Phrase(
        "Og 1 løfte til ({groups}); det står i den hele rapport.",
        "And 1 more promise ({groups}); it stands in the whole report.",
    ),
    Phrase(
        "Og {n} løfter til ({groups}); de står i den hele rapport.",
        "And {n} more promises ({groups}); they stand in the whole report.",
    ),
)

DO_CALL = Counted(
    Phrase("{says}: ring til den ene, der stadig venter.", "{says}: call the one still waiting."),
    Phrase("{says}: ring til de {n}, der stadig venter.", "{says}: call the {n} still waiting."),
)
DO_NOTHING = Phrase("Intet haster.", "Nothing is urgent.")
DECIDE_BROKEN = Phrase(
    "{says}: {count}. {step}",
    "{says}: {count}. {step}",
)
PROMISE_OR_MEND = Phrase(
    "Lov det, I kan holde, eller ret processen.", "Promise what you can keep, or mend the process."
)
DECIDE_SLIPPING = Phrase(
    "{says}: det skrider. Find ud af, hvad der skete omkring {day}.",
    "{says}: it is slipping. Find out what happened around {day}.",
)
DECIDE_CORRECTED = Phrase(
    "{says}: find ud af, hvorfor tallet blev rettet.", "{says}: find out why the number was corrected."
)
DECIDE_NOTHING = Phrase("Der er intet at beslutte.", "There is nothing to decide.")
LEAVE_KEPT = Phrase(
    "{says}: {count}, og det skrider ikke. Læg ikke mere på.",
    "{says}: {count}, and it is not slipping. Add nothing.",
)
LEAVE_UNCLEAR = Phrase(
    "{says}: drag ingen slutning, før det kan afgøres.", "{says}: draw no conclusion until it can be told."
)
LEAVE_NEW = Phrase(
    "Lov ikke mere, og sæt intet nyt i gang, før det, der er lovet, bliver holdt.",
    "Promise no more, and start nothing new, until what is promised is kept.",
)
QUOTED = Phrase('"{says}"', '"{says}"')
MADE_BY = Phrase(
    "Data til og med {day}. Lavet af makegood {version}, {moment}.",
    "Data up to {day}. Made by makegood {version}, {moment}.",
)


def labels(language: str) -> dict[str, str]:
    """All headings in one language, by name."""
    return {name: phrase.say(language) for name, phrase in LABELS.items()}


def say_judged(verdicts: Sequence[Verdict], language: str) -> tuple[tuple[State, str], ...]:
    """The verdicts of one period side by side: each word once, with the periods it was said of.

    A lone verdict on the whole needs no period; `holdt i okt. og nov.` does.
    """
    groups: dict[State, list[Period]] = {}
    for verdict in verdicts:
        groups.setdefault(verdict.state, []).append(verdict.period)
    order = [state for state in (State.BROKEN, State.CANNOT_TELL, State.KEPT) if state in groups]
    return tuple((state, _word_in(state, groups[state], language)) for state in order)


def say_part(period: Period, language: str) -> str:
    """A month or a quarter within a longer period, without its year."""
    if period.over == "month":
        return SHORT_MONTHS[period.first.month - 1].say(language)
    if period.over == "quarter":
        return QUARTER.say(language, nth=(period.first.month + 2) // 3)
    return str(period.first.year)


def say_point(period: Period, language: str) -> str:
    """A period on the axis of a chart, with its year."""
    if period.over == "year":
        return str(period.first.year)
    month = period.over == "month"
    name = MONTHS[period.first.month - 1].say(language) if month else say_part(period, language)
    return f"{name} {period.first.year}"


def say_counted(kept: int, n: int, state: State, several: bool, language: str) -> str:
    """The count of a period, or of several added up."""
    count = short_count(kept, n, state, language)
    return POOLED.say(language, count=count) if several else count


def say_correction(state: PromiseState, verdict: Verdict, language: str) -> str:
    """What was fixed then, and what the data say today."""
    n, kept = verdict.correction or (verdict.n, verdict.kept)
    today = verdict.state_today
    fields = {
        "says": short_text(state.promise, language),
        "period": say_period(verdict.period, language),
        "then": part_of(verdict.kept, verdict.n, language),
        "today": part_of(kept, n, language),
    }
    if today is None:
        return CORRECTION.say(language, **fields)
    return CORRECTION_OTHERWISE.say(
        language, word=STATES[verdict.state].say(language), word_today=STATES[today].say(language), **fields
    )


def say_none(state: PromiseState, over: Over, frozen: bool, language: str) -> str:
    """Why a promise has no verdict in a period: judged by longer periods, or the reason it cannot be told."""
    latest = state.verdict or state.running
    lengths = ("month", "quarter", "year")
    if latest and lengths.index(latest.period.over) > lengths.index(over):
        return LONGER[latest.period.over].say(language)
    why = why_of(state)
    if why and not state.closed:
        return why_words(why, language)
    return (NONE_FIXED if frozen else NONE_JUDGED).say(language)


def say_slipping(state: PromiseState, language: str) -> str:
    """That it slips now, whatever was told then; empty when it does not."""
    if state.now.pace is not Pace.SLIPPING:
        return ""
    if state.now.since is None or always_slipping(state):
        return SLIPPING_ALWAYS.say(language)
    return SLIPPING_SINCE.say(language, day=say_day(state.now.since, language, year_of(state)))


def quoted(state: PromiseState, language: str) -> str:
    """The promise in quotes, before what is said about it."""
    return QUOTED.say(language, says=short_text(state.promise, language))


def short_text(promise: Promise, language: str) -> str:
    """The words customers read on one line, cut between words where a page has no room for more."""
    line = " ".join(promise_text(promise, language).split()).rstrip(" .")
    if len(line) <= LETTERS:
        return line
    return f"{line[: LETTERS - 1].rsplit(' ', 1)[0]}…"


def _word_in(state: State, periods: Sequence[Period], language: str) -> str:
    word = STATES[state].say(language)
    if len(periods) > NAMES_AT_MOST:
        return WORD_IN.say(language, word=word, periods=SO_MANY[periods[0].over].say(language, len(periods)))
    return WORD_IN.say(
        language, word=word, periods=listed([say_part(period, language) for period in periods], language)
    )
