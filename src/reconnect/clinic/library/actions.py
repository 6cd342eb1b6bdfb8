"""What changes a service's wording."""

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

import tomli_w
from django.utils import timezone

from reconnect.clinic.accounts.models import Member, Service
from reconnect.clinic.audit.trail import record
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.library.models import OwnContent, OwnWording
from reconnect.errors import ContentError, Problem
from reconnect.model.coherence import incoherences, place
from reconnect.model.load import KINDS, parse, shipped_library
from reconnect.model.questionnaire import Questionnaire, Wording

OWN_FROM = 1001  # so that no later release ships a number that a service has given to its own words


@action
def install_wording(*, service: Service, text: str, file: str) -> Questionnaire:
    """Use the questionnaire in ``text`` from now on.

    It must be a questionnaire of ReConnect's with the same items, scales and measures under a new version; only its
    words may differ. Raises ContentError naming ``file`` and field.
    """
    questionnaire = parse(text, Questionnaire, file)
    problems = _problems(questionnaire, file)
    taken = OwnWording.objects.filter(service=service, questionnaire_id=questionnaire.id)
    if any(each.version >= questionnaire.version for each in taken):
        problems.append(
            Problem(file, "this version or a newer one is installed: give it a higher number", field="version")
        )
    if problems:
        raise ContentError(problems)
    OwnWording.objects.create(
        service=service,
        questionnaire_id=questionnaire.id,
        version=questionnaire.version,
        text=text,
        installed_at=timezone.now(),
    )
    target = f"questionnaire:{questionnaire.id}:{questionnaire.version}"
    record(actor="operator", action="install_wording", target=target, service_id=service.id)
    return questionnaire


@action
def edit_content(*, kind: str, edited: Any, by: Member, at: datetime | None = None) -> Any:
    """Use ``edited`` from now on in the member's service: an edition of ``kind`` with other words.

    It gets the next version of the service's own. Raises ContentError with every field that is not right.
    """
    at = at or timezone.now()
    own = OwnContent.objects.filter(service_id=by.service_id, kind=kind, content_id=edited.id).order_by("version")
    last = own.last()
    edited = replace(edited, version=last.version + 1 if last else OWN_FROM)
    text = tomli_w.dumps(_plain(asdict(edited)))
    read = parse(text, KINDS[kind], place(kind, edited))
    _refuse_incoherent(kind, read)
    OwnContent.objects.create(
        service_id=by.service_id,
        kind=kind,
        content_id=read.id,
        version=read.version,
        text=text,
        edited_by=by,
        edited_at=at,
    )
    target = f"{kind}:{read.id}:{read.version}"
    record(actor=by.actor, action="edit_content", target=target, service_id=by.service_id, at=at)
    return read


def _plain(value: Any) -> Any:
    """As TOML holds it: None is left out, and text of an enumeration is text."""
    if isinstance(value, dict):
        return {str(name): _plain(each) for name, each in value.items() if each is not None}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return str(value) if isinstance(value, str) else value


def _refuse_incoherent(kind: str, read: Any) -> None:
    shipped = shipped_library()
    field = kind.replace("-", "_")
    shelf = getattr(shipped, field)
    whole = replace(shipped, **{field: replace(shelf, editions={**shelf.editions, (read.id, read.version): read})})
    problems = [each for each in incoherences(whole) if each.file == place(kind, read)]
    if problems:
        raise ContentError(problems)


def _problems(questionnaire: Questionnaire, file: str) -> list[Problem]:
    shipped = shipped_library().questionnaires.newest.get(questionnaire.id)
    if shipped is None:
        return [Problem(file, "ReConnect has no questionnaire of this id", field="id")]
    problems = []
    if questionnaire.version < OWN_FROM:
        problems.append(Problem(file, f"take a number from {OWN_FROM} on: lower ones are ReConnect's", field="version"))
    if questionnaire.wording is Wording.STAND_IN:
        problems.append(Problem(file, 'say "own": this is the wording people will be asked in', field="wording"))
    if _structure(questionnaire) != _structure(shipped):
        message = "ids, scales and scoring must be those of the shipped file; only words may differ"
        problems.append(Problem(file, message, field="items"))
    return problems


def _structure(questionnaire: Questionnaire) -> tuple[object, ...]:
    items = tuple(replace(item, text="", labels={}) for item in questionnaire.items)
    measures = tuple(replace(scoring, name="", note="", cut_off="") for scoring in questionnaire.measures)
    return items, measures, questionnaire.asks_basis
