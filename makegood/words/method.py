"""How the number was made: the only place that explains the method, plain words before terms."""

from makegood.model import Estimate, PromiseState
from makegood.words.counted import RULE
from makegood.words.dates import DAYS, say_day, say_duration
from makegood.words.phrases import Phrase, whole
from makegood.words.reasons import year_of
from makegood.written import Amount, Keep, Over, Stamp

STAMPS: dict[Stamp, Phrase] = {
    "started_at": Phrase("det begynder", "it begins"),
    "due_at": Phrase("det er lovet til", "it is due"),
    "done_at": Phrase("det er gjort", "it is done"),
}
WITHIN = Phrase(
    "Et tilfælde er holdt, når der højst går {length}, fra {start}, til {end}.",
    "A case is kept when at most {length} pass from when {start} to when {end}.",
)
BY = Phrase(
    "Et tilfælde er holdt, når det er gjort senest på det tidspunkt, der er lovet for netop det.",
    "A case is kept when it is done no later than the time promised for that very case.",
)
BY_FIRST = Phrase(
    "Et tilfælde er holdt, når det er gjort senest på det tidspunkt, der først blev lovet for netop det, også selv om "
    "datoen siden er flyttet.",
    "A case is kept when it is done no later than the time first promised for that very case, even if the date has "
    "been moved since.",
)
OR_WITHIN = Phrase(
    "Har det ikke sin egen dato, gælder løftet, som det var den dag, det begyndte: højst {length}, fra {start}, til "
    "{end}.",
    "Without a date of its own it is held against the promise as it was on the day it began: at most {length} from "
    "when {start} to when {end}.",
)
JUDGED_BY = Phrase(
    "Efter sin egen dato er bedømt {own}, efter løftet {promised}.",
    "Judged by a date of their own: {own}; by the promise: {promised}.",
)
AT_MOST = Phrase(
    "Et tilfælde er holdt, når `{column}` er højst {limit}.", "A case is kept when `{column}` is at most {limit}."
)
AT_LEAST = Phrase(
    "Et tilfælde er holdt, når `{column}` er mindst {limit}.", "A case is kept when `{column}` is at least {limit}."
)
MISSING = {
    "broken": Phrase("Mangler tallet, regnes det for brudt.", "Without the number it counts as broken."),
    "exclude": Phrase("Mangler tallet, tælles det ikke med.", "Without the number it is not counted."),
}
COUNTS_WHEN = Phrase(
    "Det tæller først, når fristen er udløbet, også selv om det er gjort før; ellers ville de hurtige tælle, før de "
    "langsomme kan. Er fristen udløbet, og det ikke er gjort, er det brudt.",
    "It counts only when the deadline has passed, even if it was done before; else the quick would count before the "
    "slow can. When the deadline has passed and it is not done, it is broken.",
)
SPREAD = Phrase(
    "Tallene efter »mellem« viser, hvor den sande andel kan ligge, når der tages højde for tilfældigheder "
    "(95 %-interval, Wilson).",
    "The numbers after “between” show where the true share may lie when chance is allowed for (95 % interval, Wilson).",
)
ALIKE = Phrase(
    "Dage og enheder, hvor tilfældene ligner hinanden, tæller for mindre: {n} siger her så meget som omkring {like} "
    "helt uafhængige.",
    "Days and units whose cases are alike count for less: {n} here say as much as about {like} wholly independent "
    "ones.",
)
JUDGED = Phrase(
    "{period} vurderes én gang, {settle} efter den sidste frist: holdt, når hele spændet ligger på eller over målet; "
    "brudt, når hele spændet ligger under; ellers kan det ikke afgøres. Vurderingen ændres ikke bagefter; "
    "rettes data senere, står det rettede tal ved siden af.",
    "{period} is judged once, {settle} after the last deadline: kept when the whole range lies at or above the "
    "objective; broken when the whole range lies below; else it cannot be told. The verdict does not change "
    "afterwards; when data are corrected later, the corrected number stands beside it.",
)
PERIODS: dict[Over, Phrase] = {
    "month": Phrase("En måned", "A month"),
    "quarter": Phrase("Et kvartal", "A quarter"),
    "year": Phrase("Et år", "A year"),
}
LOOKED = Phrase(
    "Hver dag ses der efter, om løftet er begyndt at skride. Holdes det præcis på målet, giver det i gennemsnit højst "
    "én falsk alarm {every}. En alarm står, til de seneste 28 dage igen er på målet.",
    "Every day we look whether the promise has begun to slip. When it is kept exactly at its objective, that gives on "
    "average at most one false alarm {every}. An alarm stands until the last 28 days are at the objective again.",
)
A_YEAR = Phrase("om året", "a year")
EVERY_DAYS = Phrase("for hver {n} dage", "for every {n} days")
ALARMED = Phrase("Den seneste alarm lød {day}.", "The latest alarm came on {day}.")
UNITS = Phrase(
    "En enhed får aldrig en vurdering. Den nævnes kun, når den klart ikke ligner de andre, og små enheder får lov at "
    "svinge mere.",
    "A unit never gets a verdict. It is named only when it is clearly unlike the others, and small units may vary "
    "more.",
)
NOT_MEASURED = Phrase(
    "Der er ikke regnet noget: løftet har ingen `keep:`.", "Nothing has been computed: the promise has no `keep:`."
)

VERSION = Phrase("Løftets version", "Version of the promise")
METHOD = Phrase("Metode", "Method")
N = Phrase("Tilfælde, der tæller (n)", "Cases that count (n)")
N_EFF = Phrase("Siger så meget som (n_eff)", "Say as much as (n_eff)")
CLUSTERS = Phrase("Dage eller enheder (klynger)", "Days or units (clusters)")
WINDOW = Phrase("Første og sidste dag", "First and last day")
FIRST_TO_LAST = Phrase("{first} til {last}", "{first} to {last}")


def how_made(state: PromiseState, language: str) -> tuple[str, ...]:
    """The method in plain words, one paragraph each, with what was set for this promise."""
    if not state.promise.keep:
        return (NOT_MEASURED.say(language),)
    keep = state.promise.keep[-1]
    paragraphs = [_rule(keep, language)]
    if keep.or_within:
        promised = state.count.by_promise
        paragraphs.append(JUDGED_BY.say(language, own=state.count.n - promised, promised=promised))
    if keep.amount is None and keep.counts is None:
        paragraphs.append(COUNTS_WHEN.say(language))
    estimate = shown_estimate(state)
    if estimate and estimate.value is not None:
        paragraphs.append(SPREAD.say(language))
        if (like := max(1, round(estimate.n_eff))) < estimate.n:
            paragraphs.append(ALIKE.say(language, n=estimate.n, like=like))
    over: Over = state.verdict.period.over if state.verdict else keep.over or "month"
    paragraphs.append(JUDGED.say(language, period=PERIODS[over].say(language), settle=DAYS.say(language, keep.settle)))
    every = A_YEAR.say(language) if keep.alarm_every == 365 else EVERY_DAYS.say(language, n=keep.alarm_every)
    paragraphs.append(LOOKED.say(language, every=every))
    if state.now.alarmed_on:
        paragraphs.append(ALARMED.say(language, day=say_day(state.now.alarmed_on, language, year_of(state))))
    if state.units:
        paragraphs.append(UNITS.say(language))
    return tuple(paragraphs)


def particulars(state: PromiseState, language: str) -> tuple[tuple[str, str], ...]:
    """What it takes to make the number again: (name, value), in the terms of the method."""
    pairs = [(VERSION.say(language), state.promise.version)]
    estimate = shown_estimate(state)
    if estimate is None:
        return tuple(pairs)
    first, last = (say_day(day, language) for day in estimate.window)
    pairs += [
        (METHOD.say(language), estimate.method),
        (N.say(language), whole(estimate.n, language)),
        (N_EFF.say(language), whole(round(estimate.n_eff), language)),
        (CLUSTERS.say(language), whole(estimate.clusters, language)),
        (WINDOW.say(language), FIRST_TO_LAST.say(language, first=first, last=last)),
    ]
    return tuple(pairs)


def shown_estimate(state: PromiseState) -> Estimate | None:
    """The estimate behind the shown count: of the last closed period, else of all that has come due."""
    return state.verdict.estimate if state.verdict else state.whole


def _rule(keep: Keep, language: str) -> str:
    if keep.counts:
        return RULE.say(language, source=keep.counts)
    if keep.within:
        length = say_duration(keep.within, language)
        start, end = STAMPS[keep.from_].say(language), STAMPS[keep.to].say(language)
        return WITHIN.say(language, length=length, start=start, end=end)
    if keep.amount:
        return f"{_limit(keep.amount, language)} {MISSING[keep.amount.missing].say(language)}"
    own = (BY_FIRST if keep.by == "first_due_at" else BY).say(language)
    if keep.or_within is None:
        return own
    start, end = STAMPS[keep.from_].say(language), STAMPS[keep.to].say(language)
    length = say_duration(keep.or_within, language)
    return f"{own} {OR_WITHIN.say(language, length=length, start=start, end=end)}"


def _limit(amount: Amount, language: str) -> str:
    limit = amount.at_least if amount.at_most is None else amount.at_most
    number = f"{limit:g}".replace(".", "," if language == "da" else ".")
    return (AT_LEAST if amount.at_most is None else AT_MOST).say(language, column=amount.column, limit=number)
