"""Options that several commands share, so that they are spelled and explained once."""

from datetime import datetime
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


def parse_as_of(text: str | None, zone: ZoneInfo) -> datetime | None:
    """A local time of the organisation; a bare date means its last moment.

    Raises
    ------
    click.BadParameter : when it is not a date or a time.
    """
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"{text!r} is not a date or time; write 2026-03-16 or 2026-03-16T07:00") from None
    if len(text) == len("2026-03-16"):
        moment = moment.replace(hour=23, minute=59, second=59, microsecond=999999)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
