"""Why it cannot be told whether a promise is kept, and what it would take."""

from makegood.model import Estimate, Headline, PromiseState, Verdict, Why
from makegood.words.dates import DAYS, say_day, say_duration, say_period, say_week
from makegood.words.numbers import needed_decimals, objective_share, share_range
from makegood.words.phrases import Phrase
from makegood.written import Keep, Over

CANNOT_YET = Phrase(
    "Vi kan ikke afgøre endnu, om løftet holdes: {missing}.",
    "We cannot tell yet whether the promise is kept: {missing}.",
)
CANNOT = Phrase(
    "Vi kan ikke afgøre, om løftet holdes: {missing}.", "We cannot tell whether the promise is kept: {missing}."
)
CANNOT_NOW = Phrase(
    "Vi kan ikke afgøre, om løftet holdes lige nu: {missing}.",
    "We cannot tell whether the promise is kept now: {missing}.",
)
NOT_JUDGED = Phrase("Der gives ingen vurdering: {missing}.", "No verdict is given: {missing}.")
STEMS = {Why.NO_KEEP: CANNOT, Why.STALE: CANNOT_NOW, Why.PART: NOT_JUDGED}
KNOWN_BY = Phrase(
    "Med den nuværende mængde ved vi det omkring {week}.", "At today's volume we will know around {week}."
)

MISSING = {
    Why.NO_KEEP: Phrase("det har ingen målbar form", "it has no measurable form"),
    Why.NO_DATA: Phrase("der er ingen data fra {source} endnu", "there are no data from {source} yet"),
    Why.NO_DEADLINE: Phrase(
        "ingen tilfælde har det tidspunkt eller tal, som løftet måles på",
        "no case has the time or number by which the promise is measured",
    ),
    Why.NONE_DUE: Phrase("{n} tilfælde er ikke forfaldne endnu", "{n} cases are not due yet"),
    Why.STALE: Phrase("der er ikke kommet nye data siden {day}", "no new data have come since {day}"),
    Why.FEW_EVENTS: Phrase("{n} tilfælde er for få", "{n} cases are too few"),
    Why.FEW_DAYS: Phrase("tilfældene faldt på for få dage", "the cases fell on too few days"),
    Why.FEW_EFFECTIVE: Phrase(
        "tilfældene følges ad dag for dag eller enhed for enhed, så {n} ikke siger mere, end "
        "omkring {like} ellers ville",
        "the cases go together by day or by unit, so {n} say no more than about {like} otherwise would",
    ),
    Why.STRADDLES: Phrase(
        "målet er {objective}, og tallene passer med alt {range}",
        "the objective is {objective}, and the figures fit anything {range}",
    ),
    Why.NO_PERIOD: Phrase("ingen periode er afsluttet endnu", "no period has closed yet"),
    Why.UNREADABLE: Phrase(
        "{rejected} af {n} rækker kunne ikke læses, og det er for mange",
        "{rejected} of {n} rows could not be read, and that is too many",
    ),
    Why.DATES_ONLY: Phrase(
        "løftet gælder {length}, og data har kun datoer", "the promise is for {length}, and the data hold only dates"
    ),
    Why.NO_DIFFERENCE: Phrase("det samme fulgte i alle {n} tilfælde", "the same followed in all {n} cases"),
    Why.PART: Phrase(
        "det her er en del af organisationen, og kun helheden vurderes",
        "this is a part of the organisation, and only the whole is judged",
    ),
    Why.OUT_OF_REACH: Phrase("ingen af de grænser, vi har prøvet, holder", "no limit that we tried holds"),
}
PART_COUNTED = Phrase(  # in place of TAKES[Why.PART], where nobody is known
    "Se på antallet, og på om det skrider lige nu.", "Look at the count, and at whether it is slipping now."
)
NOT_CLOSED = Phrase("{period} er ikke afsluttet endnu", "{period} has not closed yet")
ONE_NOT_DUE = Phrase("1 tilfælde er ikke forfaldent endnu", "1 case is not due yet")
NO_DEADLINE_PASSED = Phrase("ingen frist er udløbet endnu", "no deadline has passed yet")
NO_CASES = Phrase("der er ingen tilfælde", "there are no cases")
NO_CASES_HERE = Phrase("der er ingen tilfælde her", "there are no cases here")
ONE_CASE = Phrase("1 tilfælde er for lidt", "1 case is too little")
GO_TOGETHER = Phrase(
    "tilfældene følges for meget ad dag for dag eller enhed for enhed",
    "the cases go too much together by day or by unit",
)
BOTH_SIDES = Phrase("tallene passer med både over og under målet", "the figures fit both above and below the objective")
NOTHING_SINCE_SOMETIME = Phrase("der er længe ikke kommet nye data", "no new data have come for long")
TIMES_MISSING = Phrase(
    "løftet gælder et klokkeslæt, og data har kun datoer",
    "the promise is for a time of day, and the data hold only dates",
)

TAKES = {
    Why.NO_KEEP: Phrase(
        "Skriv under `keep:`, hvad der skal ske og inden hvornår; kan det ikke måles sådan, må de, det loves, svare.",
        "Write under `keep:` what is to happen and by when; if that cannot be measured, those it is made to must say.",
    ),
    Why.NO_DATA: Phrase(
        "Læs data med `makegood read`, eller ret kilden i makegood.yaml.",
        "Read the data with `makegood read`, or mend the source in makegood.yaml.",
    ),
    Why.NO_DEADLINE: Phrase(
        "Udfyld det, der mangler, i det system, data kommer fra, eller ret kilden i makegood.yaml.",
        "Fill in what is missing in the system that the data come from, or mend the source in makegood.yaml.",
    ),
    Why.NONE_DUE: Phrase("Vent, til de første frister er udløbet.", "Wait until the first deadlines have passed."),
    Why.STALE: Phrase(
        "Skaf nyere data, og læs dem med `makegood read`.", "Get newer data, and read them with `makegood read`."
    ),
    Why.FEW_EVENTS: Phrase("Der skal flere tilfælde til: {longer}.", "It takes more cases: {longer}."),
    Why.FEW_DAYS: Phrase("Der skal flere dage til: {longer}.", "It takes more days: {longer}."),
    Why.FEW_EFFECTIVE: Phrase(
        "Der skal flere dage eller enheder til, ikke flere tilfælde på de samme: {longer}.",
        "It takes more days or units, not more cases on the same: {longer}.",
    ),
    Why.STRADDLES: Phrase("Der skal flere tilfælde til: {longer}.", "It takes more cases: {longer}."),
    Why.NO_PERIOD: Phrase(
        "En periode vurderes {settle} efter, at dens sidste frist er udløbet.",
        "A period is judged {settle} after its last deadline has passed.",
    ),
    Why.UNREADABLE: Phrase(
        "Ret rækkerne eller kilden i makegood.yaml, og læs igen.",
        "Mend the rows or the source in makegood.yaml, and read again.",
    ),
    Why.DATES_ONLY: Phrase(
        "Tag klokkeslættene med fra det system, som data kommer fra.",
        "Take the times of day along from the system that the data come from.",
    ),
    Why.NO_DIFFERENCE: Phrase("Der er ingen forskel at se.", "There is no difference to see."),
    Why.PART: Phrase(
        "Se på antallet, på om det skrider lige nu, og på hvem der skal ringes til.",
        "Look at the count, at whether it is slipping now, and at whom to call.",
    ),
    Why.OUT_OF_REACH: Phrase(
        "Find ud af, hvad der sker med dem, der aldrig bliver færdige.",
        "Find out what happens to those that are never done.",
    ),
}
LONGER: dict[Over, Phrase] = {
    "month": Phrase(
        "vent, eller vurder et kvartal ad gangen (`over: quarter`)",
        "wait, or judge a quarter at a time (`over: quarter`)",
    ),
    "quarter": Phrase(
        "vent, eller vurder et år ad gangen (`over: year`)", "wait, or judge a year at a time (`over: year`)"
    ),
    "year": Phrase("vent", "wait"),
}

SHORT = {
    Why.NO_KEEP: Phrase("ikke målbart", "not measurable"),
    Why.NO_DATA: Phrase("ingen data", "no data"),
    Why.NO_DEADLINE: Phrase("intet tidspunkt eller tal", "no time or number"),
    Why.NONE_DUE: Phrase("intet forfaldent endnu", "nothing due yet"),
    Why.STALE: Phrase("gamle data", "old data"),
    Why.FEW_EVENTS: Phrase("for få tilfælde", "too few cases"),
    Why.FEW_DAYS: Phrase("for få dage", "too few days"),
    Why.FEW_EFFECTIVE: Phrase("tilfældene ligner hinanden for meget", "cases too much alike"),
    Why.STRADDLES: Phrase("for tæt på målet", "too close to the objective"),
    Why.NO_PERIOD: Phrase("ingen afsluttet periode", "no closed period"),
    Why.UNREADABLE: Phrase("for mange ulæselige rækker", "too many unreadable rows"),
    Why.DATES_ONLY: Phrase("data har kun datoer", "data hold only dates"),
    Why.NO_DIFFERENCE: Phrase("ingen forskel at se", "no difference to see"),
    Why.PART: Phrase("kun helheden vurderes", "only the whole is judged"),
    Why.OUT_OF_REACH: Phrase("ingen grænse holder", "no limit holds"),
}


def missing_sentence(state: PromiseState, language: str) -> str:
    """What is missing for a verdict; empty when nothing is."""
    why = why_of(state)
    if why is None:
        return ""
    return STEMS.get(why, CANNOT_YET).say(language, missing=_missing(why, state, language))


def take_sentence(state: PromiseState, language: str) -> str:
    """What it would take to tell; empty when nothing is missing."""
    why = why_of(state)
    if why is None or (why is Why.PART and not state.count.n):
        return ""
    if why is Why.PART and state.promise.keep and state.promise.keep[-1].counts is not None:
        return PART_COUNTED.say(language)
    settle = DAYS.say(language, state.promise.keep[-1].settle) if state.promise.keep else ""
    return TAKES[why].say(language, longer=LONGER[_over(state)].say(language), settle=settle)


def known_by_sentence(state: PromiseState, language: str) -> str:
    """The week in which today's volume will allow a verdict; empty when that is not known."""
    if state.known_by is None:
        return ""
    return KNOWN_BY.say(language, week=say_week(state.known_by, language, year_of(state)))


def why_words(why: Why, language: str) -> str:
    """The reason in a few words, for a table."""
    return SHORT[why].say(language)


def verdict_why(verdict: Verdict, language: str) -> str:
    """Why one period cannot be told, as the end of a sentence: `12 cases are too few`; empty when it can."""
    if verdict.why is None:
        return ""
    if verdict.why is Why.STRADDLES and verdict.estimate.low is not None:
        return _straddles(verdict.estimate, verdict.objective, language)
    if verdict.why in (Why.FEW_EVENTS, Why.FEW_DAYS, Why.FEW_EFFECTIVE):
        return _few(verdict.why, verdict.n, verdict.estimate, language)
    return why_words(verdict.why, language)


def year_of(state: PromiseState) -> int | None:
    """The year in which a date needs no year."""
    return state.as_of.year if state.as_of else None


def why_of(state: PromiseState) -> Why | None:
    """Why the promise cannot be told; None when it can."""
    if state.headline is not Headline.CANNOT_TELL:
        return None
    return state.why or (state.verdict.why if state.verdict else None)


def _over(state: PromiseState) -> Over:
    if state.verdict:
        return state.verdict.period.over
    return (state.promise.keep[-1].over if state.promise.keep else None) or "month"


def _missing(why: Why, state: PromiseState, language: str) -> str:
    keep = state.promise.keep[-1] if state.promise.keep else None
    judged = state.verdict if state.verdict and state.verdict.why is why else None
    estimate = judged.estimate if judged else state.whole
    if why is Why.STRADDLES:
        return _straddles(estimate, judged.objective if judged else state.objective, language)
    if why in (Why.FEW_EVENTS, Why.FEW_DAYS, Why.FEW_EFFECTIVE):
        return _few(why, judged.n if judged else state.count.n, estimate, language)
    if why is Why.STALE:
        if state.newest is None:
            return NOTHING_SINCE_SOMETIME.say(language)
        return MISSING[why].say(language, day=say_day(state.newest, language, year_of(state)))
    if why is Why.NONE_DUE:
        return _none_due(state.count.not_due, language)
    if why is Why.NO_PERIOD and state.running:
        return NOT_CLOSED.say(language, period=say_period(state.running.period, language, year_of(state)))
    if why is Why.DATES_ONLY:
        return _dates_only(keep, language)
    if why is Why.PART and not state.count.n:
        return NO_CASES_HERE.say(language)
    rejected, rows = state.unreadable
    if why is Why.UNREADABLE and not rows:  # a part is not told how much the whole has
        return why_words(why, language)
    return MISSING[why].say(language, source=keep.source if keep else "", rejected=rejected, n=rows)


def _none_due(not_due: int, language: str) -> str:
    if not_due < 2:
        return (ONE_NOT_DUE if not_due else NO_DEADLINE_PASSED).say(language)
    return MISSING[Why.NONE_DUE].say(language, n=not_due)


def _few(why: Why, n: int, estimate: Estimate | None, language: str) -> str:
    if why is Why.FEW_EVENTS and n < 2:
        return (ONE_CASE if n else NO_CASES).say(language)
    if why is Why.FEW_EFFECTIVE:
        if estimate is None:
            return GO_TOGETHER.say(language)
        return MISSING[why].say(language, n=n, like=max(1, round(estimate.n_eff)))
    return MISSING[why].say(language, n=n)


def _straddles(estimate: Estimate | None, objective: float | None, language: str) -> str:
    if estimate is None or estimate.low is None or estimate.high is None or objective is None:
        return BOTH_SIDES.say(language)
    decimals = needed_decimals(estimate.low, estimate.high, objective)
    fits = share_range(estimate.low, estimate.high, language, decimals)
    return MISSING[Why.STRADDLES].say(language, objective=objective_share(objective, language), range=fits)


def _dates_only(keep: Keep | None, language: str) -> str:
    if keep is None or keep.within is None:
        return TIMES_MISSING.say(language)
    return MISSING[Why.DATES_ONLY].say(language, length=say_duration(keep.within, language))
