"""What only a person can know: asked with a proposal, at most five at once, the rest left as marks in the file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from makegood.errors import MakegoodError, guess
from makegood.propose.kind import candidates
from makegood.propose.places import country_of
from makegood.propose.proposal import Proposal, ProposedSource, Question
from makegood.sources.date_choice import NAMES as FORMS
from makegood.zones import find_zone

NO, YES = "no", "yes"
_WHICH = ("due_at", "done_at", "started_at", "said_at")
_EITHER = ("done_at", "due_at")


def ask(proposal: Proposal) -> tuple[Question, ...]:
    """Everything that is open, what decides most first."""
    first = [Question("organisation", "organisation", proposal.organisation)]
    if proposal.needs_zone:
        first.append(Question("time_zone", "time_zone", proposal.time_zone))
    sources = [source for source in proposal.sources if source.is_ready]
    each = [question for source in sources for question in _about_times(source)]
    statuses = [question for source in sources for question in _about_statuses(source)]
    return (*first, *sorted(each, key=lambda question: question.about != "dates"), *statuses)


def settle(proposal: Proposal, answers: Mapping[str, str]) -> Proposal:
    """The proposal with what a person has answered.

    Raises
    ------
    MakegoodError : when an answer is to no question, or is none of those that are possible.
    """
    by_key = {question.key: question for question in proposal.questions}
    for key, answer in answers.items():
        if key not in by_key:
            raise MakegoodError("there is no such question", found=key, fix=guess(key, by_key))
        proposal = _settle(proposal, by_key[key], str(answer).strip())
    return replace(proposal, answered=proposal.answered | frozenset(answers))


def check_answer(question: Question, answer: str) -> None:
    """Refuse an answer that is not possible.

    Raises
    ------
    MakegoodError : when it is none of the options, no time zone, or empty.
    """
    if question.about == "time_zone":
        find_zone(answer)
    elif question.about == "cancelled":
        for status in split_answer(answer):
            if status not in question.options:
                raise MakegoodError("no such status in the column", found=status, fix=guess(status, question.options))
    elif question.options and answer not in question.options:
        raise MakegoodError("this cannot be answered here", found=answer, fix=guess(answer, question.options))
    elif not answer:
        raise MakegoodError(f"`{question.key}` needs an answer", found="nothing", fix="write it, or take the proposal")


def split_answer(answer: str) -> list[str]:
    """Several statuses with commas between; `no` and `-` are none."""
    parts = [part.strip() for part in answer.split(",")]
    return [part for part in parts if part and part not in (NO, "-")]


def _settle(proposal: Proposal, question: Question, answer: str) -> Proposal:
    check_answer(question, answer)
    if question.about == "organisation":
        return replace(proposal, organisation=answer)
    if question.about == "time_zone":
        country = country_of(answer) or proposal.country
        return replace(proposal, time_zone=answer, country=country, place_by="chosen")
    sources = tuple(_change(s, question, answer) if s.name == question.source else s for s in proposal.sources)
    return replace(proposal, sources=sources)


def _change(source: ProposedSource, question: Question, answer: str) -> ProposedSource:
    if question.about == "dates":
        return replace(source, dates=answer)
    if question.about == "cancelled":
        return replace(source, cancelled=tuple(split_answer(answer)))
    if question.about == "shipped":
        return source.with_use("done_at", question.column) if answer == YES else source
    if question.about == "delivery_date":
        other = next(name for name in _EITHER if name != answer)
        used = source.use(other)
        freed = source.with_use(other, None) if used and used.theirs == (question.column,) else source
        return freed.with_use(answer, question.column)
    return source.with_use(question.about, None if answer == NO else answer)


def _about_times(source: ProposedSource) -> Iterator[Question]:
    table = source.table
    used = [table.column(name) for use in source.uses if use.how != "joined" for name in use.theirs]
    if source.dates and any(len(column.forms) > 1 for column in used if column.kind == "time"):
        open_column = next(column for column in used if len(column.forms) > 1)
        likely = [*open_column.forms, *FORMS]
        yield _question(source, "dates", source.dates, open_column.name, tuple(dict.fromkeys(likely)))
    for meaning in _WHICH:
        use = source.use(meaning)
        if not use or not use.is_open or use.how == "joined":
            continue
        column = table.column(use.theirs[0])
        if {"done_at", "due_at"} <= column.meanings.scores.keys() and column.meanings.score("done_at") == 0.5:
            yield _question(source, "delivery_date", meaning, column.name, _EITHER)
            continue
        rivals = _rivals(source, meaning)
        if len(rivals) > 1:
            yield _question(source, meaning, column.name, "", rivals)
    shipped = [column.name for column, _ in candidates(table, "shipped_at")]
    if source.kind == "events" and shipped and not source.use("done_at"):
        yield _question(source, "shipped", NO, shipped[0], (NO, YES))


def _rivals(source: ProposedSource, meaning: str) -> tuple[str, ...]:
    """The columns that may hold it: those whose name says so, and times of which nothing is known."""
    taken = {name for use in source.uses if use.ours != meaning for name in use.theirs}
    named = [column.name for column, _ in candidates(source.table, meaning)]
    use = source.use(meaning)
    if use and use.how == "cells":
        named += [c.name for c in source.table.columns if c.kind == "time"]
    mine = use.theirs if use else ()
    return tuple(dict.fromkeys(name for name in [*mine, *named] if name not in taken))


def _about_statuses(source: ProposedSource) -> Iterator[Question]:
    if source.status:
        choices = source.table.column(source.status).choices
        yield _question(source, "cancelled", ", ".join(source.cancelled) or "-", source.status, choices)


def _question(source: ProposedSource, about: str, default: str, column: str, options: Sequence[str]) -> Question:
    return Question(f"{source.name}.{about}", about, default, source.name, column, tuple(options))
