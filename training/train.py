"""Train encoder and heads together: `python train.py CACHE RUN [--passes N] [--only-open] [--rate R] [--seed S]`.

Seeds are fixed; after each pass the state goes to RUN/state.pt, and a run that was stopped goes on from there. RUN/mean.pt
holds the running mean of the weights (Polyak averaging), which is what is exported.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections.abc import Sequence
from pathlib import Path

import torch
from batches import a_pass, batches
from build import OPEN, OTHER
from encoder import LAYERS, published
from heads import Model
from losses import Batch, Costs

RATE, HEAD_RATE, LAYER_DECAY = 2e-4, 1e-3, 0.88
"""Learning rates of the encoder's last layer and of the heads; each layer below learns at this part of the one above."""
WARM_UP, AVERAGE, CLIP, LEAST_RATE = 150, 0.998, 1.0, 0.02
EVERY = 4
"""Steps between two looks of the running mean at the weights."""


class Run:
    """Weights, their running mean, the optimiser, and how far they have come."""

    def __init__(self, folder: Path, rate: float, start: Path | None) -> None:
        self.folder, self.costs = folder, Costs()
        self.model = Model(published())
        if start:
            self.model.load_state_dict(torch.load(start))
        self.model.encoder.words.weight.requires_grad_(False)
        self.mean = {name: value.detach().clone() for name, value in self.model.state_dict().items()}
        self.optimizer = torch.optim.AdamW(groups(self.model, rate), weight_decay=0.01, fused=True)
        self.step = self.passes = 0
        if self.state.exists():
            saved = torch.load(self.state, weights_only=False)
            self.model.load_state_dict(saved["model"])
            self.optimizer.load_state_dict(saved["optimizer"])
            self.mean, self.step, self.passes = saved["mean"], saved["step"], saved["pass"]
            self.costs.usual, self.costs.seen = saved["usual"], saved["seen"]

    @property
    def state(self) -> Path:
        return self.folder / "state.pt"

    def over(self, pass_of: Sequence[Batch], total: int) -> None:
        """One pass. `total`: steps of the whole run, over which the rate falls."""
        start = time.time()
        self.model.train()
        for at, batch in enumerate(pass_of):
            self._learn(batch, total)
            if at % 25 == 0:
                shown = " ".join(f"{name} {value:.3f}" for name, value in self.costs.seen.items())
                pace = (time.time() - start) / (at + 1)
                print(f"pass {self.passes} batch {at}/{len(pass_of)} {pace:.2f} s: {shown}", flush=True)
        self.passes += 1
        self._save()

    def _learn(self, batch: Batch, total: int) -> None:
        rising, falling = (self.step + 1) / WARM_UP, 0.5 + 0.5 * math.cos(math.pi * min(1.0, self.step / total))
        for group in self.optimizer.param_groups:
            group["lr"] = group["rate"] * min(1.0, rising) * max(LEAST_RATE, falling)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            out = self.model(batch.ids, batch.features, batch.mask)
        self.costs(self.model, batch, out).backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), CLIP)
        self.optimizer.step()
        self.optimizer.zero_grad()
        self.step += 1
        if self.step % EVERY == 0:
            self._average()

    def _average(self) -> None:
        keep = min(AVERAGE, (1 + self.step) / (10 + self.step)) ** EVERY
        for name, value in self.model.state_dict().items():
            if value.is_floating_point():
                self.mean[name].mul_(keep).add_(value, alpha=1 - keep)
            else:
                self.mean[name].copy_(value)

    def _save(self) -> None:
        kept = {"model": self.model.state_dict(), "optimizer": self.optimizer.state_dict(), "mean": self.mean}
        kept |= {"step": self.step, "pass": self.passes, "usual": self.costs.usual, "seen": self.costs.seen}
        for path, value in ((self.state, kept), (self.folder / "mean.pt", self.mean)):
            written = path.with_suffix(".part")  # a stop while saving must not cost the pass before
            torch.save(value, written)
            written.replace(path)
        with (self.folder / "log.jsonl").open("a") as log:
            log.write(json.dumps({"pass": self.passes, "step": self.step, **self.costs.seen}) + "\n")


def groups(model: Model, rate: float) -> list[dict[str, object]]:
    """Parameters with their learning rates: heads fastest, the encoder slower towards its input."""
    out: list[dict[str, object]] = []
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        part = name.split(".")
        depth = int(part[2]) if part[:2] == ["encoder", "layers"] else -1
        own = HEAD_RATE if part[0] != "encoder" or part[1] == "features" else rate * LAYER_DECAY ** (LAYERS - 1 - depth)
        out.append({"params": [parameter], "rate": own, "lr": own})
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cache", type=Path)
    parser.add_argument("run", type=Path)
    parser.add_argument("--passes", type=int, default=4)
    parser.add_argument("--only-open", action="store_true", help="CC0, CC BY and our own annotation alone")
    parser.add_argument("--only", nargs="*", help="these corpora alone")
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--start", type=Path, help="weights to start from")
    args = parser.parse_args()
    args.run.mkdir(parents=True, exist_ok=True)
    names = args.only or [*OPEN, *(() if args.only_open else OTHER)]
    torch.manual_seed(args.seed)
    run = Run(args.run, args.rate, args.start)
    while run.passes < args.passes:
        rng = random.Random(args.seed * 1000 + run.passes)
        torch.manual_seed(args.seed * 1000 + run.passes)
        pass_of = list(batches(a_pass(args.cache, names, rng), rng))
        run.over(pass_of, len(pass_of) * args.passes)


if __name__ == "__main__":
    main()
