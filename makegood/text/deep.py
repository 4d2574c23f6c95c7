"""The deep tier: a text as a point by the network multilingual-e5-small, about 100 texts a CPU-second.

Each text goes through the network alone and on one thread, so that nothing depends on its neighbours: in a batch the
whole-number arithmetic makes a vector move with the longest text beside it. A long text is read in windows.

Needs the extra `text`; the packages are imported when it is loaded.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from makegood.errors import MakegoodError
from makegood.text.deep_weights import WIDTH, Floats, Weights, find_file, read_weights

if TYPE_CHECKING:
    import onnxruntime
    from tokenizers import Tokenizer

GRAPH = Path(__file__).with_name("weights") / "deep.onnx"
MEAN = Path(__file__).with_name("weights") / "deep_mean.npy"
WINDOWS = 20  # of 510 pieces: what stands beyond some 40,000 letters is not read
PREFIX = "query: "  # the model was trained with it

_SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Deep:
    """The network with its vocabulary; `load` makes it."""

    weights: Weights
    tokenizer: "Tokenizer"
    session: "onnxruntime.InferenceSession"
    mean: Floats

    @property
    def name(self) -> str:
        """`deep`."""
        return "deep"

    @property
    def size(self) -> int:
        """384 numbers in a row."""
        return WIDTH

    @cached_property
    def hash(self) -> str:
        """Eight hexadecimal digits of graph, mean and the weights' file."""
        made = hashlib.blake2b(GRAPH.read_bytes() + self.mean.tobytes(), digest_size=4)
        made.update(self.weights.rows(np.arange(0, 250_000, 1000)).tobytes())
        return made.hexdigest()

    @cached_property
    def _places(self) -> Floats:
        return self.weights.places()

    def embed(self, texts: Sequence[str]) -> Floats:
        """One row a text, shape (n_texts, 384), centred and of length 1; a text without letters is a row of zeros."""
        rows = np.zeros((len(texts), WIDTH), np.float32)
        for row, text in zip(rows, texts, strict=True):
            raw = self.raw(text)
            if raw is not None:
                centred = raw - self.mean
                row[:] = centred / max(float(np.linalg.norm(centred)), 1e-9)
        return rows

    def raw(self, text: str) -> Floats | None:
        """The row of one text before it is centred; None when nothing in it can be read."""
        ids = self.find_pieces(text)
        if not ids:
            return None
        room = self.weights.longest - 2
        windows = [ids[start : start + room] for start in range(0, min(len(ids), room * WINDOWS), room)]
        total = sum((self._window(window) * len(window) for window in windows), np.zeros(WIDTH, np.float32))
        mean: Floats = total / max(float(np.linalg.norm(total)), 1e-9)
        return mean

    def find_pieces(self, text: str) -> list[int]:
        """The ids of the pieces that a text is cut into; none when it has no letter and no number."""
        clean = text.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")
        if not any(letter.isalnum() for letter in clean):
            return []
        # One pass of the model's own map of letters, cut first: a single letter can become eighteen.
        mapped = _SPACES.sub(" ", (PREFIX + clean[:100_000]).translate(self.weights.letters)).strip()
        ids: list[int] = self.tokenizer.encode(mapped, add_special_tokens=False).ids
        return ids

    def _window(self, ids: list[int]) -> Floats:
        whole = np.array([self.weights.begin, *ids, self.weights.end])
        rows = self.weights.rows(whole) + self._places[: len(whole)]
        hidden = self.session.run(None, {"rows": rows[None]})[0][0]
        mean = hidden.mean(axis=0)
        row: Floats = mean / np.linalg.norm(mean)
        return row


def is_there() -> bool:
    """Whether the deep tier can be loaded on this machine."""
    try:
        _packages()
        find_file()
    except MakegoodError:
        return False
    return True


@lru_cache(maxsize=1)
def load() -> Deep:
    """The deep tier, loaded once a process (a second, and some 300 MB).

    Raises
    ------
    MakegoodError : when its packages or its weights are missing; the quick tier works without.
    """
    onnxruntime, tokenizers = _packages()
    weights = read_weights(find_file())
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    given = {name: onnxruntime.OrtValue.ortvalue_from_numpy(value) for name, value in weights.network().items()}
    options.add_external_initializers(list(given), list(given.values()))
    session = onnxruntime.InferenceSession(GRAPH.read_bytes(), options, providers=["CPUExecutionProvider"])
    model = tokenizers.models.Unigram(weights.pieces, unk_id=weights.unknown, byte_fallback=False)
    tokenizer = tokenizers.Tokenizer(model)
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Metaspace(
        replacement="\u2581", prepend_scheme="always", split=True
    )
    mean: npt.NDArray[np.float32] = np.load(MEAN)
    return Deep(weights, tokenizer, session, mean)


def _packages() -> tuple[Any, Any]:
    try:
        import onnxruntime
        import tokenizers
    except ImportError as error:
        what = "the deep tier needs packages that are not installed"
        raise MakegoodError(what, None, error.name or "", 'pip install "makegood[text]"') from None
    return onnxruntime, tokenizers
