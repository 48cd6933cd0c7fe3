"""A language model that a person named: asked over the connections of `collect.net`, at that one address and nowhere else.

    terms → `endpoint`: ways, tries, waits → the client (`openai`) → `carried`, which sends → `completion`, what came back

What a model answers is a stranger's text. Here it is bounded in time and bytes; `understand.llm` makes sense of it.
"""
