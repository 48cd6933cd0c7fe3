"""What the commands do: each function takes a `Session` and what was typed. `cli.py` declares them."""
