"""Options that several commands share, so that they are spelled and explained once."""

from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import click

FOLDER = click.argument("folder", default=".", type=click.Path(path_type=Path, file_okay=False))
LANGUAGE = click.option(
    "--language",
    type=click.Choice(["da", "en"]),
    help="Danish or English; else MAKEGOOD_LANGUAGE, LANG, the project's.",
)
AS_OF = click.option("--as-of", metavar="TIME", help="Answer as it stood then: 2026-03-16 or 2026-03-16T07:00.")
UNIT = click.option("--unit", metavar="NAME", help="Only this unit and those below it, as `units:` has them.")
LAST_MOMENT = time(23, 59, 59, 999999)


def parse_as_of(text: str | None, zone: ZoneInfo) -> datetime | None:
    """A local time of the organisation; a bare date means its last moment.

    Raises
    ------
    click.BadParameter : when it is not a date or a time.
    """
    if text is None:
        return None
    with suppress(ValueError):
        return datetime.combine(date.fromisoformat(text), LAST_MOMENT, zone)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        what = f"{text!r} is not a date or time; write 2026-03-16 or 2026-03-16T07:00"
        raise click.BadParameter(what, param_hint="'--as-of'") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
