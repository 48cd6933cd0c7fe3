"""When what is watched is fetched: `records` what is known of each address, `decisions` what follows from an answer (pure),
`state` the file that keeps it, `hosts` whose turn it is.
"""
