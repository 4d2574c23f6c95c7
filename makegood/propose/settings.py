"""A proposal as the text of makegood.yaml: a comment wherever a person may ask why, `# ?` where one has to look.

Comments name columns and count rows; they never show a cell. Of cells only statuses stand there, under `exclude:`.
"""

import json
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence

from makegood.propose.headers import stop_of
from makegood.propose.proposal import Proposal, ProposedSource, Question, Use
from makegood.words import first_files, questions
from makegood.words import proposal as words

WIDTH = 110
_PLAIN = re.compile(r"^[^\W\d_][\w ./*-]*(?<! )$")
_RESERVED = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n", "~"})
_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")


def write_settings(proposal: Proposal, language: str) -> str:
    """The text of makegood.yaml.

    Parameters
    ----------
    proposal : Proposal
    language : str
        Of the comments and of the names in the journey: `da` or `en`.
    """
    asked = {question.key: question for question in proposal.open_questions}
    lines = [f"# {first_files.HEAD.say(language)}", f"# {first_files.HEAD_KEYS.say(language)}"]
    note = first_files.FOLDER_NAME.say(language)
    lines.append(_line(f"organisation: {quote(proposal.organisation)}", f"? {note}" if "organisation" in asked else ""))
    lines.append(f"languages: [{language}]")
    lines.append(f"country: {quote(proposal.country)}")
    is_sure = "time_zone" not in asked and proposal.place_by != "default"  # the country's holidays count, too
    place = first_files.say_place(proposal, language)
    lines.append(_line(f"time_zone: {proposal.time_zone}", place if is_sure else f"? {place}"))
    lines += ["", *_comment(first_files.JOURNEY.say(language)), "journey:"]
    lines += [_stop(topic, language) for topic in _topics(proposal)]
    ready = [source for source in proposal.sources if source.is_ready]
    lines += ["", "sources:"] if ready else ["", *_comment(first_files.NO_SOURCE.say(language)), ""]
    for number, source in enumerate(proposal.sources):
        lines += [*([""] if number else []), *_source(source, asked, language)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def touchpoint_of(source: ProposedSource, language: str) -> Mapping[str, str]:
    """Touchpoint, stage and function of what a source is about."""
    return stop_of(source.topic, language)


def quote(text: str) -> str:
    """A text as YAML reads it back, plain where that is safe.

    Examples
    --------
    >>> quote("Ordrenr"), quote("no"), quote("a: b"), quote("1.5")
    ('Ordrenr', '"no"', '"a: b"', '"1.5"')
    """
    plain = bool(_PLAIN.match(text)) and text.lower() not in _RESERVED and "  " not in text
    if plain:
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(letter if letter.isprintable() else f"\\U{ord(letter):08x}" for letter in quoted)


def _topics(proposal: Proposal) -> Sequence[str]:
    return tuple(dict.fromkeys(source.topic for source in proposal.sources)) or ("sale",)


def _stop(topic: str, language: str) -> str:
    inside = ", ".join(f"{key}: {value}" for key, value in stop_of(topic, language).items())
    return f"  - {{{inside}}}"


def _source(source: ProposedSource, asked: Mapping[str, Question], language: str) -> list[str]:
    """One source with its comments; all of it a comment where it cannot be read."""
    said = [f"{source.name}: {words.say_rows(source, language)}: {words.say_kind(source, language)}."]
    trouble = words.say_missing(source, language)
    said += [trouble] if trouble else []
    body = list(_body(source, asked, language))
    if not source.is_ready:
        body = [f"  # {line.removeprefix('  ')}" for line in body]
    return [line for sentence in said for line in _comment(sentence, "  ")] + body


def _body(source: ProposedSource, asked: Mapping[str, Question], language: str) -> Iterator[str]:
    yield f"  - name: {quote(source.name)}"
    yield f"    kind: {source.kind}"
    files = [quote(file) for file in source.files]
    yield f"    files: {files[0] if len(files) == 1 else '[' + ', '.join(files) + ']'}"
    yield f"    touchpoint: {touchpoint_of(source, language)['touchpoint']}"
    if source.old_since is not None:
        yield _line("    history: true", "? " + first_files.say_old(source.old_since, language))
    if source.dates:
        mark = "? " if f"{source.name}.dates" in asked else ""
        yield _line(f"    dates: {quote(source.dates)}", mark + first_files.DATES_OPEN.say(language))
    yield "    columns:"
    mine = [use for use in source.uses if use.how != "joined"]
    pairs = [f"      {use.ours}: {_names(use)}" for use in mine]
    width = max(map(len, pairs), default=0)
    for use, pair in zip(mine, pairs, strict=True):
        mark = "? " if use.is_open or _keys(source, use.ours) & asked.keys() else ""
        yield _line(pair.ljust(width), mark + words.say_use(source, use, language))
    yield from _exclude(source, asked, language)
    yield from _join(source, language)
    if source.numbers:
        names = ", ".join(quote(name) for name in source.numbers)
        yield _line(f"    keep_columns: [{names}]", words.FOR_AMOUNTS.say(language))
    for question in asked.values():
        if question.source == source.name and question.about in (
            "shipped",
            "due_at",
            "done_at",
            "started_at",
            "said_at",
        ):
            options = questions.say_options(question, language)
            yield from _comment(f"? {questions.say_question(question, language)} {options}", "    ")
    notes = words.say_notes(source, language)
    if source.unused:
        notes.append(words.say_unused([_flat(name) for name in source.unused], language))
    for note in notes:
        yield from _comment(note, "    ")


def _exclude(source: ProposedSource, asked: Mapping[str, Question], language: str) -> Iterator[str]:
    mark = "? " if f"{source.name}.cancelled" in asked else ""
    if source.status and source.cancelled:
        cells = ", ".join(quote(cell) for cell in source.cancelled)
        yield _line(f"    exclude: {{{quote(source.status)}: [{cells}]}}", mark + words.CANCELLED.say(language))
    elif source.status and mark:
        question = asked[f"{source.name}.cancelled"]
        yield from _comment(f"? {questions.say_question(question, language)}", "    ")
        yield f"    # exclude: {{{quote(source.status)}: [...]}}"


def _join(source: ProposedSource, language: str) -> Iterator[str]:
    join = source.join
    if not join:
        return
    yield from _comment(words.say_join(source, language), "    ")
    files = ", ".join(quote(file) for file in join.files)
    take = ", ".join(f"{ours}: {quote(theirs)}" for ours, theirs in join.take.items())
    yield "    join:"
    yield f"      files: {files if len(join.files) == 1 else '[' + files + ']'}"
    yield f"      on: {quote(join.on)}"
    yield f"      take: {{{take}}}"
    yield f"      when_many: {join.when_many}"


def _keys(source: ProposedSource, ours: str) -> set[str]:
    keys = {f"{source.name}.{ours}"}
    return (
        keys | {f"{source.name}.delivery_date"}
        if ours in ("due_at", "done_at") and (use := source.use(ours)) and use.is_open
        else keys
    )


def _names(use: Use) -> str:
    names = [quote(name) for name in use.theirs]
    return names[0] if len(names) == 1 else f"[{', '.join(names)}]"


def _line(text: str, comment: str) -> str:
    return f"{text}   # {comment}" if comment else text


def _comment(text: str, indent: str = "") -> list[str]:
    """A sentence as comment lines; a comment never ends early."""
    lines = textwrap.wrap(_flat(text), WIDTH - len(indent) - 2, break_long_words=False, break_on_hyphens=False)
    return [f"{indent}# {line}" for line in lines]


def _flat(text: str) -> str:
    return _BREAKS.sub(" ", text)
