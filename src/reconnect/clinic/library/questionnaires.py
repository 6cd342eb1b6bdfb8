"""Which wording of a questionnaire a service uses now, and the one that an older answer saw."""

from functools import lru_cache
from uuid import UUID

from reconnect.clinic.accounts.models import Service
from reconnect.clinic.library.models import OwnWording
from reconnect.errors import ContentError
from reconnect.model.load import parse, shipped_library
from reconnect.model.occasion import Occasion as Moment
from reconnect.model.questionnaire import Questionnaire, Wording

ASKED = ("interference-and-avoidance", "msq-anxiety")  # at every occasion, in this order: the measures
RATED = "technique-helpfulness"  # after them, once treatment is over; whether an occasion is complete is not its matter
RATED_AT = (Moment.POST, Moment.FOLLOW_UP)


def current(service: Service) -> dict[str, Questionnaire]:
    """The measures that the service asks at every occasion, newest wording of its own first."""
    return _worded(service, ASKED)


def asked_at(service: Service, moment: Moment) -> dict[str, Questionnaire]:
    """All that the service asks at that occasion, in order: the measures, then how helpful each technique was."""
    return _worded(service, (*ASKED, RATED) if moment in RATED_AT else ASKED)


def _worded(service: Service, names: tuple[str, ...]) -> dict[str, Questionnaire]:
    own = {}
    for wording in OwnWording.objects.filter(service=service).order_by("version"):
        own[wording.questionnaire_id] = _parsed(wording.text)
    shipped = shipped_library().questionnaires.newest
    return {name: own.get(name, shipped[name]) for name in names}


def edition(service: Service, questionnaire_id: str, version: int) -> Questionnaire:
    """The very wording of that version. Raises ContentError where it is gone."""
    shipped = shipped_library().questionnaires.editions.get((questionnaire_id, version))
    if shipped is not None:
        return shipped
    return _own(service.pk, questionnaire_id, version)


def stand_ins(service: Service) -> list[Questionnaire]:
    """The questionnaires in use whose wording is only a stand-in: answers to them are no measurement."""
    return [each for each in current(service).values() if each.wording is Wording.STAND_IN]


@lru_cache(maxsize=256)  # a version never changes, so it is asked for once
def _own(service_id: UUID, questionnaire_id: str, version: int) -> Questionnaire:
    wording = OwnWording.objects.filter(
        service_id=service_id, questionnaire_id=questionnaire_id, version=version
    ).first()
    if wording is None:
        raise ContentError([])
    return _parsed(wording.text)


@lru_cache(maxsize=256)
def _parsed(text: str) -> Questionnaire:
    return parse(text, Questionnaire, "own wording")
