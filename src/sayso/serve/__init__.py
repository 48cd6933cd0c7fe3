"""The page: looking at a crisis instead of reading about it."""
