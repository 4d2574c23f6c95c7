"""P007: a word that leaves no room for a single miss, and no objective.

"Always" is broken by the first mishap, and after that the word means nothing, to customers and to staff. What can be
kept in an ordinary year is a number, and the customer whom it fails gets something better than a word. Danish and
English words are known; of other languages the rule says nothing.

Anti-pattern
    Nobody can say how often "always" has to be true:

        - promise: always-fresh
          says: {da: "Altid friskbagt brød", en: "Always freshly baked bread"}

Best practice
    Say what you do, measure it, and let the objective say how often:

        - promise: baked-today
          says: {da: "Brød bagt i dag", en: "Bread baked today"}
          keep: {event: loaves, within: 0 days, of: 98 %}
          remedy: {da: "Ellers er det gratis", en: "Otherwise it is free"}
"""

from collections.abc import Iterator

from makegood.errors import Place
from makegood.promises.load import Register, Written
from makegood.promises.word_lists import find_word

code, name = "P007", "absolute-word"


def check(written: Written, register: Register) -> Iterator[tuple[Place, str, str]]:
    """At most one finding: where, what, and how to mend it."""
    if written.promise.keep:
        return
    for language, says in written.promise.says.items():
        word = find_word("absolute", language, says)
        if word:
            yield (
                written.at("says", language),
                f'"{word}" leaves no room for a single miss, and no objective says how often it has to be true',
                "say what you can keep, and add `keep:` with its share, such as `of: 98 %`; "
                f"see `makegood explain {code}`",
            )
            return
