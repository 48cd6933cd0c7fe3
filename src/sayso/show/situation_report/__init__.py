"""A situation as one file to send: everything it says has the number of its evidence, which stands at its end.

contents.py   what it holds, of a look: all sections in their order
appendix.py   evidence, numbered as it is first used, and the words whose numbers lead there
html.py       one self-contained page of it, without script; markdown.py the same as text

"Report" is the glossary's word for a published text; what is made here is called by its whole name, a situation report.
"""
