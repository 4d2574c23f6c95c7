"""The bytes of a file as UTF-8 text: what is no text is refused, and the encoding is found for the whole file.

UTF-8 and UTF-16 with or without BOM, else Windows-1252, else what the source's `encoding:` says.
"""

import codecs
import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from makegood.errors import MakegoodError, Place

BLOCK = 8 << 20  # bytes; small enough to stay near the processor
DAMAGED = "\ufffd".encode()
_BOM = b"\xef\xbb\xbf"
_HEAD = 64 << 10  # bytes
_MAGIC = (
    (rb"\{\\rtf", "a rich text document (RTF)"),
    (rb"%PDF", "a PDF document"),
    (rb"PK\x03\x04", "a zip archive that is no workbook"),
    (rb"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls) or Word document"),
    (rb"\x1f\x8b", "a compressed file (gzip)"),
    (rb"SQLite format 3", "an SQLite database"),
    (rb"(?i:<!doctype|<html|<\?xml)", "a web page or XML"),
)
_FIX = "export it as CSV, JSON or Parquet"


@dataclass(frozen=True)
class Text:
    """How the bytes of a file are text."""

    encoding: str
    is_damaged: bool = False  # UTF-8 or UTF-16 with a few bytes that are not
    is_found: bool = False  # by trying, not told

    @property
    def damage(self) -> str:
        """What is wrong with a row that holds a damaged letter."""
        return f"a letter here is not {'UTF-16' if self.encoding.startswith('utf-16') else 'UTF-8'}"


def _open(path: Path, file: str) -> Iterator[bytes]:
    """The file's bytes in blocks.

    Raises
    ------
    MakegoodError : when it cannot be opened.
    """
    try:
        with path.open("rb") as stream:
            while block := stream.read(BLOCK):
                yield block
    except FileNotFoundError:
        raise MakegoodError("there is no such file", Place(file), fix="check `files:` in makegood.yaml") from None
    except IsADirectoryError:
        raise MakegoodError("this is a folder, not a file", Place(file), fix=f"write `{file}/*.csv`") from None
    except PermissionError:
        what = "no permission to read this file"
        raise MakegoodError(what, Place(file), fix="let the account that runs makegood read it") from None
    except OSError as error:
        raise MakegoodError("this file cannot be read", Place(file), str(error.strerror), "try again") from None


def find_text(path: Path, file: str, encoding: str | None) -> Text:
    """Look through the whole file: is it text, and in which encoding?

    Parameters
    ----------
    path, file : Path, str
        The file, and its name in messages.
    encoding : str or None
        What the source says.

    Raises
    ------
    MakegoodError : when it cannot be opened, or is no text.
    """
    blocks = _open(path, file)
    head = next(blocks, b"")
    for magic, kind in _MAGIC:
        if re.match(magic, head[:64].removeprefix(_BOM).lstrip()):
            raise MakegoodError("this is not a text table", Place(file), kind, _FIX)
    utf16 = find_utf16(head[:_HEAD])
    if encoding:
        told = _find_encoding(encoding)
        return Text(utf16 or told if told == "utf-16" else told)
    if utf16:
        return Text(utf16, is_damaged=not _is_whole(utf16, itertools.chain([head], blocks)), is_found=True)
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf8 = True
    for block in itertools.chain([head], blocks):
        if b"\0" in block:
            raise MakegoodError("this is not a text table", Place(file), "binary data", _FIX)
        if is_utf8 and (decoder.getstate()[0] or not block.isascii()):
            is_utf8 = _decodes(decoder, block)
    return (
        Text("utf-8", is_found=True) if is_utf8 and _decodes(decoder, b"", True) else _judge_damage(_open(path, file))
    )


def find_utf16(head: bytes) -> str:
    """UTF-16 by its BOM, or by every other byte of its commas, digits and line ends being zero; empty when it is not.

    Examples
    --------
    >>> find_utf16("navn;by".encode("utf-16-be"))
    'utf-16-be'
    """
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    pairs = len(head) // 2
    first, second = head[0 : 2 * pairs : 2].count(0), head[1 : 2 * pairs : 2].count(0)
    if second > pairs / 5 and second > 5 * first:
        return "utf-16-le"
    return "utf-16-be" if first > pairs / 5 and first > 5 * second else ""


def _is_whole(encoding: str, blocks: Iterable[bytes]) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    return all(_decodes(decoder, block, not block) for block in itertools.chain(blocks, [b""]))


def _decodes(decoder: codecs.IncrementalDecoder, block: bytes, final: bool = False) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True


def _judge_damage(blocks: Iterator[bytes]) -> Text:
    """UTF-8 with some broken letters (a file cut in the middle of one, say), or Windows-1252?"""
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    whole = broken = 0
    for block in itertools.chain(blocks, [b""]):
        text = decoder.decode(block, final=not block)
        broken += text.count("\ufffd")
        whole += len(re.findall(r"[^\x00-\x7f\ufffd]", text))
    return Text("utf-8", is_damaged=True) if whole > broken else Text("cp1252", is_found=True)


def _find_encoding(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        fix = "write `encoding: utf-16`, `latin-1`, `cp850` or another that Python knows"
        raise MakegoodError("no such encoding", found=name, fix=fix) from None


def read_blocks(path: Path, file: str, text: Text) -> Iterator[bytes]:
    """The file's text in blocks, as UTF-8 without BOM; letters that are damaged become U+FFFD.

    Raises
    ------
    MakegoodError : when the file is not in its encoding.
    """
    decoder = codecs.getincrementaldecoder(text.encoding)(errors="replace" if text.is_damaged else "strict")
    is_first = True
    for block in itertools.chain(_open(path, file), [b""]):
        if text == Text("utf-8", is_found=True):
            ours = block
        else:
            try:
                ours = decoder.decode(block, final=not block).encode()
            except UnicodeDecodeError:
                what = f"this file is not {'UTF-8 or Windows-1252' if text.is_found else text.encoding}"
                raise MakegoodError(what, Place(file), fix="write its `encoding:` under the source") from None
            if b"\0" in ours:
                raise MakegoodError("this is not a text table", Place(file), "binary data", "check `encoding:`")
        if ours:
            yield ours.removeprefix(_BOM) if is_first else ours
            is_first = False
