"""From torch to what ships: `python export.py WEIGHTS.pt FOLDER [--float]`.

One network: ids and features in, one vector of answers a piece out (`understand/model/answers.py` says where each head's is).
Fused by onnxruntime's own optimiser, then int8 by channel with reduced range: the default int8 setting loses far more.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import tempfile
from pathlib import Path

os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # before onnxruntime is loaded (understand/model/network.py)

import onnx
import torch
from encoder import HEADS, WIDTH, Encoder, folder
from heads import Model
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions
from torch import Tensor, nn

from sayso.understand.model.answers import HEADS as ORDER

SETTINGS = Path(__file__).parent / "settings.json"
"""Thresholds, chosen by hand on held-out documents, and the lines that calibrate.py writes."""


FLOAT = ("/all/", "/near/", "/out/", "/inner/", "/outer/", "Attention_0")
"""Beginnings of the names of matrices that stay float: those of the heads and of the first layer."""


class Rows(nn.Module):
    """Word vectors in half precision, half the file and no loss. In int8, a scale a word, entities lose 0.4 points."""

    def __init__(self, words: nn.Embedding) -> None:
        super().__init__()
        self.register_buffer("rows", words.weight.detach().to(torch.float16))

    def forward(self, ids: Tensor) -> Tensor:
        return self.rows[ids].to(torch.float32)


class Shipped(nn.Module):
    """Encoder, tags and one matrix for all other heads; attention written out, as the optimiser knows it."""

    def __init__(self, model: Model, words: nn.Module) -> None:
        super().__init__()
        self.encoder, self.near, self.words = model.encoder, model.tags, words
        self.all = nn.Linear(WIDTH, sum(size for name, size in ORDER.items() if name != "tags"))
        parts = [model.links[n[5:]] if n.startswith("link_") else model.heads[n] for n in ORDER if n != "tags"]
        self.all.weight = nn.Parameter(torch.cat([p.weight for p in parts]))
        self.all.bias = nn.Parameter(torch.cat([p.bias for p in parts]))

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        x = encoded(self.encoder, self.words, ids, features, mask)
        return torch.cat([self.near(x, mask.to(x.dtype)), self.all(x)], -1)


def encoded(encoder: Encoder, words: nn.Module, ids: Tensor, features: Tensor, mask: Tensor) -> Tensor:
    """What `Encoder.forward` gives, in the words that onnxruntime's fusions look for."""
    x = encoder.norm(words(ids) + encoder.positions.weight[: ids.shape[1]] + encoder.features(features))
    hidden = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
    each = WIDTH // HEADS
    for layer in encoder.layers:
        q, k, v = (
            nn.functional.linear(x, w, b).view(x.shape[0], x.shape[1], HEADS, each).transpose(1, 2)
            for w, b in zip(layer.qkv.weight.chunk(3), layer.qkv.bias.chunk(3), strict=True)
        )
        scores = torch.softmax(torch.matmul(q, k.transpose(-1, -2)) / each**0.5 + hidden, -1)
        seen = torch.matmul(scores, v).transpose(1, 2).reshape(x.shape[0], x.shape[1], WIDTH)
        x = layer.norm1(x + layer.out(seen))
        x = layer.norm2(x + layer.outer(nn.functional.gelu(layer.inner(x))))
    return x


def export(model: nn.Module, path: Path) -> None:
    """Write the float network, batch and length open, fused for the CPU."""
    model.eval()
    ids = torch.tensor([[101, 2000, 102], [101, 102, 0]])
    example = (ids, torch.zeros_like(ids), (ids > 0).long())
    axes = {name: {0: "batch", 1: "pieces"} for name in ("ids", "features", "mask", "answers")}
    with tempfile.TemporaryDirectory() as scratch:
        raw = Path(scratch) / "raw.onnx"
        torch.onnx.export(
            model, example, str(raw), input_names=["ids", "features", "mask"], output_names=["answers"],
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        options = FusionOptions("bert")
        options.enable_embed_layer_norm = False
        fused = optimizer.optimize_model(str(raw), "bert", num_heads=HEADS, hidden_size=WIDTH, optimization_options=options)
        print("fused:", fused.get_fused_operator_statistics())
        fused.save_model_to_file(str(path))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--bare", action="store_true", help="also bare.onnx: the encoder alone, to measure against")
    parser.add_argument("--float", action="store_true", help="also float.onnx, to check int8 against")
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    model = Model(Encoder())
    model.load_state_dict(torch.load(args.weights))
    rows = Rows(model.encoder.words)
    ship(Shipped(model, rows), args.folder / "model.onnx")
    shutil.copy(folder() / "tokenizer.json", args.folder / "tokenizer.json")
    moves = [[round(x, 4) for x in row] for row in model.moves.detach().tolist()]
    settings = json.loads(SETTINGS.read_text(encoding="utf8"))
    digest = {n: hashlib.sha256((args.folder / n).read_bytes()).hexdigest() for n in ("model.onnx", "tokenizer.json")}
    (args.folder / "model.json").write_text(
        json.dumps(settings | {"sha256": digest, "moves": moves}, indent=1), encoding="utf8"
    )
    if args.bare:
        ship(Bare(model, rows), args.folder / "bare.onnx")
    if args.float:
        export(Shipped(model, model.encoder.words), args.folder / "float.onnx")


def ship(model: nn.Module, path: Path) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        export(model, Path(scratch) / "float.onnx")
        quantise(Path(scratch) / "float.onnx", path)


class Bare(nn.Module):
    """The encoder without any head."""

    def __init__(self, model: Model, words: nn.Module) -> None:
        super().__init__()
        self.encoder, self.words = model.encoder, words

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        return encoded(self.encoder, self.words, ids, features, mask)


def quantise(source: Path, target: Path) -> None:
    """The encoder's weights to int8, a scale a channel, seven of eight bits so that no processor overflows.

    Activations are scaled as they come. The heads stay float: they are three parts in a hundred of the work, and feel it most.
    So does the first layer: with it in int8 entities lose 1.1 points, without it half a point.
    """
    kept = [n.name for n in onnx.load(str(source)).graph.node if n.name.startswith(FLOAT)]
    quantize_dynamic(
        str(source), str(target), per_channel=True, reduce_range=True, weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Attention"], nodes_to_exclude=kept,
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": onnx.TensorProto.FLOAT},
    )  # fmt: skip
    onnx.checker.check_model(str(target))


if __name__ == "__main__":
    main()
