"""The reader `llm`: a language model points at words of a report, and everything else is made here.

    prompt → the model → answer (held to `schema`) → pointing (which words of the report) → slots → claims, layers

The model picks words and closed labels. Numbers are read by our figure grammar, days by our time grammar, places by our
gazetteer; what it does not point at, the rules choose. So nothing that a model writes can come into a claim but words that the
report has.
"""
