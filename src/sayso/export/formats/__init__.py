"""Everybody's formats: one module a format, each a pure function of what is exported; `registry` lists them."""
