"""The words around a number that tell what it is: those that say order, price or size, and those that say call me."""

import re

_KEEP = (
    r"ordre|order|bestilling|booking|track|trace|pakke|parcel|package|forsendelse|shipment|consignment|sending|kolli|"
    r"colli|faktura|invoice|kunde-?\s?(?:nr|nummer|id|no)|customer\s(?:no|nr|number|id)|sag|case|ticket|reference|ref|"
    r"vare|art|request|incident|res|conf|item|sku|ean|gtin|isbn|cvr|vat|se-?nr|model|serie|serial|artikel|article|police|policy|kvittering|receipt|"
    r"medlem|member|aftale|agreement|abonnement|bilag|bon|gavekort|voucher|kode|code|version|beløb|amount|pris|price|"
    r"sum|total|str|størrelse|size|gls|postnord|dao|ups|dhl|bring|fedex|flight|confirmation|bekræftelse|transaktion|"
    r"transaction|id|dato|date|måler|meter|installation|rma|claim|skade|journal|rute|route|label|po|lot|batch|"
    r"nordre|bestillings|purchase|sales|retur|return|reservation|stelnr|stelnummer|imei|mac|kl|saldo|balance"
)
_CALL = (
    r"tlf|tel|telf|telefon|telephone|phone|ring|ringe|ringet|ringes|kald|call|calls|mobil|mobile|mob|cell|sms|text|"
    r"whatsapp|nummeret|fastnet|fax|kontakt|contact|dial|reach|kontaktes|fanges|træffes"
)
_LINK = r"(?:nr|nummer|nummeret|number|no|num|id|er|is|was|var|med|with|på|at|on|to|til|mig|me|os|us|of)"
_SHORT = "|".join(rf"(?<={word})\." for word in ("nr", "no", "ref", "str", "tlf", "tel", "mob", "art"))
_FILL = rf"(?:[\s:#(,=\"'–/-]|{_SHORT}|\b{_LINK}\b)"
_LISTED = r"(?:[\d\s,;/&+-]+(?:(?:og|and|eller|or)\s)?)?"
_KEPT = re.compile(rf"(?:(?<!\w)(?:{_KEEP})[\w-]*{_FILL}*{_LISTED}(?:[A-Za-z]{{1,5}}[-/])?|#\s?|№\s?)$", re.IGNORECASE)
_CALLED = re.compile(rf"(?:(?<!\w)(?:{_CALL})\w*|(?:telefon|mobil|phone)\w*){_FILL}*\.?\s?$", re.IGNORECASE)
_KEPT_AFTER = re.compile(
    r"\s{0,2}\(?(?:(?:er|var|is|was)\s(?:mit|min|vores|jeres|my|our|the|your)\s)?(?:ordre|order|bestilling|booking|track|pakke|"
    r"parcel|sags|case|faktura|invoice|kundenum|kundenr|reference|varenum|varenr|customer\snum)",
    re.IGNORECASE,
)
_MONEY = r"kr|kroner|dkk|sek|nok|eur|euro|usd|gbp|dollars?|pounds?"
_UNITS = rf"{_MONEY}|stk|kg|gram|g|km|m|cm|mm|l|liter|pct|procent|percent|kwh|kunder|point|points|miles"
_PRICED = re.compile(rf"\s?(?:,-|[€$£%]|,\d\d?(?!\d)|(?:{_UNITS})(?!\w))", re.IGNORECASE)
_PRICE = re.compile(rf"(?:[€$£]|(?<!\w)(?:{_MONEY})\.?)\s?$", re.IGNORECASE)
_BEFORE = 48  # letters looked back: a cue further away is about something else


def before(text: str, start: int) -> str:
    """What stands shortly before."""
    return text[max(0, start - _BEFORE) : start]


def is_kept(text: str, start: int) -> bool:
    """Whether the words before say that it is an order, a case, a size: what must stay."""
    return _KEPT.search(before(text, start)) is not None


def is_kept_after(text: str, end: int) -> bool:
    """Whether the words after say so: `20304050 er mit ordrenummer`."""
    return _KEPT_AFTER.match(text, end) is not None


def is_called(text: str, start: int) -> bool:
    """Whether the words before say that it is a telephone."""
    return _CALLED.search(before(text, start)) is not None


def is_amount(text: str, start: int, end: int) -> bool:
    """Whether a currency or a unit stands beside it."""
    return _PRICED.match(text, end) is not None or _PRICE.search(before(text, start)) is not None
