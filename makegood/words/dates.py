"""Days, weeks, periods and durations as people say them. The year is said only when it is not the current one."""

from datetime import date, datetime

from makegood.model import Period
from makegood.words.phrases import Counted, Phrase
from makegood.written import Duration

MONTHS = tuple(
    Phrase(*names)
    for names in (
        ("januar", "January"),
        ("februar", "February"),
        ("marts", "March"),
        ("april", "April"),
        ("maj", "May"),
        ("juni", "June"),
        ("juli", "July"),
        ("august", "August"),
        ("september", "September"),
        ("oktober", "October"),
        ("november", "November"),
        ("december", "December"),
    )
)
SHORT_MONTHS = tuple(
    Phrase(*names)
    for names in (
        ("jan.", "Jan"),
        ("feb.", "Feb"),
        ("mar.", "Mar"),
        ("apr.", "Apr"),
        ("maj", "May"),
        ("jun.", "Jun"),
        ("jul.", "Jul"),
        ("aug.", "Aug"),
        ("sep.", "Sep"),
        ("okt.", "Oct"),
        ("nov.", "Nov"),
        ("dec.", "Dec"),
    )
)
QUARTERS = tuple(
    Phrase(f"{number}. kvartal {{year}}", f"the {nth} quarter of {{year}}")
    for number, nth in ((1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"))
)
DAY = Phrase("{day}. {month}", "{day} {month}")
WITH_YEAR = Phrase("{what} {year}", "{what} {year}")
WEEK = Phrase("uge {week}", "week {week}")
WEEK_OF_YEAR = Phrase("uge {week} i {year}", "week {week} of {year}")
IN = Phrase("i {period}", "in {period}")
MOMENT = Phrase("{day} kl. {clock}", "{day} at {clock}")
DAYS = Counted(Phrase("{n} dag", "{n} day"), Phrase("{n} dage", "{n} days"))
UNITS = {
    "minutes": Counted(Phrase("{n} minut", "{n} minute"), Phrase("{n} minutter", "{n} minutes")),
    "hours": Counted(Phrase("{n} time", "{n} hour"), Phrase("{n} timer", "{n} hours")),
    "opening hours": Counted(
        Phrase("{n} åbningstime", "{n} opening hour"), Phrase("{n} åbningstimer", "{n} opening hours")
    ),
    "days": DAYS,
    "business days": Counted(Phrase("{n} hverdag", "{n} business day"), Phrase("{n} hverdage", "{n} business days")),
}


def say_day(day: date, language: str, year: int | None = None) -> str:
    """A day; its year is left out when it is `year`.

    Examples
    --------
    >>> say_day(date(2026, 3, 3), "da", 2026), say_day(date(2026, 3, 3), "en")
    ('3. marts', '3 March 2026')
    """
    short = DAY.say(language, day=str(day.day), month=MONTHS[day.month - 1].say(language))
    return short if day.year == year else WITH_YEAR.say(language, what=short, year=str(day.year))


def say_moment(moment: datetime, language: str) -> str:
    """A day, its year and its time, in the zone that the moment carries."""
    clock = f"{moment:%H}.{moment:%M}" if language == "da" else f"{moment:%H}:{moment:%M}"
    return MOMENT.say(language, day=say_day(moment.date(), language), clock=clock)


def say_week(day: date, language: str, year: int | None = None) -> str:
    """The ISO week that holds a day.

    Examples
    --------
    >>> say_week(date(2026, 8, 20), "da", 2026), say_week(date(2027, 1, 14), "en", 2026)
    ('uge 34', 'week 2 of 2027')
    """
    iso = day.isocalendar()
    if iso.year == year:
        return WEEK.say(language, week=iso.week)
    return WEEK_OF_YEAR.say(language, week=iso.week, year=str(iso.year))


def say_period(period: Period, language: str, year: int | None = None) -> str:
    """The name of a period: `marts`, `1. kvartal 2026`, `2026`."""
    first = period.first
    if period.over == "month":
        name = MONTHS[first.month - 1].say(language)
        return name if first.year == year else WITH_YEAR.say(language, what=name, year=str(first.year))
    if period.over == "quarter":
        return QUARTERS[(first.month - 1) // 3].say(language, year=str(first.year))
    return str(first.year)


def in_period(period: Period, language: str, year: int | None = None) -> str:
    """When something happened: `i marts`, `in the 1st quarter of 2026`."""
    return IN.say(language, period=say_period(period, language, year))


def say_duration(duration: Duration, language: str) -> str:
    """A length of time as a promise says it.

    Examples
    --------
    >>> say_duration(Duration(2.0, "business days"), "da"), say_duration(Duration(1.5, "hours"), "da")
    ('2 hverdage', '1,5 timer')
    """
    words = UNITS[duration.unit]
    if duration.length == int(duration.length):
        return words.say(language, int(duration.length))
    number = f"{duration.length:g}"
    return words.many.say(language, n=number.replace(".", ",") if language == "da" else number)
