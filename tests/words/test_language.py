"""The language is asked for, set, or the project's own."""

import pytest

from makegood.errors import MakegoodError
from makegood.words.language import choose


@pytest.mark.parametrize(
    ("option", "environ", "project", "chosen"),
    [
        ("en", {"MAKEGOOD_LANGUAGE": "da", "LANG": "da_DK.UTF-8"}, ["da"], "en"),
        (None, {"MAKEGOOD_LANGUAGE": "da", "LANG": "en_US.UTF-8"}, ["en"], "da"),
        (None, {"LC_ALL": "da_DK.UTF-8", "LANG": "en_US.UTF-8"}, ["en"], "da"),
        (None, {"LC_ALL": "C", "LC_MESSAGES": "en_GB", "LANG": "da_DK"}, ["da"], "en"),
        (None, {"LANG": "da"}, ["en"], "da"),
        (None, {"LANG": "C.UTF-8"}, ["da", "en"], "da"),
        (None, {"LANG": "sv_SE.UTF-8"}, ["sv", "en", "da"], "en"),
        (None, {"LANG": "dan_DK"}, ["en"], "en"),
        (None, {"LANG": "", "MAKEGOOD_LANGUAGE": ""}, ["da"], "da"),
        (None, {}, ["sv"], "en"),
        (None, {}, [], "en"),
    ],
)
def test_the_first_language_that_is_set_is_spoken(option, environ, project, chosen):
    assert choose(option, environ, project) == chosen


def test_an_unknown_language_in_the_environment_is_refused_by_name():
    with pytest.raises(MakegoodError) as error:
        choose(None, {"MAKEGOOD_LANGUAGE": "danish"}, ["da"])
    assert str(error.value) == (
        "makegood does not speak that language, set in MAKEGOOD_LANGUAGE\n  found: danish\n  fix:   Allowed: da, en"
    )


def test_an_unknown_language_asked_for_is_refused():
    with pytest.raises(MakegoodError, match="makegood does not speak that language"):
        choose("de", {}, ["da"])
