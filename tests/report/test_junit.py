"""JUnit XML: read by a parser, and held against the rules of Jenkins' junit-10.xsd."""

from dataclasses import replace
from xml.etree import ElementTree as Xml

import pytest
from hypothesis import given
from hypothesis import strategies as some
from junitparser import JUnitXml, TestSuite

from makegood.model import Why
from makegood.report.junit import write
from tests.made_states import AS_OF, BROKEN_MARCH, broken, kept, promise, slipping, unclear
from tests.report.told import told


def named(given, name, **changes):
    return replace(given, promise=promise(id=name, **changes))


MIXED = (
    named(broken(), "a"),
    named(slipping(), "b"),
    named(unclear(Why.STRADDLES), "c"),
    named(kept(), "d"),
)


def suite_of(text: str) -> TestSuite:
    (suite,) = JUnitXml.fromstring(text.encode())
    return suite


def test_a_parser_counts_what_check_counts():
    suite = suite_of(write(told(*MIXED)))
    assert (suite.tests, suite.failures, suite.skipped, suite.errors) == (4, 2, 1, 0)
    assert [(case.name, [type(r).__name__ for r in case.result]) for case in suite] == [
        ("a", ["Failure"]),
        ("b", ["Failure"]),
        ("c", ["Skipped"]),
        ("d", []),
    ]
    assert [case.result[0].type for case in suite if case.name in "ab"] == ["broken", "slipping"]


def test_what_cannot_be_told_is_skipped_with_its_reason_and_fails_only_when_asked():
    old = named(unclear(Why.STALE), "old")
    (case,) = suite_of(write(told(old)))
    assert case.result[0].message == (
        "We cannot tell whether the promise is kept now: no new data have come since 10 May."
    )
    (case,) = suite_of(write(told(old, fail_on_cannot_tell=True)))
    assert (type(case.result[0]).__name__, case.result[0].type) == ("Failure", "cannot tell")


def test_a_broken_period_fails_also_when_newer_data_are_missing():
    (case,) = suite_of(write(told(unclear(Why.STALE, BROKEN_MARCH))))
    assert case.result[0].type == "broken"


def test_a_failure_begins_with_the_place_and_ends_with_the_whole_answer():
    (case,) = suite_of(write(told(broken())))
    assert case.result[0].text.startswith('promises/a.yaml:3:3\nWe promise: "Delivery in 1-2 business days". In March')
    assert case.result[0].message == "broken: March: 412 of 3,390 not kept"


def test_the_shape_is_that_of_the_schema():
    """junit-10.xsd: `testcase` needs name and classname; `testsuite` needs name and tests; the counts add up."""
    root = Xml.fromstring(write(told(*MIXED)).encode())
    allowed = {
        "testsuites": {"name", "tests", "failures", "errors"},
        "testsuite": {"name", "tests", "failures", "errors", "skipped", "timestamp"},
        "testcase": {"name", "classname"},
        "failure": {"type", "message"},
        "skipped": {"message"},
        "system-out": set(),
    }
    assert [element.tag for element in root.iter() if not set(element.attrib) <= allowed[element.tag]] == []
    assert all({"name", "classname"} == set(case.attrib) for case in root.iter("testcase"))
    (suite,) = root
    assert suite.get("timestamp") == f"{AS_OF:%Y-%m-%dT%H:%M:%S}"
    assert int(suite.get("tests")) == len(suite.findall("testcase"))
    assert int(suite.get("failures")) == len(suite.findall("testcase/failure"))
    assert int(suite.get("skipped")) == len(suite.findall("testcase/skipped"))


@given(some.text(min_size=1, max_size=40))
def test_any_words_make_a_document_that_can_be_read(says):
    text = write(told(named(broken(), "a", says={"en": says}), organisation=says))
    assert len(list(suite_of(text))) == 1


def test_without_promises_the_suite_is_empty():
    assert suite_of(write(told())).tests == 0


@pytest.mark.parametrize(("language", "said"), [("da", "brudt: marts"), ("en", "broken: March")])
def test_it_speaks_the_language_asked_for(language, said):
    assert said in write(told(broken(), language=language))
