"""`sayso backup` and `restore`."""
