"""The words of reviews, masked before they leave the reader: title, text, reply, and who wrote it as a keyed hash.

Nothing after this holds what a person wrote about himself: not a batch, the hash of a row, a spilled file or the lake.
"""

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from makegood.persons import hash_persons
from makegood.sources.cells import Mask
from makegood.sources.mapping import Names, optional_text
from makegood.sources.own_names import mask_own_names
from makegood.sources.rows import Rows
from makegood.text.private import marker, mask_column

WORDS = ("title", "text", "reply")
PRIVATE = (*WORDS, "customer")


def read_words(names: Names, rows: Rows, wanted: Mask, key: bytes) -> Mapping[str, pa.LargeStringArray]:
    """The columns `title`, `text`, `reply` and `customer` of a file's rows; null where they say nothing.

    Parameters
    ----------
    names : Names
        Which of their columns are which.
    rows : Rows
        The file.
    wanted : bool array (n_rows,)
        The rows asked for; masking is the dear part of reading reviews.
    key : bytes
        The organisation's; with another key the same person has another mark.
    """

    def read(ours: str) -> pa.LargeStringArray:
        texts = optional_text(names, ours, rows)
        return texts if wanted.all() else pc.if_else(pa.array(wanted), texts, None)

    customers = read("customer")

    def mask(ours: str) -> pa.LargeStringArray:
        texts = mask_own_names(read(ours), customers, lambda name: marker("name", name, key))
        return mask_column(texts, key) if texts.null_count < len(texts) else texts

    words = {ours: mask(ours) for ours in WORDS}
    return {**words, "customer": hash_persons(customers, key)}
