"""Who copied whom: copy groups, whose copy a text is, and the versions of one address.

    own_sentences → sketches → likeness → groups → credits        addresses → versions → changes

A sketch is a function of one report, a likeness of two sketches, a group of the links alone: so nothing here depends on the
order in which reports came, and no text needs to be read again when another one is added.
"""
