"""spaCy's small English pipeline in shape: the layers and sizes of `en_core_web_sm`, its weights random.

What a trained pipeline finds is not compared here; how long it takes hangs on the shape of its networks alone. Left out is the
lemmatizer, whose rules need data of their own. https://spacy.io/models/en tells the parts; the widths are those of its config.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from typing import Any

from bench.texts import bench_reports

SAMPLE, WARM = 160, 40
BATCH = 32
TAGS, ARCS = 50, 45
ENTITIES = 18
"""Labels of the tagger, of the parser, and kinds of names."""
WIDTH = 96
EMBED = {
    "@architectures": "spacy.MultiHashEmbed.v2",
    "width": WIDTH,
    "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"],
    "rows": [5000, 1000, 2500, 2500, 50, 50],
    "include_static_vectors": False,
}
ENCODE = {
    "@architectures": "spacy.MaxoutWindowEncoder.v2",
    "width": WIDTH,
    "depth": 4,
    "window_size": 1,
    "maxout_pieces": 3,
}
TOK2VEC = {"@architectures": "spacy.Tok2Vec.v2", "embed": EMBED, "encode": ENCODE}
SHARED = {"@architectures": "spacy.Tok2VecListener.v1", "width": WIDTH, "upstream": "*"}
PARSER = {
    "@architectures": "spacy.TransitionBasedParser.v2",
    "extra_state_tokens": False,
    "hidden_width": 64,
    "maxout_pieces": 2,
    "use_upper": True,
    "nO": None,
}

Row = tuple[str, str]


def rates() -> dict[int, float]:
    """Reports of 3,000 characters a second, by processes. ImportError where spaCy is not installed."""
    nlp = small()
    texts = [report.text for _, report in bench_reports(SAMPLE + WARM)]
    return {processes: _rate(nlp, texts, processes) for processes in (1, 2)}


def _rate(nlp: Any, texts: Sequence[str], processes: int) -> float:
    """Of what comes after the first reports: they wait until every process has started."""
    read = nlp.pipe(texts, batch_size=BATCH if processes == 1 else BATCH // 4, n_process=processes)
    for _ in islice(read, WARM):
        pass
    start = time.perf_counter()
    return sum(1 for _ in read) / (time.perf_counter() - start)


def small() -> Any:
    """The pipeline, ready to read."""
    import spacy

    nlp: Any = spacy.blank("en")
    nlp.add_pipe("tok2vec", config={"model": TOK2VEC})
    nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "nO": None, "tok2vec": SHARED}})
    nlp.add_pipe("parser", config={"model": {**PARSER, "state_type": "parser", "tok2vec": SHARED}, "min_action_freq": 1})
    nlp.add_pipe("attribute_ruler")
    nlp.add_pipe("ner", config={"model": {**PARSER, "state_type": "ner", "tok2vec": TOK2VEC}})
    nlp.initialize(lambda: list(_examples(nlp)))
    for name in ("tagger", "parser", "ner"):
        _at_random(nlp.get_pipe(name).model)
    for number in range(TAGS):  # as the trained pipeline tells parts of speech by its tags
        nlp.get_pipe("attribute_ruler").add([[{"TAG": f"T{number}"}]], {"POS": "NOUN"})
    return nlp


def _at_random(model: Any) -> None:
    """The last layers begin as zeros, which would choose the first label each time: a parse of one word after the other."""
    import numpy as np

    draw = np.random.default_rng(8)
    for node in model.walk():
        for name in node.param_names:
            if node.has_param(name) and not node.get_param(name).any():
                node.set_param(name, draw.normal(0, 0.3, node.get_param(name).shape).astype("float32"))


def _examples(nlp: Any) -> Iterator[Any]:
    """Sentences of no sense in which every label stands: the networks take their sizes from them."""
    from spacy.tokens import Doc
    from spacy.training import Example

    draw = random.Random(8)
    words = [str(number) for number in range(100)]
    for _ in range(10):
        told = {
            "tags": list(islice(cycle(f"T{n}" for n in range(TAGS)), len(words))),
            "heads": [max(0, n - draw.randrange(1, 4)) for n in range(len(words))],
            "deps": ["ROOT", *islice(cycle(f"d{n}" for n in range(ARCS)), len(words) - 1)],
            "entities": [f"U-E{label}" for label in islice(cycle(range(ENTITIES)), len(words))],
        }
        yield Example.from_dict(Doc(nlp.vocab, words=words), told)
