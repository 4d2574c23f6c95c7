"""A project is read whole, or all that is wrong with it is told at once, each with its place and its fix."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makegood.errors import MakegoodError, Place
from makegood.promises.load import Problems, load
from makegood.written import Duration
from tests.promises.example import PROJECT, PROMISES


def write(folder: Path, settings: str | bytes | None = "organisation: x\n", **files: str | bytes) -> Path:
    (folder / "promises").mkdir(exist_ok=True)
    texts = {"makegood.yaml": settings, **{f"promises/{name}.yaml": text for name, text in files.items()}}
    for name, text in texts.items():
        if text is not None:
            (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def told(folder: Path) -> str:
    with pytest.raises(MakegoodError) as error:
        load(folder)
    return str(error.value)


def promise(lines: str) -> str:
    """A promise that is fine but for these lines, which begin in line 3."""
    return "- promise: a\n  says: {da: x}\n" + "".join(f"  {line}\n" for line in lines.splitlines())


def test_the_designs_example_is_read_with_every_place(tmp_path: Path) -> None:
    register = load(write(tmp_path, PROJECT, delivery=PROMISES))
    assert register.project.organisation == "Nordlys Cykler"
    assert register.project.folder == tmp_path
    assert [one.id for one in register.promises] == ["delivery-1-2-days", "answer-in-3-minutes", "friendly-people"]
    delivery, answer, friendly = register.written
    assert delivery.promise.keep[0].within == Duration(2, "business days")
    assert delivery.promise.keep[0].of == 0.95
    assert delivery.promise.said[1].since == date(2024, 3, 1)
    assert answer.promise.keep[0].amount is not None
    assert friendly.promise.keep == ()
    assert delivery.at() == Place("promises/delivery.yaml", 1, 3)
    assert delivery.at("said", 1, "where") == Place("promises/delivery.yaml", 3, 56)
    assert delivery.at("keep", 0, "of") == Place("promises/delivery.yaml", 7, 81)
    assert answer.at("keep", 0, "amount", "at_most") == Place("promises/delivery.yaml", 14, 57)
    assert answer.at("keep", 0, "since") == Place("promises/delivery.yaml", 14, 3)
    assert register.places["sources", 1, "name"] == Place("makegood.yaml", 21, 5)


def test_promises_come_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    folder = write(tmp_path, b=promise("").replace(": a", ": b1") + promise("").replace(": a", ": b2"), a=promise(""))
    assert [one.id for one in load(folder).promises] == ["a", "b1", "b2"]


def test_one_file_that_two_patterns_name_is_read_once(tmp_path: Path) -> None:
    folder = write(tmp_path, "organisation: x\npromises: [promises/a.yaml, 'promises/*.yaml']\n", a=promise(""))
    assert len(load(folder).written) == 1


def test_an_empty_file_of_promises_promises_nothing(tmp_path: Path) -> None:
    assert load(write(tmp_path, a="# none yet\n")).promises == ()


def test_windows_line_ends_a_byte_order_mark_and_danish_letters_are_read(tmp_path: Path) -> None:
    text = "\ufeff" + promise("kept_by: køkkenet").replace("\n", "\r\n")
    (written,) = load(write(tmp_path, "\ufefforganisation: Æblegården\r\n", a=text)).written
    assert written.promise.kept_by == "køkkenet"
    assert written.at("kept_by") == Place("promises/a.yaml", 3, 3)


@pytest.mark.parametrize("of", ["95 %", "95%", "0.95", "95,0 %", "'0.95'"])
def test_a_share_is_read_as_people_write_it(tmp_path: Path, of: str) -> None:
    (one,) = load(write(tmp_path, a=promise(f"keep: {{event: e, by: due_at, of: '{of.strip(chr(39))}'}}"))).promises
    assert one.keep[0].of == 0.95


def test_norwegian_is_a_language_and_not_a_denial(tmp_path: Path) -> None:
    folder = write(tmp_path, "organisation: x\nlanguages: [no]\n", a="- promise: a\n  says: {no: Rask levering}\n")
    assert load(folder).promises[0].says == {"no": "Rask levering"}


def test_a_folder_without_settings_is_told_where_we_looked(tmp_path: Path) -> None:
    assert told(tmp_path) == (
        "there is no makegood.yaml here\n"
        f"  found: looked for {tmp_path / 'makegood.yaml'}\n"
        "  fix:   go to your project's folder, or try `makegood demo`"
    )


def test_settings_with_another_ending_are_noticed(tmp_path: Path) -> None:
    (tmp_path / "makegood.yml").write_text("organisation: x\n")
    assert told(tmp_path).endswith("  fix:   rename makegood.yml to makegood.yaml")


@pytest.mark.parametrize(
    ("settings", "found"), [("", "nothing"), ("# x\n", "nothing"), ("Nordlys\n", "Nordlys"), ("- a\n", "a list of 1")]
)
def test_settings_are_keys_and_values(tmp_path: Path, settings: str, found: str) -> None:
    place = "makegood.yaml" if found == "nothing" else "makegood.yaml:1:1"
    assert told(write(tmp_path, settings, a="")) == (
        f"{place} the settings are keys, each with a value\n"
        f"  found: {found}\n"
        "  fix:   begin with `organisation: ` and your name"
    )


def test_a_pattern_that_matches_nothing_shows_what_is_there(tmp_path: Path) -> None:
    rest = (
        "\n  fix:   write your first promise there (docs/promises.md),"
        " or name the files under `promises:` in makegood.yaml"
    )
    what = "makegood.yaml there is no file of promises\n  found: "
    (tmp_path / "makegood.yaml").write_text("organisation: x\n")
    assert told(tmp_path) == f"{what}promises/*.yaml; there is no such folder{rest}"
    (tmp_path / "promises").mkdir()
    assert told(tmp_path) == f"{what}promises/*.yaml; that folder is empty{rest}"
    (tmp_path / "promises" / "a.yml").write_text("")
    assert told(tmp_path) == f"{what}promises/*.yaml; in that folder: a.yml{rest}"


SETTINGS = (
    "country, desk, journey, lake, languages, opening_hours, organisation, promises, sources, themes, time_zone, units"
)
KEEP = "alarm_every, amount, by, cluster, counts, event, from, of, or_within, over, settle, since, to, within"
UNITS = "minutes, hours, opening hours, days, business days, weeks"
PROMISE = "explained_by, keep, kept_by, promise, remedy, said, says, touchpoint, until"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "languags: [da]",
            "2:1 makegood.yaml has no key `languags`\n"
            "  found: languags\n"
            f"  fix:   did you mean `languages`? Allowed: {SETTINGS}",
        ),
        ("folder: x", "2:1 makegood.yaml has no key `folder`\n  fix:   remove it; the folder is where this is"),
        (
            "sources: [{name: a, kind: event, files: a.csv, columns: {event_id: id}}]",
            "2:21 `kind` cannot be `event`\n"
            "  found: event\n"
            "  fix:   did you mean `events`? Allowed: counts, events, reviews",
        ),
        (
            "sources: [{name: a, kind: events, files: a.csv}]",
            "2:11 `columns` is missing in `sources`\n"
            "  found: the keys name, kind, files\n"
            "  fix:   add `columns: ...`. Our names and theirs: `{event_id: order_id, started_at: ordered}`;"
            " an id may be a list of columns.",
        ),
        (
            "sources: {name: a, kind: events, files: a.csv, columns: {event_id: id}}",
            "2:1 `sources` is a list\n"
            "  found: the keys name, kind, files, columns\n"
            "  fix:   begin each item with a dash, or write [ ] around them",
        ),
        (
            "sources: [{name: a, kind: events, files: a.csv, columns: {event_id: 7}}]",
            '2:59 `event_id` is text\n  found: 7\n  fix:   put it in quotes: "7"',
        ),
        (
            "sources: [{name: a, kind: events, files: a.csv, columns: {event_id: id}, where: {shop: {a: b}}}]",
            "2:82 `shop` is text or a number\n"
            "  found: the keys a\n"
            "  fix:   write text. Keep only the rows whose column holds one of these values;"
            " the others belong to something else.",
        ),
        (
            "sources: [{name: a, kind: events, files: a.csv, columns: {event_id: id}, history: perhaps}]",
            "2:74 `history` is yes or no\n  found: perhaps\n  fix:   write `true` or `false`",
        ),
        (
            "sources: [{name: a, kind: events, files: a.csv, columns: {event_id: id}, fresh: 1.5}]",
            "2:74 `fresh` is a whole number\n  found: 1.5\n  fix:   write digits only",
        ),
        (
            "sources: [{name: a, kind: events, files: a.csv, columns: {event_id: id}, fresh: -1}]",
            "2:74 `fresh` is at least 0\n  found: -1\n  fix:   write 0 or more",
        ),
        (
            "sources:\n- {name: a, kind: events, files: a, columns: {event_id: id}}\n"
            "- {name: a, kind: reviews, files: b, columns: {voice_id: id}}",
            "4:4 `a` stands twice in `sources`\n  found: the first is in line 3\n  fix:   rename or remove one of them",
        ),
        (
            "journey: [{touchpoint: a, stage: s, function: f}, {touchpoint: a, stage: s, function: f}]",
            "2:52 `a` stands twice in `journey`\n"
            "  found: the first is in line 2\n"
            "  fix:   rename or remove one of them",
        ),
        (
            "journey: [{touchpoint: shop, stage: s, function: f}]\n"
            "sources: [{name: a, kind: events, files: a, columns: {event_id: id}, touchpoint: shup}]",
            "3:70 the touchpoint of `a` is not in the journey\n"
            "  found: shup\n"
            "  fix:   did you mean `shop`? Allowed: shop",
        ),
        (
            "time_zone: Europe/Kopenhagen",
            "2:1 no such time zone\n  found: Europe/Kopenhagen\n  fix:   did you mean `Europe/Copenhagen`?",
        ),
        (
            "time_zone: ../../etc/passwd",
            "2:1 no such time zone\n  found: ../../etc/passwd\n  fix:   write it as `Europe/Copenhagen`",
        ),
        (
            "sources: [{name: a, kind: events, files: a, columns: {event_id: id}, time_zone: Mars}]",
            "2:70 no such time zone\n  found: Mars\n  fix:   write it as `Europe/Copenhagen`",
        ),
        (
            "country: Danmark",
            "2:1 no holidays are known for this country\n  found: Danmark\n  fix:   did you mean `DK`?",
        ),
        ("country: dk", "2:1 no holidays are known for this country\n  found: dk\n  fix:   did you mean `DK`?"),
        ("country: UK", "2:1 no holidays are known for this country\n  found: UK\n  fix:   did you mean `GB`?"),
        (
            "country: Narnia",
            "2:1 no holidays are known for this country\n"
            "  found: Narnia\n"
            "  fix:   write two letters, as in DK, NO, SE, DE, GB",
        ),
        (
            "languages: []",
            "2:1 `languages` needs at least one language\n  found: none\n  fix:   write `languages: [da, en]`",
        ),
        (
            "sources: [{name: o, kind: events, files: a, columns: {}, join: {files: b, on: x, take: {t: t}, "
            "when_many: latest}}]",
            "2:96 `when_many: latest` of `o` needs a time that decides, and `take:` has none\n"
            "  found: by: done_at\n"
            "  fix:   take the column that holds it: `take: {done_at: ...}`, or name it as `by:`",
        ),
        (
            "sources:\n  - name: o\n    kind: events\n    files: a\n    columns: {}\n    join:\n"
            "      - {files: b, on: x, take: {t: t}, when_many: all}\n"
            "      - {files: c, on: {t: u}, take: {v: v}, when_many: split}",
            "9:46 a join of `o` splits what an earlier one takes as one event\n"
            "  found: split after all\n"
            "  fix:   take `all` in both, or `split` in the first",
        ),
        (
            "opening_hours: {mon: 9-17}",
            "2:17 opening_hours for mon cannot be read\n"
            "  found: 9-17\n"
            "  fix:   write them in order within the day, as `09:00-17:00` or `09:00-12:00, 13:00-17:00`",
        ),
        (
            "opening_hours: {monday: 09:00-17:00}",
            "2:17 `opening_hours` knows no `monday`\n"
            "  found: monday\n"
            "  fix:   did you mean `mon`? Allowed: fri, mon, sat, sun, thu, tue, wed",
        ),
    ],
)
def test_a_wrong_setting_is_told_with_its_place_and_its_fix(tmp_path: Path, line: str, said: str) -> None:
    assert told(write(tmp_path, f"organisation: x\n{line}\n", a="")) == f"makegood.yaml:{said}"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            "keptby: service",
            "3:3 a promise has no key `keptby`\n"
            "  found: keptby: service\n"
            f"  fix:   did you mean `kept_by`? Allowed: {PROMISE}",
        ),
        (
            "id: a",
            f"3:3 a promise has no key `id`\n  found: id: a\n  fix:   did you mean `promise`? Allowed: {PROMISE}",
        ),
        (
            "keep: {event: e, by: due_at}",
            "3:3 `of` is missing in `keep`\n"
            "  found: the keys event, by\n"
            "  fix:   add `of: ...`. The objective: the share of events that is to be kept, as `95 %`.",
        ),
        (
            "keep: {event: e, by: due_at, off: 95 %}",
            f"3:32 `keep` has no key `off`\n  found: off: 95 %\n  fix:   did you mean `of`? Allowed: {KEEP}",
        ),
        (
            "keep: {event: e, within: 2 busness days, of: 95 %}",
            "3:20 `within` is not a length of time\n"
            "  found: 2 busness days\n"
            f"  fix:   did you mean `2 business days`? Allowed: {UNITS}",
        ),
        (
            "keep: {event: e, within: 2 hverdage, of: 95 %}",
            "3:20 `within` is not a length of time\n"
            "  found: 2 hverdage\n"
            f"  fix:   did you mean `2 business days`? Allowed: {UNITS}",
        ),
        (
            "keep: {event: e, within: snart, of: 95 %}",
            f"3:20 `within` is not a length of time\n  found: snart\n  fix:   write a number and a unit: {UNITS}",
        ),
        (
            "keep: {event: e, within: 1.5 days, of: 95 %}",
            "3:20 `within` is not a length of time\n  found: 1.5 days\n  fix:   days are whole; write hours instead",
        ),
        (
            "keep: {event: e, within: 1 opening hour, of: 95 %}",
            "3:20 opening hours are promised, and makegood.yaml does not say when you are open\n"
            "  found: 1 opening hour\n"
            "  fix:   add `opening_hours: {mon: 09:00-17:00, ...}` to makegood.yaml",
        ),
        (
            "keep: {event: e, within: 2 days, or_within: 2 days, of: 95 %}",
            "3:3 `keep`: `or_within` is for events without a date of their own, so it needs `by`\n"
            "  found: within\n"
            "  fix:   see `makegood explain keep`",
        ),
        (
            "keep: {event: e, by: due_at, or_within: 2 hverdage, of: 95 %}",
            "3:32 `or_within` is not a length of time\n"
            "  found: 2 hverdage\n"
            f"  fix:   did you mean `2 business days`? Allowed: {UNITS}",
        ),
        (
            "keep: {event: e, by: due_at, or_within: 1 opening hour, of: 95 %}",
            "3:32 opening hours are promised, and makegood.yaml does not say when you are open\n"
            "  found: 1 opening hour\n"
            "  fix:   add `opening_hours: {mon: 09:00-17:00, ...}` to makegood.yaml",
        ),
        (
            "keep: {event: e, by: due_at, of: 110 %}",
            "3:32 `of` is a share above 0 % and at most 100 %\n"
            "  found: 110 %\n"
            "  fix:   write a share such as `95 %` or 0.95",
        ),
        (
            "keep: {event: e, by: due_at, of: 95}",
            "3:32 `of` is a share above 0 % and at most 100 %\n  found: 95\n  fix:   did you mean `95 %`?",
        ),
        (
            "keep: {event: e, by: due_at, of: most}",
            "3:32 `of` is a share above 0 % and at most 100 %\n"
            "  found: most\n"
            "  fix:   write a share such as `95 %` or 0.95",
        ),
        (
            "keep: {event: e, by: shipped_at, of: 95 %}",
            "3:20 `by` cannot be `shipped_at`\n"
            "  found: shipped_at\n"
            "  fix:   did you mean `started_at`? Allowed: done_at, due_at, first_due_at, started_at",
        ),
        (
            "keep: {event: e, by: due_at, within: 2 days, of: 95 %}",
            "3:3 `keep`: give one of within, by and amount\n"
            "  found: within and by\n"
            "  fix:   see `makegood explain keep`",
        ),
        (
            "keep: {event: e, of: 95 %}",
            "3:3 `keep`: give one of within, by and amount\n  found: none\n  fix:   see `makegood explain keep`",
        ),
        (
            "keep: {within: 2 days, of: 95 %}",
            "3:3 `keep`: give one of event and counts\n  found: none\n  fix:   see `makegood explain keep`",
        ),
        (
            "keep: {event: e, counts: c, of: 95 %}",
            "3:3 `keep`: give one of event and counts\n  found: both\n  fix:   see `makegood explain keep`",
        ),
        (
            "keep: {counts: c, within: 3 minutes, from: due_at, of: 95 %}",
            "3:3 `keep`: counts are judged already: leave out the deadline\n"
            "  found: within and from\n"
            "  fix:   see `makegood explain keep`",
        ),
        (
            "keep: {event: e, of: 95 %, amount: {column: c, missing: broken}}",
            "3:30 `amount`: give one of at_most and at_least\n"
            "  found: the keys column, missing\n"
            "  fix:   see `makegood explain amount`",
        ),
        (
            "keep: {event: e, of: 95 %, amount: {column: c, at_most: 3}}",
            "3:30 `missing` is missing in `amount`\n"
            "  found: the keys column, at_most\n"
            "  fix:   add `missing: ...`. What an empty cell means; there is no default,"
            " because it decides the answer.",
        ),
        (
            "keep: {event: e, of: 95 %, amount: {column: c, missing: broken, at_most: .nan}}",
            "3:67 `at_most` is a number\n  found: .nan\n  fix:   write digits, with a point for decimals",
        ),
        (
            "keep:\n- {event: e, by: due_at, of: 95 %}\n- {event: e, by: due_at, of: 90 %}",
            "3:3 `keep`: each terms after the first need `since:`, the day from which they apply\n"
            "  found: since: none, none\n"
            "  fix:   see `makegood explain keep`",
        ),
        (
            "keep:\n- {event: e, by: due_at, of: 95 %, since: 2025-01-01}\n"
            "- {event: e, by: due_at, of: 90 %, since: 2024-01-01}",
            "3:3 `keep`: terms stand in the order of `since:`, oldest first, each day once\n"
            "  found: since: 2025-01-01, 2024-01-01\n"
            "  fix:   see `makegood explain keep`",
        ),
        (
            "keep: within two days",
            "3:3 `keep` needs keys, each with a value\n"
            "  found: within two days\n"
            f"  fix:   write `key: value`. Allowed: {KEEP}",
        ),
        (
            "said: [{where: shop, since: 01-03-2024, by: sales}]",
            "3:24 `since` is a day\n  found: 01-03-2024\n  fix:   write year-month-day, as in 2024-03-01",
        ),
        (
            "said: [{where: shop, since: 2024-02-30, by: sales}]",
            "3:24 `since` is a day\n  found: 2024-02-30\n  fix:   write year-month-day, as in 2024-03-01",
        ),
        (
            "said: {where: shop, since: 2024-01-01, by: sales}",
            "3:3 `said` is a list\n"
            "  found: the keys where, since, by\n"
            "  fix:   begin each item with a dash, or write [ ] around them",
        ),
        (
            "kept_by: [sales, service]",
            "3:3 `kept_by` is text\n  found: a list of 2\n  fix:   write text. The function that keeps it.",
        ),
        (
            "remedy: {dk: x}",
            "3:12 this language is not one of `languages` in makegood.yaml\n  found: dk\n  fix:   Allowed: da, en",
        ),
        (
            "touchpoint: a\ntouchpoint: b",
            "4:3 `touchpoint` stands twice\n  found: the first is in line 3\n  fix:   keep one of them",
        ),
    ],
)
def test_a_wrong_promise_is_told_with_its_place_and_its_fix(tmp_path: Path, lines: str, said: str) -> None:
    assert told(write(tmp_path, a=promise(lines))) == f"promises/a.yaml:{said}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "promise: a\nsays: {da: x}\n",
            "1:1 a file of promises is a list\n"
            "  found: the keys promise, says\n"
            "  fix:   put a dash before each `promise:`",
        ),
        (
            "Vi lover alt\n",
            "1:1 a file of promises is a list\n"
            "  found: Vi lover alt\n"
            "  fix:   begin each promise with `- promise: ` and a short name",
        ),
        (
            "- promise: Levering på 1-2 hverdage\n  says: {da: x}\n",
            "1:3 `promise` is a short name of small letters, digits and dashes\n"
            "  found: Levering på 1-2 hverdage\n"
            "  fix:   write `levering-paa-1-2-hverdage`",
        ),
        (
            "- says: {da: x}\n",
            "1:3 `promise` is missing in a promise\n"
            "  found: the keys says\n"
            "  fix:   add `promise: ...`. A short name of small letters, digits and dashes; it never changes.",
        ),
        (
            "- promise: a\n  says: Hurtig levering\n",
            "2:3 `says` needs keys, each with a value\n"
            "  found: Hurtig levering\n"
            "  fix:   write `key: value`. The words customers read, by language: `{da: ..., en: ...}`.",
        ),
        (
            "- promise: a\n  says: {}\n",
            "2:3 `says` holds no words\n  found: {}\n  fix:   write the words by language: `says: {da: ..., en: ...}`",
        ),
        (
            "- promise: a\n  says: {de: Schnell}\n",
            "2:10 this language is not one of `languages` in makegood.yaml\n  found: de\n  fix:   Allowed: da, en",
        ),
        (
            "- promise: a\n  says: {da: x}\n-\n",
            "3:2 a promise needs keys, each with a value\n"
            "  found: nothing\n"
            f"  fix:   write `key: value`. Allowed: {PROMISE}",
        ),
    ],
)
def test_a_file_that_does_not_hold_promises_is_told_what_they_look_like(tmp_path: Path, text: str, said: str) -> None:
    assert told(write(tmp_path, a=text)) == f"promises/a.yaml:{said}"


def test_a_name_that_two_promises_have_is_told_with_both_places(tmp_path: Path) -> None:
    assert told(write(tmp_path, a=promise(""), b="# b\n" + promise(""))) == (
        "promises/b.yaml:2:3 two promises are called `a`\n"
        "  found: the first is at promises/a.yaml:1:3\n"
        "  fix:   rename one of them"
    )


def test_all_that_is_wrong_in_all_files_is_told_at_once_in_their_order(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        "organisation: x\ncountry: XX\nlanguages: []\n",
        a=promise("keep: {event: e, of: 95, by: due}"),
        b="a: [1\n",
        c="- promise: x\n  says: {da: x}\n".encode("utf-16"),
    )
    with pytest.raises(Problems) as error:
        load(folder)
    assert [str(problem.where) for problem in error.value.problems] == [
        "makegood.yaml:2:1",
        "makegood.yaml:3:1",
        "promises/a.yaml:3:20",
        "promises/a.yaml:3:28",
        "promises/b.yaml:1:4",
        "promises/c.yaml",
    ]
    assert str(error.value) == "\n".join(str(problem) for problem in error.value.problems)


def test_promises_are_read_where_they_usually_are_when_the_settings_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(Problems) as error:
        load(write(tmp_path, "a: [1\n", a=promise("kept: x")))
    assert [str(problem.where) for problem in error.value.problems] == ["makegood.yaml:1:4", "promises/a.yaml:3:3"]


def test_a_misspelt_key_is_told_once_and_not_also_as_missing(tmp_path: Path) -> None:
    assert told(write(tmp_path, a="- promis: a\n  says: {da: x}\n")) == (
        "promises/a.yaml:1:3 a promise has no key `promis`\n"
        "  found: promis: a\n"
        f"  fix:   did you mean `promise`? Allowed: {PROMISE}"
    )


@given(st.binary(max_size=60) | st.lists(st.sampled_from(PROMISES.splitlines(keepends=True))).map("".join))
def test_whatever_a_file_holds_is_promises_or_a_mistake_with_a_place(
    tmp_path_factory: pytest.TempPathFactory, content: bytes | str
) -> None:
    folder = write(tmp_path_factory.mktemp("any"), PROJECT, a=content)
    try:
        files = {one.at().file for one in load(folder).written}
    except Problems as error:
        files = {problem.where.file for problem in error.problems if problem.where}
    assert files <= {"promises/a.yaml"}
