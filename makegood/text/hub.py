"""A larger model, for those who name one: `text: {model: intfloat/multilingual-e5-base}`, or a folder.

The folder of a model that the hub's own tools write: `onnx/model.onnx` (or `model.onnx`), `tokenizer.json` and, when
there is one, `config.json`. It runs as the deep tier does: each text alone, on one thread. It is centred on the mean of
the sentences below, which belong to no user, so that one model gives one text one row.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from makegood.errors import MakegoodError, Place

if TYPE_CHECKING:
    import onnxruntime
    from tokenizers import Tokenizer

Floats = npt.NDArray[np.float32]

_FILES = ("onnx/model.onnx", "model.onnx")
_WANTED = ("onnx/model.onnx", "onnx/model.onnx_data", "model.onnx", "model.onnx_data", "*.json")
_WINDOWS = 20
_READ = 100_000  # letters of a text

_REFERENCE = (
    "Pakken kom to dage for sent.", "Hurtig levering, og alt var som aftalt.", "Ingen tog telefonen.",
    "Medarbejderen var venlig og lyttede.", "Varen gik i stykker efter en uge.", "Prisen var den, der stod.",
    "Jeg fik mine penge tilbage med det samme.", "Hjemmesiden virker ikke på min telefon.",
    "Jeg bestilte om mandagen.", "De svarede med det samme brev som sidst.",
    "The parcel came two days late.", "Fast delivery, and all was as agreed.", "Nobody answered the telephone.",
    "The person was friendly and listened.", "The thing broke after a week.", "The price was what it said.",
    "I got my money back at once.", "The web site does not work on my phone.", "I ordered on Monday.",
    "They answered with the same letter as last time.",
)  # fmt: skip


@dataclass(frozen=True)
class Hub:
    """A model from a hub or a folder; `load` makes it."""

    model: str
    prefix: str
    longest: int
    pooling: str
    tokenizer: "Tokenizer"
    session: "onnxruntime.InferenceSession"
    hash: str

    @property
    def name(self) -> str:
        """The name of the model, or of its folder."""
        return self.model

    @property
    def size(self) -> int:
        """Numbers in a row."""
        return len(self.mean)

    @cached_property
    def mean(self) -> Floats:
        """The fixed reference that rows are centred on."""
        rows = [row for text in _REFERENCE if (row := self._raw(text)) is not None]
        mean: Floats = np.mean(rows, axis=0, dtype=np.float32)
        return mean

    def embed(self, texts: Sequence[str]) -> Floats:
        """One row a text, shape (n_texts, size), centred and of length 1; a text without letters is a row of zeros."""
        rows = np.zeros((len(texts), self.size), np.float32)
        for row, text in zip(rows, texts, strict=True):
            raw = self._raw(text)
            if raw is not None:
                centred = raw - self.mean
                row[:] = centred / max(float(np.linalg.norm(centred)), 1e-9)
        return rows

    def _raw(self, text: str) -> Floats | None:
        clean = text[:_READ].encode("utf-8", "replace").decode("utf-8").replace("\0", " ")
        if not any(letter.isalnum() for letter in clean):
            return None
        ids: list[int] = self.tokenizer.encode(self.prefix + clean, add_special_tokens=False).ids
        room = max(self.longest - self.tokenizer.num_special_tokens_to_add(False), 1)
        windows = [ids[start : start + room] for start in range(0, min(len(ids), room * _WINDOWS), room)]
        if not windows:
            return None
        parts = [self._window(window) * np.float32(len(window)) for window in windows]
        total = np.add.reduce(parts)
        row: Floats = total / max(float(np.linalg.norm(total)), 1e-9)
        return row

    def _window(self, ids: list[int]) -> Floats:
        whole = self._around(ids)
        given = {"input_ids": np.array([whole], np.int64), "attention_mask": np.ones((1, len(whole)), np.int64)}
        given["token_type_ids"] = np.zeros((1, len(whole)), np.int64)
        wanted = {item.name for item in self.session.get_inputs()}
        hidden = self.session.run(None, {name: value for name, value in given.items() if name in wanted})[0]
        mean = hidden[0] if hidden.ndim == 2 else hidden[0, 0] if self.pooling == "cls" else hidden[0].mean(axis=0)
        row: Floats = (mean / max(float(np.linalg.norm(mean)), 1e-9)).astype(np.float32)
        return row

    def _around(self, ids: list[int]) -> list[int]:
        """The pieces with the model's own marks before and after, as its tokenizer puts them around an empty text."""
        marks: list[int] = self.tokenizer.encode("").ids
        half = (len(marks) + 1) // 2
        return [*marks[:half], *ids, *marks[half:]]


@lru_cache(maxsize=2)
def load(model: str) -> Hub:
    """The model of a folder, or of a hub by its name; it is fetched once and kept in the hub's own cache.

    Parameters
    ----------
    model : str
        A folder, or `owner/name`.

    Raises
    ------
    MakegoodError : when packages are missing, the model cannot be reached, or a file of it is missing or unreadable.
    """
    onnxruntime, tokenizers = _packages()
    folder = Path(model) if Path(model).is_dir() else _fetch(model)
    graph = next((folder / name for name in _FILES if (folder / name).is_file()), None)
    words = folder / "tokenizer.json"
    if graph is None or not words.is_file():
        missing = "onnx/model.onnx" if graph is None else "tokenizer.json"
        fix = "choose a model that has been exported to ONNX: `optimum-cli export onnx --model NAME FOLDER` makes it"
        raise MakegoodError("the model lacks a file", Place(str(folder)), f"no {missing}", fix)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        session = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
        tokenizer = tokenizers.Tokenizer.from_file(str(words))
    except Exception as error:  # onnxruntime and tokenizers raise plain exceptions
        fix = "fetch the model again, or name another as `model:` under `text:` in makegood.yaml"
        raise MakegoodError("the model cannot be read", Place(str(folder)), type(error).__name__, fix) from None
    tokenizer.no_truncation()
    tokenizer.no_padding()
    said = _settings(folder)
    return Hub(
        Path(model).name if folder == Path(model) else model,
        "query: " if "e5" in str(said.get("_name_or_path", "") or model).lower() else "",
        _longest(said),
        "cls" if _first_only(folder) else "mean",
        tokenizer,
        session,
        _hash(graph, words),
    )


def _fetch(model: str) -> Path:
    """Where the model is after fetching it, or from the cache when the hub cannot be reached."""
    try:
        from huggingface_hub import snapshot_download
    except ImportError as error:
        what = "a model from a hub needs a package that is not installed"
        raise MakegoodError(what, None, error.name or "", 'pip install "makegood[text,hub]"') from None
    try:
        return Path(snapshot_download(model, allow_patterns=list(_WANTED)))
    except Exception as error:  # no network, no such model, no access: each with its own exception
        fix = "check its name and the network; or fetch it elsewhere and give the folder as `model:` under `text:`"
        raise MakegoodError(
            "the model is no folder here, and the hub does not give it", None, f"{model} ({type(error).__name__})", fix
        ) from None


def _settings(folder: Path) -> dict[str, Any]:
    path = folder / "config.json"
    found = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    return found if isinstance(found, dict) else {}


def _longest(said: dict[str, Any]) -> int:
    """Pieces of a window: what the model has places for; XLM-R counts two that no piece may take."""
    places = said.get("max_position_embeddings", 512)
    return min(int(places) - (2 if said.get("model_type") == "xlm-roberta" else 0), 512)


def _first_only(folder: Path) -> bool:
    """Whether the model means its first row to stand for the text (as `1_Pooling/config.json` says)."""
    path = folder / "1_Pooling" / "config.json"
    return path.is_file() and bool(json.loads(path.read_text("utf-8")).get("pooling_mode_cls_token"))


def _hash(*paths: Path) -> str:
    """Eight hexadecimal digits of the files."""
    made = hashlib.blake2b(digest_size=4)
    for path in paths:
        with path.open("rb") as stream:
            while block := stream.read(1 << 20):
                made.update(block)
    return made.hexdigest()


def _packages() -> tuple[Any, Any]:
    try:
        import onnxruntime
        import tokenizers
    except ImportError as error:
        what = "a larger model needs packages that are not installed"
        raise MakegoodError(what, None, error.name or "", 'pip install "makegood[text,hub]"') from None
    return onnxruntime, tokenizers
