"""How a promise could be said better: one file a rule, its docstring the documentation.

Members: `RULES`, in the order of their codes. A code is for ever and never used again.
"""

from types import ModuleType

from makegood.errors import Place
from makegood.model import Finding
from makegood.promises.load import Register
from makegood.promises.rules import (
    p001_nobody_keeps_it,
    p002_no_measurable_form,
    p003_no_deadline,
    p004_no_room_to_be_human,
    p005_unknown_name,
    p006_shipped_is_not_delivered,
    p007_absolute_word,
    p008_two_numbers,
    p009_said_out_of_time,
    p010_nobody_says_it,
    p011_no_remedy_for_money,
    p012_nobody_explains_it,
)

RULES: tuple[ModuleType, ...] = (
    p001_nobody_keeps_it,
    p002_no_measurable_form,
    p003_no_deadline,
    p004_no_room_to_be_human,
    p005_unknown_name,
    p006_shipped_is_not_delivered,
    p007_absolute_word,
    p008_two_numbers,
    p009_said_out_of_time,
    p010_nobody_says_it,
    p011_no_remedy_for_money,
    p012_nobody_explains_it,
)


def check_all(register: Register) -> tuple[Finding, ...]:
    """What every rule finds in every promise, in the order of the files, then line and column."""
    return tuple(finding for _, finding in check_places(register))


def check_places(register: Register) -> tuple[tuple[Place, Finding], ...]:
    """The same, each finding with its place as file, line and column."""
    files = list(dict.fromkeys(written.at().file for written in register.written))
    found = [
        (place, Finding(rule.code, rule.name, str(place), what, fix))
        for written in register.written
        for rule in RULES
        for place, what, fix in rule.check(written, register)
    ]
    found.sort(key=lambda one: (files.index(one[0].file), one[0].line, one[0].column, one[1].code))
    return tuple(found)
