"""Which cue makes a figure less than asserted: it must reach the words that tell what befell the people."""

import pytest

from sayso.understand.certainty import certainties
from sayso.understand.figure_status import status_of_figure
from sayso.understand.figures.layer import figures
from sayso.understand.pipeline import run
from sayso.understand.sentences import sentences
from sayso.vocabulary import Status
from tests.understand.reports_for_tests import report_of

# sentence, words of the figure, its status
CASES = {
    # feared
    "a subject that may have died": ("As many as 90 miners may have died in the shaft.", "90 miners", Status.FEARED),
    "believed trapped": ("Up to 30 guests are believed trapped in the hotel.", "30 guests", Status.FEARED),
    "thought to be under": ("About 40 people are thought to be under the rubble.", "40 people", Status.FEARED),
    "a toll that could rise": ("The toll, now at 12, could rise to 50.", "50", Status.FEARED),
    "the toll from which it could rise": ("The toll, now at 12, could rise to 50.", "12", Status.ASSERTED),
    "a toll that is expected to reach": ("The death toll is expected to reach 200.", "200", Status.FEARED),
    "the number that an agency expects": ("The office expects the number of dead to climb to 70.", "70", Status.FEARED),
    "what a flood could do": ("The flood could displace 8,000 people.", "8,000 people", Status.FEARED),
    "what would happen if": ("If the wall breaks, 700 people will be displaced.", "700 people", Status.FEARED),
    "a death foretold is no plan": ("Hundreds of patients will die without fuel.", "Hundreds of patients", Status.FEARED),
    "a threat to kill": ("The gang threatened to kill six judges.", "six judges", Status.FEARED),
    "could result in the deaths of": ("The plague could result in the deaths of 9,000 people.", "9,000 people", Status.FEARED),
    "a participle after the people": ("They printed the names of 14 people thought to have died.", "14 people", Status.FEARED),
    "missing comes before feared": ("Nine sailors are missing and feared drowned.", "Nine sailors", Status.ASSERTED),
    "fear for the missing": ("Families fear for the lives of 26 fishermen missing at sea.", "26 fishermen", Status.ASSERTED),
    "fear in the next clause": ("The quake killed 80 people, and doctors fear an epidemic.", "80 people", Status.ASSERTED),
    # planned
    "will be sent": ("The 300 soldiers will be sent home.", "300 soldiers", Status.PLANNED),
    "would free": ("The junta said it would free 60 prisoners.", "60 prisoners", Status.PLANNED),
    "expected to march": ("Around 9,000 teachers are expected to march on Friday.", "9,000 teachers", Status.PLANNED),
    "agreed to free": ("The rebels agreed to free five nuns.", "five nuns", Status.PLANNED),
    "will go on trial": ("Eleven officers will go on trial in May.", "Eleven officers", Status.PLANNED),
    "ordered, with the people between": ("She ordered 600 troops to be sent north.", "600 troops", Status.PLANNED),
    "ordered as a noun": ("The mayor ordered the evacuation of 2,000 residents.", "2,000 residents", Status.PLANNED),
    "a headline's infinitive": ("Island to send 700 troops to the strait", "700 troops", Status.PLANNED),
    "an infinitive after the people": ("Another 50 squatters to be evicted next week.", "50 squatters", Status.PLANNED),
    "had to be moved": ("Four men had to be moved to hospital.", "Four men", Status.ASSERTED),
    "the first to be freed": ("They were the first 20 hostages to be released.", "20 hostages", Status.ASSERTED),
    "tried to": ("The bombers tried to kill 50 guests.", "50 guests", Status.PLANNED),
    "a plan told as a noun": ("The deployment of 900 police officers is planned.", "900 police officers", Status.PLANNED),
    "facing eviction": ("Some 150 tenants are facing eviction.", "150 tenants", Status.PLANNED),
    "a relative clause with will": ("They named four men who will be tried.", "four men", Status.PLANNED),
    "the arrest came before the trial": ("Two men arrested on Monday will be questioned.", "Two men", Status.ASSERTED),
    "who was held stays held": ("A judge will hear the 12 detained activists.", "12 detained activists", Status.ASSERTED),
    "tried for killing": ("A guard will stand trial for killing four inmates.", "four inmates", Status.ASSERTED),
    "asked to look into the murder of": ("He promised to look into the murder of six monks.", "six monks", Status.ASSERTED),
    "a visit to where people died": ("The queen will visit the town where 18 people died.", "18 people", Status.ASSERTED),
    "planned something else": ("Eight men who planned to rob a bank were arrested.", "Eight men", Status.ASSERTED),
    "would not is no plan": ("Police would not say who shot the two men.", "two men", Status.ASSERTED),
    "going to a place": ("Police stopped and arrested 70 fans going to the match.", "70 fans", Status.ASSERTED),
    "an inserted plan": ("The army, which plans to strike again, wounded 12 herders.", "12 herders", Status.ASSERTED),
    "the could of another clause": ("A bomb killed three guards and could have hit a school.", "three guards", Status.ASSERTED),
    "hope that somebody could": ("The arrest of 15 clerks gave hope that others could talk.", "15 clerks", Status.ASSERTED),
    # alleged
    "allegedly": ("A captain allegedly injured two recruits.", "two recruits", Status.ALLEGED),
    "reportedly reaches what is joined": ("Six men were reportedly shot and 12 others wounded.", "12 others", Status.ALLEGED),
    "allegedly by the attackers": ("A farmer was shot, allegedly by three gunmen.", "three gunmen", Status.ALLEGED),
    "accused over somebody": ("Villagers accuse two guards of beating five boys.", "five boys", Status.ALLEGED),
    "accused of ordering": ("A general is accused of ordering the killing of 17 monks.", "17 monks", Status.ALLEGED),
    "charged with": ("A nurse was charged with the murder of three patients.", "three patients", Status.ALLEGED),
    "claimed without that": ("The rebels claimed 18 soldiers had died.", "18 soldiers", Status.ALLEGED),
    "claimed to have": ("The fighters claim to have captured nine pilots.", "nine pilots", Status.ALLEGED),
    "claimed, with an insertion": (
        "The note claimed that 20 guards, including a captain, were killed and 12 others injured.",
        "12 others",
        Status.ALLEGED,
    ),
    "claimed at the end": ("Troops killed 40 rebels, the ministry claimed.", "40 rebels", Status.ALLEGED),
    "alleged at the end": ("Police beat nine students, their teachers alleged.", "nine students", Status.ALLEGED),
    "a claim, in apposition": ("The sect said it had shot ten guards, a claim the army denied.", "ten guards", Status.ALLEGED),
    "accusations that surfaced": ("Accusations surfaced that he had abused eight pupils.", "eight pupils", Status.ALLEGED),
    "unconfirmed reports said": ("Unconfirmed reports said that six monks had been killed.", "six monks", Status.ALLEGED),
    "per unconfirmed reports": ("Six monks were killed, according to unconfirmed reports.", "Six monks", Status.ALLEGED),
    "the accused": ("At first seven people were the accused in the case.", "seven people", Status.ALLEGED),
    "named as the masterminds": ("She named four men as the masterminds of the murder.", "four men", Status.ALLEGED),
    "said is no claim": ("The militia said it had killed 20 soldiers.", "20 soldiers", Status.ASSERTED),
    "a storm claims lives": ("The storm claimed at least 18 lives and left many homeless.", "18 lives", Status.ASSERTED),
    "an attack claimed by": ("Attacks claimed by the sect have killed 35 people.", "35 people", Status.ASSERTED),
    "arrested for what is alleged": ("Police arrested six men suspected of planting bombs.", "six men", Status.ASSERTED),
    "alleged members": ("Ten alleged members of the gang were arrested.", "Ten alleged members", Status.ASSERTED),
    "accused, then arrested": ("Five men accused of killing a judge were arrested.", "Five men", Status.ASSERTED),
    "held, whatever is said": ("Some 30 hostages are said to like their guards.", "30 hostages", Status.ASSERTED),
    "a cause is thought, a death is known": (
        "A leak is thought to be the cause of the deaths of two divers.",
        "two divers",
        Status.ASSERTED,
    ),
    "a mob that was angered": ("The verdict is said to have angered a mob of 300 people.", "300 people", Status.ASSERTED),
    "a clause beside it": ("Some 60 people are believed dead, another 900 have fled.", "another 900", Status.ASSERTED),
    "reportedly from": ("Police arrested two men, reportedly from the north.", "two men", Status.ASSERTED),
    "suspects are sought": ("Police are hunting three men suspected of arson.", "three men", Status.ASSERTED),
    "accused, whoever they are": ("Six guards are accused of beating an inmate.", "Six guards", Status.ALLEGED),
    "alleged with what came of it": ("He alleged that police had fired, injuring 20 of them.", "20 of them", Status.ALLEGED),
    "tried, allegedly guilty": ("A court jailed three men who allegedly robbed a bank.", "three men", Status.ASSERTED),
    "could not confirm": ("She could not confirm reports that eight guards had been killed.", "eight guards", Status.ALLEGED),
    # denied
    "falsely reported": ("A channel falsely reported that 100 people had been killed.", "100 people", Status.DENIED),
    "denied a deed": ("The army denied killing 12 herders.", "12 herders", Status.DENIED),
    "ruled out that": ("Officials ruled out that 50 guests had been injured.", "50 guests", Status.DENIED),
    "dismissed as false": ("He dismissed as false a report that 90 people had been arrested.", "90 people", Status.DENIED),
    "not true that": ("It is not true that 15 pupils were poisoned.", "15 pupils", Status.DENIED),
    "reports that were denied": ("Reports of 50 deaths were denied by the mayor.", "50 deaths", Status.DENIED),
    "none of": ("None of the 45 passengers was hurt.", "45 passengers", Status.DENIED),
    "denied bail": ("Five men were denied bail after the murder of two guards.", "two guards", Status.ASSERTED),
    "denied something that killed": ("The firm denied a fault that killed seven workers.", "seven workers", Status.ASSERTED),
    "denied responsibility": ("The sect denied responsibility for killing seven workers.", "seven workers", Status.ASSERTED),
    "an inserted denial": ("The army, which denies it, wounded three boys.", "three boys", Status.ASSERTED),
}


@pytest.mark.parametrize(("text", "words", "wanted"), CASES.values(), ids=CASES)
def test_status(text: str, words: str, wanted: Status) -> None:
    found = run((sentences, figures, certainties), report_of(text))
    start = text.index(words)
    on_it = [f for f in found.figures if f.figure.span.start < start + len(words) and start < f.figure.span.end]
    assert [status_of_figure(found, figure)[0] for figure in on_it] == [wanted]
