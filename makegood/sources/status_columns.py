"""Which columns say what happened to a thing: the status of an order, the scan of a parcel.

Danish, Norwegian, Swedish, German, English and Portuguese words, told by the column's name alone.
"""

import re
import unicodedata

_STATUS = (  # not `type` or `state`, which say other things more often: express, California
    *("status", "statuskode", "tilstand", "haendelse", "hendelse", "handelse", "scan", "scanning", "skanning"),
    *("event", "ereignis", "zustand", "sendungsstatus", "situacao", "evento", "milepael", "milestone", "checkpoint"),
    *("forsendelsesstatus", "leveringsstatus", "pakkestatus", "trackingstatus", "aktivitet"),
)
_OTHER = (
    *("id", "nr", "no", "number", "nummer", "time", "timestamp", "tid", "tidspunkt", "date", "dato", "datum", "data"),
    *("day", "dag", "at", "hour", "place", "location", "sted", "ort", "by", "city", "country", "land", "zip", "user"),
)
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "ß": "ss"})


def is_status(name: str) -> bool:
    """Whether a column's name says that it holds a status.

    Examples
    --------
    >>> [is_status(name) for name in ("Status", "event_type", "Hændelse", "eventTime", "weight")]
    [True, True, True, False, False]
    """
    apart = re.sub(r"(?<=[a-zæøåäöü])(?=[A-ZÆØÅÄÖÜ])", "_", name).casefold().translate(_LETTERS)
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", apart) if not unicodedata.combining(letter))
    words = set(re.findall(r"[a-z]+", plain))
    return bool(words & set(_STATUS)) and not words & set(_OTHER)
