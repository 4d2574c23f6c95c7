"""What customers talk about, made by hand; all numbers and words invented."""

from datetime import date

from makegood.model import Why
from makegood.said import Quote, Talk, Topic

FIRST, LAST = date(2025, 3, 17), date(2026, 3, 16)
LATE = Topic("delivery_time", {"da": "leveringstid", "en": "delivery time"}, "levering", 212, 160, 12, 40, 180)
PRICE = Topic("price", {"da": "pris", "en": "price"}, "", 61, 0, 21, 40, 30)
ROBOT = Topic("robot", {"da": "robot, indstuderet, kold", "en": "robotic, rehearsed, cold"}, "butik", 90, 90, 0, 0, 20)
GENUINE = Topic("genuine", {"da": "ægte, nærværende", "en": "genuine, present"}, "butik", 1, 0, 0, 1, 0)
TALK = Talk(FIRST, LAST, 1934, 1700, (LATE, ROBOT, PRICE, GENUINE))
FEW = Talk(FIRST, LAST, 7, None, (), Why.FEW_EVENTS)
QUOTES = {
    ("levering", "delivery_time"): (
        Quote(
            "delivery_time",
            "levering",
            "reviews",
            "r1",
            "Ring til [name:0123456789ab], pakken kom <for> sent",
            date(2026, 3, 2),
            "negative",
            "da",
            2.0,
        ),
        Quote("delivery_time", "levering", "reviews", "r2", "Fast as promised", date(2026, 2, 1), "positive", "en"),
    )
}
