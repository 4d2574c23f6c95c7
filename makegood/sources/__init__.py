"""What was said and done, read from files: one module for each kind of source.

A reader is a function `read(source, project, now, numbers)` that yields `Batch`es; it never touches the lake, prints,
or logs.

Members, in the order in which a file passes through them:

- `files`: which files a source means, and the rows of each
- `delimited`, `encoding`, `records`: a CSV file as columns of text; its bytes as UTF-8; where its records begin and end
- `json_rows`, `json_arrays`, `json_columns`: the same from JSON lines and JSON; where records stand; columns
- `parquet`: the same from Parquet
- `workbook`: the same from Excel and OpenDocument, sheet by sheet
- `sheet_header`, `sheet_table`, `total_rows`: the header under its titles; the rows; which are sums and notes
- `sheet_cells`, `sheet_parts`, `formula_errors`: cells of mixed kinds as columns; what the library does not show
- `damage`: what a spreadsheet did to ids and dates
- `rows`: what all of them give
- `join`: more columns from other files
- `mapping`: our names and theirs, `where:`, `exclude:`, ids
- `cells`, `decimals`, `timestamps`, `date_forms`: empty cells, numbers, times, and the forms of dates
- `date_choice`, `survey`: which form a column has; what all files of a source say together, before any is read
- `refusals`: which rows are rejected, and why
- `fingerprint`, `row_ids`, `keyed`: the hash of a row, and ids for rows that have none, made with the key
- `review_words`, `own_names`: the words of reviews, masked, with the customer's own name in them
- `events`, `event_tables`, `reviews`: the readers
- `counts`, `count_settings`, `count_starts`, `count_cells`, `count_rows`: the reader of what others have counted
- `batch`: what a reader yields
"""

from collections.abc import Collection, Iterator
from datetime import datetime
from importlib import import_module

from makegood.project import Project, Source
from makegood.sources.batch import Batch

READERS = {
    "events": "makegood.sources.events",
    "reviews": "makegood.sources.reviews",
    "counts": "makegood.sources.counts",
}


def read(source: Source, project: Project, now: datetime, numbers: Collection[str] = ()) -> Iterator[Batch]:
    """Read a source with the reader for its kind.

    Parameters
    ----------
    source, project : Source, Project
        The settings.
    now : datetime, aware
        The wall clock: what happened more than a day later is rejected.
    numbers : collection of str
        Columns that a promise judges by their number: a row with another text there is rejected.

    Raises
    ------
    MakegoodError : when its settings or a file cannot be read at all.
    """
    batches: Iterator[Batch] = import_module(READERS[source.kind]).read(source, project, now, numbers)
    return batches
