"""The answers as JUnit XML: a promise is a test case, so that a build server shows it beside the tests.

In: the states. Out: one `testsuite` with a `testcase` for each promise. What makes `check` exit 1 is a failure; what
cannot be told is skipped, with its reason, and never passed. The shape is the one Jenkins' junit-10.xsd describes.
"""

import re
from xml.etree import ElementTree as Xml

from makegood.model import Headline, PromiseState
from makegood.report.told import Told
from makegood.words.promise import headline, last_closed, paragraph
from makegood.words.reasons import missing_sentence

# Letters that XML 1.0 has no way to write.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(told: Told) -> str:
    """The whole document, with its declaration.

    Parameters
    ----------
    told : Told
        `failure` has the type `broken`, `slipping` or `cannot tell`: the headline of the promise, or `broken` when its
        last closed period was.
    """
    cases = [_case(state, told) for state in told.states]
    counts = {
        "tests": str(len(cases)),
        "failures": str(sum(case.find("failure") is not None for case in cases)),
        "errors": "0",
    }
    skipped = str(sum(case.find("skipped") is not None for case in cases))
    suites = Xml.Element("testsuites", {"name": "makegood", **counts})
    moments = [state.as_of for state in told.states if state.as_of]
    name = {"name": _writable(told.project.organisation), **counts, "skipped": skipped}
    at = {"timestamp": f"{max(moments):%Y-%m-%dT%H:%M:%S}"} if moments else {}
    suite = Xml.SubElement(suites, "testsuite", {**name, **at})
    suite.extend(cases)
    Xml.indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + Xml.tostring(suites, encoding="unicode") + "\n"


def _case(state: PromiseState, told: Told) -> Xml.Element:
    promise, language = state.promise, told.language
    touchpoint = _writable(promise.touchpoint or "promises").replace(".", "-")
    case = Xml.Element("testcase", {"classname": f"makegood.{touchpoint}", "name": promise.id})
    says = _writable(paragraph(state, language))
    message = _writable(f"{headline(state, language)}: {last_closed(state, language)}")
    if told.needs_person(state):
        failure = Xml.SubElement(case, "failure", {"type": _kind(state), "message": message})
        failure.text = f"{told.places[promise.id]}\n{says}" if promise.id in told.places else says
    elif state.headline is Headline.CANNOT_TELL:
        Xml.SubElement(case, "skipped", {"message": _writable(missing_sentence(state, language))})
    Xml.SubElement(case, "system-out").text = says
    return case


def _kind(state: PromiseState) -> str:
    old_news = state.headline is Headline.CANNOT_TELL and state.needs_person
    return str(Headline.BROKEN if old_news else state.headline)


def _writable(text: str) -> str:
    return _UNWRITABLE.sub("", text)
