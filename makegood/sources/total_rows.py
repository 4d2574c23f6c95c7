"""Which rows of a sheet are no data: sums, averages, notes and headings that people write between and under rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

TOTALS = (
    *("i alt", "ialt", "total", "totalt", "sum", "subtotal", "delsum", "mellemsum", "hovedtotal", "samlet"),  # Danish
    *("tilsammen", "gennemsnit", "gns", "resultat"),
    *("totals", "grand total", "sub total", "sub-total", "average", "avg", "mean", "overall"),  # English
    *("summa", "delsumma", "totalsumma", "medelvärde", "medel", "genomsnitt"),  # Swedish
    *("gjennomsnitt", "snitt", "totalsum", "sum total"),  # Norwegian
    *("gesamt", "summe", "gesamtsumme", "gesamtergebnis", "zwischensumme", "teilergebnis", "insgesamt"),  # German
    *("durchschnitt", "mittelwert"),
    *("total geral", "soma", "média", "subtotais"),  # Portuguese
    *("total général", "total general", "somme", "moyenne", "suma", "promedio", "totaal", "eindtotaal", "gemiddelde"),
)
_WORDS = "|".join(re.escape(word) for word in sorted(TOTALS, key=len, reverse=True))
_ALONE = re.compile(rf"\s*(?:{_WORDS})\s*[.:*]*\s*", re.IGNORECASE)
_BEGINS_OR_ENDS = re.compile(rf"\s*(?:(?:{_WORDS})\b.{{0,60}}|.{{1,60}}\b(?:{_WORDS})\s*[.:*]*\s*)", re.IGNORECASE)
_NOTE = re.compile(r"[^\W\d_]{2,}.*(?:\s|:)|\*", re.DOTALL)  # more than one word, or a heading with a colon


@dataclass(frozen=True)
class Sieve:
    """What tells a row of data from a sum or a note.

    Attributes
    ----------
    names : tuple of str
        The header, one name for each column; empty where a column has none.
    needed, times : tuple of int
        The columns without which a row is no row (id and time), and those that hold times.
    """

    names: tuple[str, ...]
    needed: tuple[int, ...]
    times: tuple[int, ...]

    def is_aside(self, row: Sequence[object]) -> bool:
        """Whether the row is a sum, a note or a header once more; what has all it needs is data, whatever it is called.

        Examples
        --------
        >>> sieve = Sieve(("id", "time", "shop"), needed=(0, 1), times=(1,))
        >>> [sieve.is_aside(row) for row in (["I alt", "", 52.0], ["", "Total", ""], ["7", "1-3-2026", "Total"])]
        [True, True, False]
        """
        return self._lacks_something(row) and (self._is_total(row) or self._is_note(row) or self._is_header(row))

    def _lacks_something(self, row: Sequence[object]) -> bool:
        """Whether the row may be an aside at all; asked of every row, so it is quick."""
        for place in self.needed:
            if row[place] == "":
                return True
        for place in self.times:
            cell = row[place]
            if isinstance(cell, str) and cell != "" and not any(letter.isdigit() for letter in cell):
                return True
        return False

    def _is_total(self, row: Sequence[object]) -> bool:
        """Whether the row begins with such a word and lacks something, or holds one and has nothing that it needs."""
        filled = [(place, cell) for place, cell in enumerate(row) if cell != ""]
        labels = [place for place, cell in filled if isinstance(cell, str) and _ALONE.fullmatch(cell)]
        if not labels and filled and isinstance(filled[0][1], str) and _BEGINS_OR_ENDS.fullmatch(filled[0][1]):
            labels = [filled[0][0]]
        if not labels:
            return False
        lacks = [row[place] == "" for place in self.needed if place not in labels]
        is_first = labels[0] == filled[0][0]
        return (any(lacks) if is_first else all(lacks)) or any(place in self.times for place in labels)

    def _is_note(self, row: Sequence[object]) -> bool:
        """A single text of several words in the first column of a table that has at least three."""
        named = [place for place, name in enumerate(self.names) if name]
        filled = [place for place, cell in enumerate(row) if cell != ""]
        if len(named) < 3 or len(filled) != 1 or filled[0] > named[0]:
            return False
        cell = row[filled[0]]
        return isinstance(cell, str) and bool(_NOTE.search(cell))

    def _is_header(self, row: Sequence[object]) -> bool:
        """The header once more, as in a list that was made for paper."""
        return all(name_of(row[place]) == self.names[place] for place in {*self.needed, *self.times})


def name_of(cell: object) -> str:
    """A cell of a header as the name of a column: one line, single spaces, a year without a decimal point."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())
