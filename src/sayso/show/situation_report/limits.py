"""How much of each section a situation report shows, so that it stays a document whatever the ledger; the rest is counted.

Set by judgement: a section of more lines than these is a table for `sayso export`, not something that anybody reads.
"""

MOST_FIGURES = 60
MOST_DIFFERENCES = 40
MOST_CHARTS = 10
MOST_ROWS = 40
"""Values in the table below one chart."""
MOST_REFERENCES = 4
"""Evidence of one line."""
MOST_INCIDENTS = 40
MOST_MEASURES = 30
MOST_PLACES = 40
MOST_ORIGINS = 40
MOST_UNDONE = 40
MOST_DECISIONS = 40
MOST_REPORTS = 300
MOST_MAKERS = 6
MOST_DOERS = 3

SENTENCE = 1_200
"""Characters of a sentence that are quoted; of a longer one, those around the words that made the claim."""
HEADLINE = 300
"""Characters of a headline, an address, a name or a reason."""
