"""A language model that a person named: asked over the connections of `collect.net`, at that one address and nowhere else.

    terms → the client (`openai`), whose requests `carried` sends → `completion`, what came back → `endpoint`: ways, tries, waits

What a model answers is a stranger's text. Here it is bounded in time and bytes; `understand.llm` makes sense of it.
"""
