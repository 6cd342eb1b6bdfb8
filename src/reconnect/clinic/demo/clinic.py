"""Build the fictitious clinic, through the same actions that a real one uses."""

from datetime import date, datetime, time
from pathlib import Path

from reconnect.clinic.accounts.actions import add_member, found_service
from reconnect.clinic.accounts.models import Member, Role, Service
from reconnect.clinic.audit.models import AuditEvent
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.demo.people import Invented, invented_people
from reconnect.clinic.library.questionnaires import current
from reconnect.clinic.people.actions import (
    add_person,
    end_episode,
    open_episode,
    record_agreement,
    start_episode,
)
from reconnect.clinic.questionnaires.answering import Given, enter_from_paper
from reconnect.errors import ActionDenied
from reconnect.model.answer import AnswerState
from reconnect.model.answer_basis import AnswerBasis
from reconnect.model.discipline import Discipline
from reconnect.model.occasion import Occasion as Moment

NAME = "Fictitious Clinic"
SUPPORT = Path(__file__).with_name("support_note.txt")
PERSONAS = (
    ("Psychologist Sample", "clinician", Role.CLINICIAN, Discipline.PSYCHOLOGY.value),
    ("Lead Sample", "lead", Role.LEAD, Discipline.MEDICINE.value),
    ("Administrator Sample", "administrator", Role.ADMINISTRATOR, ""),
)


@action
def build_clinic(*, today: date) -> Service:
    """The whole clinic as of ``today``. Raises ActionDenied on a database that holds anything."""
    if AuditEvent.objects.exists() or Service.objects.exists():
        raise ActionDenied("This database holds something already: a demonstration is built only on an empty one.")
    service = found_service(
        name=NAME, portal_name="Sample portal", support_note=SUPPORT.read_text("utf-8").strip(), demo=True
    )
    members = [
        add_member(service=service, name=name, email=f"{local}@example.invalid", role=role, discipline=discipline)
        for name, local, role, discipline in PERSONAS
    ]
    for invented in invented_people(today):
        _live_through(invented, members[0], service)
    return service


def _live_through(invented: Invented, by: Member, service: Service) -> None:
    person = add_person(
        by=by,
        name=invented.name,
        nhs_number=invented.nhs_number,
        born_on=invented.born_on,
        gender_said=invented.gender,
        gender_reported=invented.gender,
        diagnoses=[invented.diagnosis],
        pain_since=invented.pain_since,
        at=_noon(invented.referred_on, service),
    )
    record_agreement(person=person, by=by, agreed=invented.agreed, said_on=invented.referred_on)
    episode = open_episode(person=person, by=by, referred_on=invented.referred_on, group=invented.group)
    if invented.started_on is not None:
        start_episode(episode=episode, by=by, on=invented.started_on)
    if invented.ended_on is not None:
        end_episode(episode=episode, by=by, on=invented.ended_on)
    occasions = {Moment(occasion.moment): occasion for occasion in episode.occasions.all()}
    for moment, (day, answers) in invented.answers.items():
        for questionnaire in current(service).values():
            enter_from_paper(
                occasion=occasions[moment],
                questionnaire=questionnaire,
                given={item.id: _given(answers[item.id]) for item in questionnaire.items},
                basis=AnswerBasis(invented.basis),
                answered_on=day,
                by=by,
            )


def _given(value: int | None) -> Given:
    return Given(AnswerState.BLANK) if value is None else Given(AnswerState.VALUE, value)


def _noon(day: date, service: Service) -> datetime:
    return datetime.combine(day, time(12), service.zone)
