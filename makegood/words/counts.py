"""The fact behind a promise: so many of so many, in which period, and what did not count."""

from makegood.model import Estimate, PromiseState, State, Verdict
from makegood.words.dates import in_period
from makegood.words.loads import say_reason
from makegood.words.numbers import needed_decimals, part_of, share_between
from makegood.words.phrases import Counted, Phrase, capital, listed
from makegood.words.reasons import year_of

KEPT_IN = Phrase("{when} blev det holdt i {part} tilfælde{share}.", "{when} it was kept in {part} cases{share}.")
KEPT_ALL = Phrase("{when} blev det holdt i alle {n} tilfælde{share}.", "{when} it was kept in all {n} cases{share}.")
BROKEN_IN = Phrase(
    "{when} blev det ikke holdt i {part} tilfælde{share}.", "{when} it was not kept in {part} cases{share}."
)
BROKEN_ALL = Phrase(
    "{when} blev det ikke holdt i nogen af de {n} tilfælde{share}.",
    "{when} it was not kept in any of the {n} cases{share}.",
)
ONE_KEPT = Phrase("{when} var der 1 tilfælde, og det blev holdt.", "{when} there was 1 case, and it was kept.")
ONE_BROKEN = Phrase(
    "{when} var der 1 tilfælde, og det blev ikke holdt.", "{when} there was 1 case, and it was not kept."
)
NONE_IN = Phrase("{when} var der ingen tilfælde.", "{when} there were no cases.")
NONE_YET = Phrase("Der er ikke noget at tælle endnu.", "There is nothing to count yet.")
SO_FAR = Phrase("Indtil nu er det holdt i {part} tilfælde{share}.", "So far it has been kept in {part} cases{share}.")
SO_FAR_ALL = Phrase(
    "Indtil nu er det holdt i alle {n} tilfælde{share}.", "So far it has been kept in all {n} cases{share}."
)
SO_FAR_NONE = Phrase(
    "Indtil nu er det ikke holdt i nogen af de {n} tilfælde{share}.",
    "So far it has not been kept in any of the {n} cases{share}.",
)
SO_FAR_ONE_KEPT = Phrase("Indtil nu er der 1 tilfælde, og det blev holdt.", "So far there is 1 case, and it was kept.")
SO_FAR_ONE_BROKEN = Phrase(
    "Indtil nu er der 1 tilfælde, og det blev ikke holdt.", "So far there is 1 case, and it was not kept."
)
SHARE = Phrase(" ({share})", " ({share})")

SHORT_KEPT = Phrase("{part} holdt{share}", "{part} kept{share}")
SHORT_BROKEN = Phrase("{part} ikke holdt{share}", "{part} not kept{share}")
SHORT_NONE = Phrase("ingen tilfælde", "no cases")

COUNTED = Counted(
    Phrase("1 tilfælde er talt med.", "1 case is counted."),
    Phrase("{n} tilfælde er talt med.", "{n} cases are counted."),
)
NOT_COUNTED = Phrase("Ikke talt med: {reasons}.", "Not counted: {reasons}.")
NOT_DUE = Counted(Phrase("1 ikke forfalden", "1 not due"), Phrase("{n} ikke forfaldne", "{n} not due"))
NO_DEADLINE = Phrase(
    "{n} uden det tidspunkt eller tal, som løftet måles på", "{n} without the time or number that the promise needs"
)
BEFORE_TERMS = Phrase("{n} fra før løftet gjaldt", "{n} from before the promise applied")
EXCLUDED = Phrase("{n} hvor {reason}", "{n} where {reason}")


def count_sentence(state: PromiseState, language: str, with_share: bool = True) -> str:
    """The fact: the count of the last closed period, or of all that has come due when none has closed.

    A broken period is told by what was not kept, any other by what was; `with_share` adds the share in brackets.
    """
    verdict = state.verdict
    if verdict:
        when = capital(in_period(verdict.period, language, year_of(state)))
        share = share_words(verdict, language) if with_share else ""
        return _say(when, (verdict.kept, verdict.n), verdict.state is State.BROKEN, share, language)
    share = _share(state.whole, state.objective, False, language) if with_share else ""
    return _say_so_far(state.count.kept, state.count.n, share, language)


def verdict_count(verdict: Verdict, language: str, with_share: bool = True) -> str:
    """The count of one period without its name: `412 of 3,390 not kept (12 %, between 10 and 14)`."""
    share = share_words(verdict, language) if with_share else ""
    return short_count(verdict.kept, verdict.n, verdict.state, language, share)


def short_count(kept: int, n: int, state: State, language: str, share: str = "") -> str:
    """A count in few words: what was not kept when the period is broken, else what was."""
    if not n:
        return SHORT_NONE.say(language)
    if state is State.BROKEN:
        return SHORT_BROKEN.say(language, part=part_of(n - kept, n, language), share=share)
    return SHORT_KEPT.say(language, part=part_of(kept, n, language), share=share)


def share_words(verdict: Verdict, language: str) -> str:
    """The share of one period in brackets, with what it may lie between; empty when there is none."""
    return _share(verdict.estimate, verdict.objective, verdict.state is State.BROKEN, language)


def excluded_sentence(state: PromiseState, language: str) -> str:
    """How many cases count, and how many do not, with the reasons; their sum is all that was stored."""
    count = state.count
    parts = [NOT_DUE.say(language, count.not_due)] if count.not_due else []
    rest = ((NO_DEADLINE, count.no_deadline), (BEFORE_TERMS, count.before_terms))
    parts += [phrase.say(language, n=n) for phrase, n in rest if n]
    parts += [EXCLUDED.say(language, n=n, reason=say_reason(reason, language)) for reason, n in count.excluded if n]
    counted = COUNTED.say(language, count.n)
    return f"{counted} {NOT_COUNTED.say(language, reasons=listed(parts, language))}" if parts else counted


def _say(when: str, count: tuple[int, int], broken: bool, share: str, language: str) -> str:
    kept, n = count
    if n == 0:
        return NONE_IN.say(language, when=when)
    if n == 1:
        return (ONE_KEPT if kept else ONE_BROKEN).say(language, when=when)
    # "all 2" and "none of the 2" are not how people speak.
    if n > 2 and kept in (0, n):
        return (KEPT_ALL if kept else BROKEN_ALL).say(language, when=when, n=n, share=share)
    part = part_of(n - kept if broken else kept, n, language)
    return (BROKEN_IN if broken else KEPT_IN).say(language, when=when, part=part, share=share)


def _say_so_far(kept: int, n: int, share: str, language: str) -> str:
    if n == 0:
        return NONE_YET.say(language)
    if n == 1:
        return (SO_FAR_ONE_KEPT if kept else SO_FAR_ONE_BROKEN).say(language)
    if n > 2 and kept in (0, n):
        return (SO_FAR_ALL if kept else SO_FAR_NONE).say(language, n=n, share=share)
    return SO_FAR.say(language, part=part_of(kept, n, language), share=share)


def _share(estimate: Estimate | None, objective: float | None, broken: bool, language: str) -> str:
    if estimate is None or estimate.value is None or estimate.low is None or estimate.high is None:
        return ""
    decimals = needed_decimals(estimate.low, estimate.high, objective)
    value, low, high = estimate.value, estimate.low, estimate.high
    if broken:
        value, low, high = 1 - value, 1 - high, 1 - low
    return SHARE.say(language, share=share_between(value, low, high, language, decimals))
