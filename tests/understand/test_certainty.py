"""How sure: which cue reaches which words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.types import Span
from sayso.understand.certainty import certainties, status_of
from sayso.understand.pipeline import run
from sayso.understand.sentences import sentences
from sayso.vocabulary import Status
from tests.understand.reports_for_tests import report_of

CUE_WORDS = [*",;:.’\n", "denied", "may", "could", "will", "not only", "if", "feared", "dead", "It", "ordered", "to", "May"]

# sentence, the words that a claim would stand on, its status
CASES = {
    "plain": ("Police shot six men.", "six men", Status.ASSERTED),
    "denied that": ("The ministry denied that ten people died.", "ten people", Status.DENIED),
    "denied does not reach back": ("Six men died, but the army denied an attack.", "Six men", Status.ASSERTED),
    "did not": ("The crowd did not attack the town hall.", "attack", Status.DENIED),
    "not only is no denial": ("They not only wounded five guards.", "five guards", Status.ASSERTED),
    "feared dead": ("Some 40 miners are feared dead.", "40 miners", Status.FEARED),
    "it was feared that": ("It was feared that many more deaths would follow.", "many more deaths", Status.FEARED),
    "could": ("Services could also be restricted.", "restricted", Status.POSSIBLE),
    "May is a month": ("In May six men died.", "six men", Status.ASSERTED),
    "may is a cue": ("The army may send 500 troops.", "500 troops", Status.POSSIBLE),
    "will": ("The alliance will send 500 troops.", "500 troops", Status.PLANNED),
    "ordered to": ("Units were ordered to arrest 20 organisers.", "20 organisers", Status.ORDERED),
    "allegedly": ("Guards allegedly beat four men.", "four men", Status.ALLEGED),
    "reportedly, subject before": ("Eleven migrants have reportedly drowned.", "Eleven migrants", Status.ALLEGED),
    "an arrest for an alleged act is plain": ("Police held two men for allegedly taking bribes.", "two men", Status.ASSERTED),
    "an alleged doer does not make the deed doubtful": ("Six men were shot, allegedly by guards.", "Six men", Status.ASSERTED),
    "alleged reaches its noun": ("They marched over alleged fraud and 40 people were hurt.", "40 people", Status.ASSERTED),
    "a clause with when": ("Two men were hurt when guards allegedly opened fire.", "Two men", Status.ASSERTED),
    "a clause with before": ("A blast killed six people before the minister was to speak.", "six people", Status.ASSERTED),
    "a relative clause speaks of its noun": ("They named 12 people who may be dead.", "12 people", Status.POSSIBLE),
    "what is presupposed": ("Alcohol could explain the deaths of the 21 victims.", "21 victims", Status.ASSERTED),
    "a participle after a comma": ("The talks will fail, leaving six dead.", "six dead", Status.ASSERTED),
    "another clause": ("Six men died, while others will be tried.", "Six men", Status.ASSERTED),
    "claimed responsibility is no cue": ("A group claimed responsibility for killing six men.", "six men", Status.ASSERTED),
    "taken back": ("The number of 164 dead was taken back hours later.", "164 dead", Status.RETRACTED),
    "the not of a relative clause": (
        "Staff who are not strictly needed in the great port of the south were evacuated.",
        "were evacuated",
        Status.ASSERTED,
    ),
    "the verb form is part of the words": ("Flights could be restricted soon.", "could be restricted", Status.POSSIBLE),
    "an earlier toll was withdrawn": ("An earlier toll of 164 was withdrawn on Sunday.", "164", Status.RETRACTED),
    "took back": ("Hours later the government took back the number of 164 dead.", "164 dead", Status.RETRACTED),
    "troops that are withdrawn": ("Some 250 troops were withdrawn from the north.", "250 troops", Status.ASSERTED),
    "a correction": ("Correction: An earlier version of this page said that 26 guards died.", "26 guards", Status.RETRACTED),
    "an earlier version that was right": ("An earlier version of this story named 12 people.", "12 people", Status.ASSERTED),
    "the cue is the claim": ("The president gave the order to shoot.", "order to shoot", Status.ASSERTED),
    "denied outweighs possible": ("He denied that troops could fire.", "fire", Status.DENIED),
    "if": ("If a dam breaks, 900 people must leave.", "breaks", Status.HYPOTHETICAL),
}


@pytest.mark.parametrize(("text", "words", "wanted"), CASES.values(), ids=CASES)
def test_status(text: str, words: str, wanted: Status) -> None:
    found = run((sentences, certainties), report_of(text))
    start = text.index(words)
    assert status_of(found, 0, Span(start, start + len(words)))[0] is wanted


@given(st.lists(st.sampled_from(CUE_WORDS)))
def test_scopes_lie_in_their_sentence(words: list[str]) -> None:
    report = report_of(" ".join(words) or "x")
    found = run((sentences, certainties), report)
    for c in found.certainties:
        whole = found.sentences[c.sentence].span
        assert whole.holds(c.scope) and whole.holds(c.cue)
