"""Persons as keyed hashes: the same person can be counted, and nobody can read who it is without the key.

The key is the environment's `MAKEGOOD_KEY`, else a file beside makegood.yaml and outside the lake, `.makegood/key`,
made at the first read. Whoever has the lake alone cannot find out whether a known person is in it.
"""

import hashlib
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa

from makegood.errors import MakegoodError, Place
from makegood.project import Source

FILE = ".makegood/key"
_LEAST = 16  # letters


def find_key(folder: Path, environment: Mapping[str, str] = os.environ) -> bytes:
    """The organisation's key; made and kept where there is none.

    Parameters
    ----------
    folder : Path
        The project's folder.
    environment : mapping
        Where `MAKEGOOD_KEY` may stand.

    Raises
    ------
    MakegoodError : when the key is too short to protect anybody, or its file cannot be read or written.
    """
    told = environment.get("MAKEGOOD_KEY", "")
    path = folder / FILE
    try:
        if told:
            key = told.strip()
        elif path.exists():
            key = path.read_text(encoding="ascii", errors="replace").strip()
        else:
            key = _make(path)
    except OSError as error:
        fix = f"make it readable and writable, or set MAKEGOOD_KEY to at least {_LEAST} letters"
        raise MakegoodError("the key for persons cannot be kept", Place(FILE), error.strerror or "", fix) from None
    if len(key) < _LEAST:
        where, fix = None if told else Place(FILE), f"give at least {_LEAST} letters, and keep them safe"
        raise MakegoodError("the key for persons is too short to protect anybody", where, f"{len(key)} letters", fix)
    return key.encode()


def _make(path: Path) -> str:
    """A new key that only its owner may read."""
    path.parent.mkdir(exist_ok=True)
    key = secrets.token_hex(32)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as stream:
        stream.write(key + "\n")
    return key


def tell_ids(source: Source, folder: Path) -> dict[str, str]:
    """Whether a source's ids are made with the key, and by a few bits of a hash with which; empty for ids of its own.

    Under another key every row would have another id, and stand in the lake twice.
    """
    if not source.makes_ids:
        return {}
    return {"ids": f"keyed {hashlib.blake2b(b'which key', digest_size=3, key=find_key(folder)[:64]).hexdigest()}"}


def hash_persons(names: pa.LargeStringArray, key: bytes) -> pa.LargeStringArray:
    """A hash of 96 bits, in hexadecimal, for each name; null where there is none. Spaces around and case are ignored.

    Examples
    --------
    >>> names = pa.array(["Ida ", "ida", None], pa.large_string())
    >>> one, same, none = hash_persons(names, b"a key of 16 bytes").to_pylist()
    >>> one == same, none
    (True, None)
    """
    coded = names.dictionary_encode()
    hashes = [
        hashlib.blake2b(name.strip().casefold().encode(), digest_size=12, key=key[:64]).hexdigest()
        for name in coded.dictionary.to_pylist()
    ]
    return pa.array(hashes, pa.large_string()).take(coded.indices)
