"""One file a corpus of ../shared/data: each gives the examples to train on, held-out documents left out."""
