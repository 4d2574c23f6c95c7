"""A larger model from a folder: a real one, made here, run by onnxruntime with its own tokenizer."""

import json
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, pre_tokenizers, processors

from makegood.errors import MakegoodError
from makegood.text import hub
from tests.text.hard_texts import HARD, TEXTS

WORDS = ["<s>", "</s>", "<unk>", "pakken", "kom", "sent", "venlig", "parcel", "late", "jeg", "the", "service"]


def make_model(folder: Path, outputs: int = 3) -> Path:
    """Each piece has a row of a fixed table: the smallest network that takes and gives what the large ones do."""
    (folder / "onnx").mkdir(parents=True)
    table = np.random.default_rng(1).normal(size=(len(WORDS), 8)).astype(np.float32)
    nodes = [helper.make_node("Gather", ["table", "input_ids"], ["rows"])]
    if outputs == 2:
        nodes.append(helper.make_node("ReduceMean", ["rows", "axes"], ["hidden"], keepdims=0))
    else:
        nodes.append(helper.make_node("Identity", ["rows"], ["hidden"]))
    given = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "pieces"])
        for name in ("input_ids", "attention_mask")
    ]
    shape = ["texts", "pieces", 8] if outputs == 3 else ["texts", 8]
    constants = [numpy_helper.from_array(table, "table"), numpy_helper.from_array(np.array([1], np.int64), "axes")]
    graph = helper.make_graph(
        nodes, "small", given, [helper.make_tensor_value_info("hidden", TensorProto.FLOAT, shape)], constants
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    onnx.save(model, folder / "onnx" / "model.onnx")
    words = Tokenizer(models.WordLevel({word: i for i, word in enumerate(WORDS)}, unk_token="<unk>"))
    words.pre_tokenizer = pre_tokenizers.Whitespace()
    words.post_processor = processors.TemplateProcessing("<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 1)])
    words.enable_truncation(4)
    words.save(str(folder / "tokenizer.json"))
    (folder / "config.json").write_text(json.dumps({"max_position_embeddings": 12, "model_type": "xlm-roberta"}))
    return folder


@pytest.fixture
def model(tmp_path: Path) -> hub.Hub:
    return hub.load(str(make_model(tmp_path / "small-e5")))


def test_a_model_of_a_folder_gives_rows_of_its_own_size(model: hub.Hub) -> None:
    rows = model.embed(["pakken kom sent", "the service", ""])
    assert rows.shape == (3, model.size) == (3, 8)
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1, 1, 0], abs=1e-5)
    assert (model.name, model.prefix, model.longest, len(model.hash)) == ("small-e5", "query: ", 10, 8)


def test_a_row_is_the_mean_of_the_network_s_rows_less_the_reference(model: hub.Hub) -> None:
    table = np.random.default_rng(1).normal(size=(len(WORDS), 8)).astype(np.float32)
    ids = [0, 2, 2, 3, 4, 1]  # <s> query : pakken kom </s>
    mean = table[ids].mean(axis=0)
    expected = mean / np.linalg.norm(mean) - model.mean
    assert model.embed(["pakken kom"])[0] == pytest.approx(expected / np.linalg.norm(expected), abs=1e-5)


def test_order_batch_and_neighbours_change_nothing(model: hub.Hub) -> None:
    alone = np.concatenate([model.embed([text]) for text in TEXTS])
    assert np.array_equal(model.embed(TEXTS), alone)
    assert np.array_equal(model.embed(TEXTS[::-1]), alone[::-1])


@pytest.mark.parametrize("name", HARD)
def test_a_hard_text_is_read(model: hub.Hub, name: str) -> None:
    assert np.isfinite(model.embed([HARD[name]])).all()


def test_a_long_text_is_read_to_its_end_though_its_tokenizer_would_cut_it(model: hub.Hub) -> None:
    start = "pakken kom " * 30
    assert not np.array_equal(*model.embed([start + "late " * 20, start + "venlig " * 20]))


def test_a_network_that_gives_one_row_a_text_is_taken_as_it_is(tmp_path: Path) -> None:
    assert hub.load(str(make_model(tmp_path / "pooled", outputs=2))).embed(["pakken kom"]).shape == (1, 8)


def test_a_model_that_means_its_first_row_gives_it(tmp_path: Path) -> None:
    folder = make_model(tmp_path / "first")
    (folder / "1_Pooling").mkdir()
    (folder / "1_Pooling" / "config.json").write_text(json.dumps({"pooling_mode_cls_token": True}))
    raw = hub.load(str(folder))._raw("pakken")
    table = np.random.default_rng(1).normal(size=(len(WORDS), 8)).astype(np.float32)
    assert raw == pytest.approx(table[0] / np.linalg.norm(table[0]), abs=1e-5)


@pytest.mark.parametrize("missing", ["onnx/model.onnx", "tokenizer.json"])
def test_a_folder_that_lacks_a_file_says_which(tmp_path: Path, missing: str) -> None:
    folder = make_model(tmp_path / "small")
    (folder / missing).unlink()
    with pytest.raises(MakegoodError) as caught:
        hub.load(str(folder))
    assert str(caught.value) == (
        f"{folder} the model lacks a file\n"
        f"  found: no {missing}\n"
        "  fix:   choose a model that has been exported to ONNX: "
        "`optimum-cli export onnx --model NAME FOLDER` makes it"
    )


def test_a_broken_model_is_refused(tmp_path: Path) -> None:
    folder = make_model(tmp_path / "small")
    (folder / "onnx" / "model.onnx").write_bytes(b"nothing")
    with pytest.raises(MakegoodError, match="the model cannot be read"):
        hub.load(str(folder))


def test_a_hub_that_cannot_be_reached_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    with pytest.raises(MakegoodError) as caught:
        hub.load("nobody/nothing-at-all")
    assert str(caught.value).splitlines()[0] == "the model is no folder here, and the hub does not give it"
    assert "nobody/nothing-at-all" in str(caught.value)
    assert "give the folder as `model:` under `text:`" in str(caught.value)


def test_a_model_in_the_hub_s_cache_is_loaded_without_the_network(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    kept = tmp_path / "models--somebody--small"
    make_model(kept / "snapshots" / "abc")
    (kept / "refs").mkdir()
    (kept / "refs" / "main").write_text("abc")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    found = hub.load("somebody/small")
    assert found.name == "somebody/small"
    assert found.embed(["pakken kom"]).any()
