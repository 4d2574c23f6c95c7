"""P011: money is promised, and nothing is said about what happens when it fails.

When a parcel is late the customer has waited; when money is late or wrong the customer has been wronged. They will ask
what they get, and without an answer each member of staff has to invent one. Danish and English words are known; of
other languages the rule says nothing.

Anti-pattern
    What if it takes three weeks?

        - promise: refund-in-5-days
          says: {da: "Pengene retur inden for 5 hverdage", en: "Your money back within 5 business days"}

Best practice
    Say what the customer gets, in words that staff can repeat:

        - promise: refund-in-5-days
          says: {da: "Pengene retur inden for 5 hverdage", en: "Your money back within 5 business days"}
          remedy: {da: "50 kr. oveni, og et opkald fra os", en: "DKK 50 on top, and a call from us"}
"""

from collections.abc import Iterator

from makegood.errors import Place
from makegood.promises.load import Register, Written
from makegood.promises.word_lists import find_word

code, name = "P011", "no-remedy-for-money"


def check(written: Written, register: Register) -> Iterator[tuple[Place, str, str]]:
    """At most one finding: where, what, and how to mend it."""
    if any((words or "").strip() for words in (written.promise.remedy or {}).values()):
        return
    for language, says in written.promise.says.items():
        word = find_word("money", language, says)
        if word:
            yield (
                written.at("says", language),
                f'"{word}" promises money, and nothing says what the customer gets when it fails',
                "add `remedy:` with what the customer gets then, by language",
            )
            return
