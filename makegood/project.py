"""`makegood.yaml`: what a user sets, with defaults and meanings. No input or output: `promises.load` reads files."""

from pathlib import Path
from string import Formatter
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field
from pydantic.dataclasses import dataclass

from makegood.errors import MakegoodError, guess
from makegood.written import WRITTEN


def _as_list(value: object) -> object:
    return value if isinstance(value, list | tuple) else (value,)


Names = Annotated[tuple[str, ...], BeforeValidator(_as_list, json_schema_input_type=str | list[str])]
Cells = Annotated[
    tuple[str | int | float | bool, ...],
    BeforeValidator(_as_list, json_schema_input_type=str | int | float | bool | list[Any]),
]


def _as_pairs(value: object) -> object:
    """One name, several, or a mapping of ours to theirs: always a mapping."""
    names = (value,) if isinstance(value, str) else value
    return {name: name for name in names} if isinstance(names, list | tuple) else names


Pairs = Annotated[dict[str, str], BeforeValidator(_as_pairs, json_schema_input_type=str | list[str] | dict[str, str])]


@dataclass(frozen=True, config=WRITTEN)
class Stop:
    """One touchpoint of the customer's journey."""

    touchpoint: str
    """Where customer and organisation meet."""
    stage: str
    """The step of the journey: marketing, sale, purchase, delivery, use, service, or your own."""
    function: str
    """The function that owns it: marketing, sales, product, service, operations, or your own."""


@dataclass(frozen=True, config=WRITTEN)
class Join:
    """More columns for each row, from another file."""

    files: Names
    """The other file or files."""
    on: Pairs
    """The column, or columns, that both have; `{tracking: trackingnumber}` where the other file names it otherwise."""
    take: dict[str, str]
    """What to take: `{unit: seller_id}`, our name and theirs."""
    when_many: Literal["first", "split", "reject", "earliest", "latest", "all"]
    """Several rows for one: `first` in the file, `split` into events, `reject`, `earliest`, `latest`, `all` as one."""
    where: dict[str, Cells] = Field(default_factory=dict)
    """Only the rows of the other file whose column holds one of these values: `{status: [Leveret, delivered]}`."""
    by: str = "done_at"
    """The time that decides for `earliest` and `latest`, as `take` calls it."""

    def __str__(self) -> str:
        """What decides which rows there are; of a join that uses nothing new, as it was always written."""
        same = list(self.on) == list(self.on.values())
        on = tuple(self.on) if same else self.on
        said = f"files={self.files!r}, on={on!r}, take={self.take!r}, when_many={self.when_many!r}"
        said += f", where={sorted(self.where.items())!r}" if self.where else ""
        return f"Join({said}{f', by={self.by!r}' if self.when_many in ('earliest', 'latest') else ''})"


def _as_joins(value: object) -> object:
    if value is None:
        return ()
    return tuple(value) if isinstance(value, list | tuple) else (value,)


@dataclass(frozen=True, config=WRITTEN)
class Source:
    """Some files of one kind, and what their columns mean."""

    name: str
    """The name that promises use."""
    kind: Literal["events", "reviews", "counts"]
    """What a row is: one event, one review, or the counts of one half-hour, hour or day."""
    files: Names
    """File names or patterns, seen from the folder of makegood.yaml: `data/orders*.csv`. CSV, JSON, Parquet, Excel."""
    columns: dict[str, Names]
    """Our names and theirs: `{event_id: order_id, started_at: ordered}`; an id may be a list of columns."""
    touchpoint: str | None = None
    """Where these events happen, when a promise does not say."""
    where: dict[str, Cells] = Field(default_factory=dict)
    """Keep only the rows whose column holds one of these values; the others belong to something else."""
    exclude: dict[str, Cells] = Field(default_factory=dict)
    """Do not count events whose column holds one of these values; they are shown with their number."""
    join: Annotated[tuple[Join, ...], BeforeValidator(_as_joins, json_schema_input_type=Join | list[Join] | None)] = ()
    """More columns from another file; or a list, done in order, where a later one may use what an earlier one took."""
    keep_columns: Names = ()
    """Columns to keep beside the event, for promises about an amount; those that promises name are kept anyway."""
    fresh: Annotated[int, Field(ge=0)] = 3
    """Days after which a source with nothing new makes its promises `cannot tell`."""
    history: bool = False
    """Old data on purpose: never too old."""
    encoding: str | None = None
    """The encoding of the files, when it is not UTF-8, UTF-16 or Windows-1252."""
    delimiter: str | None = None
    """The delimiter of the files, when it is not found."""
    dates: str | None = None
    """How dates are written, when the column leaves it open: `dd-mm-yyyy`, `mm/dd/yy`, `unix seconds`, ..."""
    time_zone: str | None = None
    """The zone of times without one, when it is not the organisation's."""
    records: str | None = None
    """The keys that lead to the records of a JSON file, when it holds several arrays of them: `data.items`."""
    decimal: Literal[",", "."] | None = None
    """The decimal mark of numbers, when the column leaves it open."""
    sheets: Names = ()
    """The sheets of a workbook to read, names or patterns; left out, all that hold the columns and are not hidden."""
    about: Names = ()
    """The source, or sources, that these reviews or events are about: the reviews' orders, the complaints' cases."""
    link: str | None = None
    """Where one event stands in your own system: `https://.../{event_id}`; also `{unit}` and kept columns."""

    @property
    def link_fields(self) -> tuple[str, ...]:
        """The names in the link's braces, each once."""
        return tuple(dict.fromkeys(name for _, name, _, _ in Formatter().parse(self.link or "") if name is not None))

    @property
    def given(self) -> set[str]:
        """Our names for which it has a column: its own, or one that a join takes."""
        return {*self.columns, *(name for join in self.join for name in join.take)}

    @property
    def makes_ids(self) -> bool:
        """Whether its rows have no id of their own, so that they get a keyed hash."""
        own = {"events": "event_id", "reviews": "voice_id"}.get(self.kind)
        return own is not None and own not in self.given

    @property
    def mapping(self) -> dict[str, str]:
        """What decides how rows are stored; `rows`: which rows there are, and what they are called."""
        if self.kind == "counts":
            return self._mapping_of_counts
        ids = [name for name in self.columns if name in ("event_id", "voice_id")]
        join = ", ".join(map(str, self.join))
        others = {name: self.columns[name] for name in sorted(self.columns) if name not in ids}
        reading = (others, self.exclude, self.dates, self.encoding, self.delimiter, self.time_zone)
        return {
            "rows": f"{[self.columns[name] for name in ids]} {sorted(self.where.items())} {join}",
            "columns": str(reading) + self._told_of_files,
        }

    @property
    def _told_of_files(self) -> str:
        """What is told of how files are written, where anything is: a lake read before these keys stays valid."""
        keys = ("records", "decimal", "sheets")
        return "".join(f" {name}: {value}" for name in keys if (value := getattr(self, name)))

    @property
    def _mapping_of_counts(self) -> dict[str, str]:
        """An interval is called by its unit and start: all that decides these decides which rows there are."""
        ids = ("count_id", "unit", "started_at")
        named = [(name, self.columns[name]) for name in ids if name in self.columns]
        others = [(name, self.columns[name]) for name in sorted(self.columns) if name not in ids]
        rows = (named, sorted(self.where.items()), str(self.join), self.dates, self.time_zone)
        return {
            "rows": str(rows),
            "columns": str((others, self.exclude, self.encoding, self.delimiter)) + self._told_of_files,
        }


@dataclass(frozen=True, config=WRITTEN)
class Project:
    """The whole of makegood.yaml."""

    organisation: str
    """The name shown on every page."""
    sources: tuple[Source, ...] = ()
    """Where the data come from."""
    journey: tuple[Stop, ...] = ()
    """The touchpoints, each with its stage and function."""
    languages: Names = ("da", "en")
    """The languages of promises and of answers; the first is the default."""
    country: str = "DK"
    """The country whose holidays are not business days, as two letters."""
    time_zone: str = "Europe/Copenhagen"
    """The zone of local dates, and of times without one."""
    opening_hours: dict[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"], str] | None = None
    """When you are open, for promises in opening hours: `{mon: 09:00-17:00, sat: 10:00-14:00}`; closed on holidays."""
    lake: str = "lake"
    """The folder for what was said and done."""
    desk: str = "sqlite:///desk.db"
    """Where what people decide will be kept; nothing is kept there yet."""
    promises: Names = ("promises/*.yaml",)
    """The files that hold the promises."""
    units: str | None = None
    """The file with the organisation's tree: each unit with its parent and its dates."""
    themes: str | None = None
    """The file of what customers talk about, when you have changed, extended or translated ours."""
    folder: Annotated[Path, Field(exclude=True)] = Path()

    def source(self, name: str) -> Source:
        """The source of that name.

        Raises
        ------
        MakegoodError : when there is none.
        """
        for source in self.sources:
            if source.name == name:
                return source
        raise MakegoodError(f"no source is called {name}", found=name, fix=guess(name, [s.name for s in self.sources]))

    @property
    def hours(self) -> dict[str, str]:
        """The opening hours by weekday; empty when none are set."""
        return {str(day): text for day, text in (self.opening_hours or {}).items()}

    @property
    def zone(self) -> ZoneInfo:
        """The zone of local dates."""
        return ZoneInfo(self.time_zone)

    @property
    def clock(self) -> dict[str, str]:
        """The settings that change what is stored when data are read; a change asks for a new read."""
        hours = self.hours
        return {
            "country": self.country,
            "time_zone": self.time_zone,
            "opening_hours": ", ".join(f"{day} {hours[day]}" for day in sorted(hours)),
        }

    def read_with(self, source: Source) -> dict[str, str]:
        """All settings that decide what is stored of a source, and by which names."""
        mapping = source.mapping
        if source.kind == "counts":  # the same hour in another zone is another interval
            mapping = {**mapping, "rows": f"{mapping['rows']} {self.time_zone}"}
        return {**self.clock, **mapping}
