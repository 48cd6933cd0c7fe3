"""The heads on the encoder's one pass, and what each is trained to say. Shapes: [batch, pieces, classes of the head].

Every head answers for a piece. What is asked of a sentence (which event, is there a cause) is the mean of its pieces' answers,
weighted by a gate that the head learns as well: so the network's outputs are all of one shape, and a reader pools as it needs.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from encoder import WIDTH, Encoder
from torch import Tensor, nn

from sayso.understand.model.answers import HEADS as ANSWERS
from sayso.understand.model.answers import LINK
from sayso.understand.model.labels import EVENTS, TAGS

NEAR = 192
"""Width of the convolutions under the attribution tags."""

EVENT = {"event": len(EVENTS)}
"""All kinds of a sentence: trained beside the first, which the reader asks for, and left out of what ships."""
SIZES = {name: size for name, size in ANSWERS.items() if name != "tags" and not name.startswith("link_")} | EVENT


class Near(nn.Module):
    """Two convolutions over neighbouring pieces: where a content begins and ends is a matter of the marks and words around."""

    def __init__(self) -> None:
        super().__init__()
        self.narrow = nn.Linear(WIDTH, NEAR)
        self.first, self.second = nn.Conv1d(NEAR, NEAR, 5, padding=2), nn.Conv1d(NEAR, NEAR, 5, padding=4, dilation=2)
        self.tags = nn.Linear(WIDTH + NEAR, len(TAGS))

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        y = (self.narrow(x) * mask[..., None]).transpose(1, 2)
        y = y + F.gelu(self.first(y))
        y = y * mask[:, None, :]
        y = y + F.gelu(self.second(y))
        return self.tags(torch.cat([x, y.transpose(1, 2)], -1))


class Model(nn.Module):
    """Encoder and heads."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.tags = Near()
        self.heads = nn.ModuleDict({name: nn.Linear(WIDTH, size) for name, size in SIZES.items()})
        self.links = nn.ModuleDict({name: nn.Linear(WIDTH, LINK) for name in ("content", "cue", "cue_", "source")})
        self.moves = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))
        """Score of one attribution tag after another, as a linear-chain CRF has it; the reader's Viterbi pass uses it too."""

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> dict[str, Tensor]:
        """`ids`, `features` and `mask` [batch, pieces]; what every head says, and the four vectors of the links."""
        x = self.encoder.dropout(self.encoder(ids, features, mask))
        out = {name: head(x) for name, head in self.heads.items()}
        out["tags"] = self.tags(x, mask.to(x.dtype))
        return out | {f"link_{name}": linear(x) for name, linear in self.links.items()}
