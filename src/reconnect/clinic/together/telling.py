"""Answers and goals as the other one reads them: a copy in plain lines, of which nothing changes afterwards."""

from reconnect.clinic.flares.presenters import ShownCard
from reconnect.clinic.learning.presenters import Told, told_to_anyone
from reconnect.clinic.library.questionnaires import edition
from reconnect.clinic.partners.given import in_words
from reconnect.clinic.questionnaires.models import Response
from reconnect.clinic.questionnaires.told import newest_of
from reconnect.model.load import shipped_library
from reconnect.model.questionnaire import Questionnaire, Use
from reconnect.model.voice import Voice

PLAIN = Voice(partner=True)  # somebody's own words for their body are theirs, and go into no copy


def may_be_shared(questionnaire: Questionnaire) -> bool:
    """A sheet with nothing in it that must not be seen by others."""
    hidden = any(item.sealed or item.flag for item in questionnaire.items)
    return questionnaire.use is Use.WORKSHEET and not questionnaire.locked and not hidden


def questionnaire_of(response: Response) -> Questionnaire:
    """The very wording that it was answered in."""
    return edition(response.service, response.questionnaire_id, response.version)


def words_of(response: Response) -> list[str]:
    """Its name, then each question that was answered and what was said. What was not answered leaves no gap."""
    found = [PLAIN.say(questionnaire_of(response).name)]
    for told in newest_of([response]).values():
        if told.said:
            found += [PLAIN.say(told.item.text), told.words or PLAIN.say(in_words(told))]
    return found


def words_of_card(plan: Response, card: ShownCard) -> list[str]:
    """The plan's name, then what stands on its card."""
    found = [questionnaire_of(plan).name]
    for part in card.parts:
        for said in part.said:
            found += [": ".join(filter(None, (part.heading, said.label))), "\n".join(said.lines)]
    return found


def piece_told(piece_id: str, version: int | None) -> Told | None:
    """A piece as anybody reads it, in the edition that was shared; None where that is gone."""
    found = shipped_library().pieces.editions.get((piece_id, version or 0))
    return told_to_anyone(found) if found is not None else None
