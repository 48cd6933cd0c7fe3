"""What a batch costs, head by head. Only labelled pieces count; weak labels count less."""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from heads import Model
from torch import Tensor

from examples import CLASSES, UNKNOWN
from sayso.understand.model.labels import TAGS
from sayso.understand.model.viterbi import legal_moves

LINKS = {"content": ("link_content", "link_cue"), "cue": ("link_cue_", "link_source")}
"""Of each pointer: which vectors ask, and which are asked."""
WEIGHTS = {
    "tags": 1.0, "plain": 0.3, "content": 0.3, "cue": 0.2, "entity": 1.0, "kind": 0.6, "population": 0.25, "status": 0.3,
    "cause": 0.6, "causal": 0.3, "fact": 0.15, "first": 0.5, "event": 0.5,
}  # fmt: skip
MARGIN_EVENT = 8.0
"""Weight of a kind that a sentence has against one of the sixty that it has not."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Tensors [batch, pieces]; those of stretches (`causal`, `first`, `events`) have a row a stretch."""

    ids: Tensor
    features: Tensor
    mask: Tensor
    weight: Tensor
    labels: dict[str, Tensor]
    fact: Tensor
    stretch: Tensor
    """Number of the stretch each piece belongs to, 0 for none."""
    causal: Tensor
    first: Tensor
    events: Tensor
    asked_weight: Tensor


def legal() -> Tensor:
    """Which tag may follow which, as the reader's own Viterbi pass has it."""
    return torch.from_numpy(legal_moves(TAGS)) == 0


def crf(scores: Tensor, moves: Tensor, gold: Tensor, known: Tensor) -> Tensor:
    """Negative log likelihood of the gold tags a row [rows], as a linear-chain CRF has it (Lafferty et al. 2001).

    `scores` [rows, pieces, tags]; `known` is true for pieces that count, a run from the second piece of each row on.
    """
    moves = moves.masked_fill(~legal(), -1e4)
    start = torch.tensor([-1e4 if tag[0] == "I" else 0.0 for tag in TAGS])
    alpha = torch.where(known[:, 1:2], scores[:, 1] + start, torch.zeros_like(scores[:, 1]))
    safe = gold.clamp(min=0)
    told = scores.gather(-1, safe[..., None])[..., 0] * known
    path = told.sum(1) + (moves[safe[:, :-1], safe[:, 1:]] * (known[:, :-1] & known[:, 1:])).sum(1)
    for t in range(2, scores.shape[1]):
        step = torch.logsumexp(alpha[:, :, None] + moves, 1) + scores[:, t]
        alpha = torch.where(known[:, t : t + 1], step, alpha)
    return torch.logsumexp(alpha, -1) - path


class Costs:
    """Sums of each head's costs, divided by how many labels a batch has as a rule."""

    def __init__(self) -> None:
        self.usual: dict[str, float] = {}
        self.seen: dict[str, float] = {}

    def __call__(self, model: Model, batch: Batch, out: dict[str, Tensor]) -> Tensor:
        out = {name: value.float() for name, value in out.items()}
        total = torch.zeros(())
        for name, (cost, count) in self._all(model, batch, out).items():
            usual = self.usual[name] = 0.98 * self.usual.get(name, count) + 0.02 * count
            mean = cost / max(count, 0.7 * usual, 1.0)
            if count:
                self.seen[name] = 0.98 * self.seen.get(name, float(mean.detach())) + 0.02 * float(mean.detach())
            total = total + WEIGHTS[name] * mean
        return total

    def _all(self, model: Model, batch: Batch, out: dict[str, Tensor]) -> dict[str, tuple[Tensor, float]]:
        costs: dict[str, tuple[Tensor, float]] = {}
        for name in CLASSES:
            gold = batch.labels[name]
            known = gold != UNKNOWN
            rows = known.any(1)
            if not rows.any():
                continue
            if name == "tags":
                some = crf(out["tags"][rows], model.moves, gold[rows], known[rows])
                costs["tags"] = some.sum(), float(known.sum())
            each = F.cross_entropy(out[name].flatten(0, 1), gold.flatten(), ignore_index=UNKNOWN, reduction="none")
            costs["plain" if name == "tags" else name] = (each.view_as(gold) * batch.weight[:, None]).sum(), float(known.sum())
        for name, (asks, asked) in LINKS.items():
            gold = batch.labels[name]
            known = gold != UNKNOWN
            if known.any():
                scores = (out[asks] @ out[asked].transpose(1, 2)) / 8.0
                scores = scores.masked_fill(batch.mask[:, None, :] == 0, -1e4)
                costs[name] = F.cross_entropy(scores[known], gold[known], reduction="sum"), float(known.sum())
        judged = ~batch.fact.isnan()
        if judged.any():
            costs["fact"] = (
                F.smooth_l1_loss(out["fact"][..., 0][judged], batch.fact[judged], reduction="sum"),
                float(judged.sum()),
            )
        return costs | (self._asked(batch, out) if len(batch.causal) else {})

    def _asked(self, batch: Batch, out: dict[str, Tensor]) -> dict[str, tuple[Tensor, float]]:
        costs: dict[str, tuple[Tensor, float]] = {}
        causal = pooled(out["causal"], out["gate"][..., 2], batch.stretch, len(batch.causal))[:, 0]
        known = batch.causal >= 0
        if known.any():
            each = F.binary_cross_entropy_with_logits(causal[known], batch.causal[known].float(), reduction="sum")
            costs["causal"] = each, float(known.sum())
        first = pooled(out["first"], out["gate"][..., 1], batch.stretch, len(batch.causal))
        known = batch.first.any(1)
        if known.any():
            each = -torch.logsumexp(F.log_softmax(first[known], -1).masked_fill(~batch.first[known], -1e4), -1)
            costs["first"] = (each * batch.asked_weight[known]).sum(), float(known.sum())
        events = pooled(out["event"], out["gate"][..., 0], batch.stretch, len(batch.causal))
        known = batch.events[:, 0] >= 0
        if known.any():
            gold = batch.events[known].float()
            each = F.binary_cross_entropy_with_logits(
                events[known], gold, reduction="none", weight=1 + gold * (MARGIN_EVENT - 1)
            )
            costs["event"] = each.sum(1).sum() / 10, float(known.sum())
        return costs


def pooled(values: Tensor, gate: Tensor, stretch: Tensor, count: int) -> Tensor:
    """Gate-weighted mean of `values` [batch, pieces, classes] over the pieces of each stretch: [count, classes]."""
    weight = gate.clamp(-15, 15).exp()[..., None].flatten(0, 1)
    sums = torch.zeros(count + 1, values.shape[-1] + 1)
    both = torch.cat([values.flatten(0, 1) * weight, weight], -1)
    sums = sums.index_add(0, stretch.flatten(), both)
    return sums[1:, :-1] / sums[1:, -1:].clamp(min=1e-6)
