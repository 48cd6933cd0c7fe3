"""From what a person named to tasks: each input is walked for the places where it can be cut, and nothing in it is read.

`tasks.tasks` is the door; there is a file for each sort of input.
"""
