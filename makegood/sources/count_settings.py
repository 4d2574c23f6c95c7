"""What the settings of a source of counts have to say before a file is opened."""

from makegood.errors import MakegoodError, Place
from makegood.project import Source
from makegood.sources.count_cells import KEPT
from makegood.sources.mapping import Names, find_names

NAMES = ("count_id", "unit", "started_at", "n", *KEPT, "not_counted", "updated_at")
MANY = ("started_at", "n", "kept", "broken", "not_counted")  # may stand for several columns
_SETTINGS = Place("makegood.yaml")


def find_count_names(source: Source) -> Names:
    """Our names and theirs.

    Raises
    ------
    MakegoodError : when something is missing without which nothing can be counted, or does not go together.
    """
    names = find_names(source, NAMES, many=MANY)
    _refuse_settings(source, names)
    return names


def _refuse_settings(source: Source, names: Names) -> None:
    """What cannot be counted, whatever the files hold."""
    given = [ours for ours in KEPT if ours in names.theirs]
    wrong = [
        ("started_at" not in names.theirs, "has no started_at", "name the column that says when an interval began"),
        ("n" not in names.theirs, "has no n", "name the column that says how many there were: `n: offered`"),
        (
            not given,
            "has none of kept, broken and share_kept",
            "name the column that says how many were kept: `kept: answered_in_time`; without it nothing can be judged",
        ),
        (len(given) > 1, f"has {' and '.join(given)}", "name one of them; the others follow from it"),
        (
            len(names.theirs.get("started_at", ())) > 2,
            "has a started_at of more than two columns",
            "name one column, or that of the date and that of the time of day",
        ),
    ]
    for hit, what, fix in wrong:
        if hit:
            raise MakegoodError(f"`columns:` of {source.name} {what}", _SETTINGS, fix=fix)
    if source.keep_columns:
        what = f"`keep_columns:` of {source.name} is only for events"
        raise MakegoodError(what, _SETTINGS, fix="remove it")
    if any(join.when_many == "split" for join in source.join):
        what = f"`when_many: split` of {source.name} would count a row several times"
        raise MakegoodError(what, _SETTINGS, fix="write `when_many: first` or `when_many: reject`")
