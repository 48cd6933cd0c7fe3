"""The page in headless Chromium, against the real command: see `conftest.py` for what a test may ask for."""
