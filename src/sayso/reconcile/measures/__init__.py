"""Measures with a start and an end, and what they hide: `measures` and `silence`.

tellings → words (`word.py`) → episodes, place by place (`gathering.py`) → `Measure`s (`measure.py`) → `silence.py`
"""
