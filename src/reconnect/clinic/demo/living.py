"""What a clinic does with a person, by its own actions, each at its hour of the day."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from functools import partial

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.demo.courses import Course, Said, Sitting
from reconnect.clinic.demo.particulars import Agreeing, Particulars
from reconnect.clinic.demo.people import Invented
from reconnect.clinic.library.questionnaires import asked_at, current
from reconnect.clinic.people.actions import add_person, end_episode, open_episode, record_agreement, start_episode
from reconnect.clinic.people.models import Episode, Occasion, Person
from reconnect.clinic.questionnaires.answering import (
    enter_from_paper,
    open_responses,
    save_answers,
    save_basis,
    submit_responses,
)
from reconnect.clinic.questionnaires.entry import enter_code, issue_code
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.model.answer import AnswerState
from reconnect.model.occasion import Occasion as Moment

ASKED_AFTER = timedelta(days=7)  # of referral: whether they agree
WITHDRAWN_AFTER = timedelta(days=200)
CORRECTED_AFTER = timedelta(days=6)
HOME = "192.0.2.1"  # an address kept for documentation (RFC 5737)
Join = Callable[[Episode, Course, Particulars], None]
BEGUN = 2  # questions of a questionnaire that was not sent


def live_through(invented: Invented, by: Member, join: Join) -> list[Episode]:
    """Everything that happened to the person, in order, but for their sessions; their courses of care."""
    referred = invented.courses[0].referred_on
    person = add_person(
        by=by,
        name=invented.name,
        nhs_number=invented.nhs_number,
        born_on=invented.born_on,
        words_preferred=invented.told.words_preferred,
        gender_said=invented.told.gender_said,
        gender_reported=invented.gender,
        diagnoses=invented.diagnoses,
        pain_since=invented.pain_since,
        at=_at(by, referred, 9),
    )
    _agree(person, by, invented.told.agreement, referred + ASKED_AFTER)
    return [_go_through(course, person, by, partial(join, told=invented.told)) for course in invented.courses]


def _agree(person: Person, by: Member, agreement: Agreeing, day: date) -> None:
    said = {
        Agreeing.YES: ((True, day),),
        Agreeing.NO: ((False, day),),
        Agreeing.WITHDRAWN: ((True, day), (False, day + WITHDRAWN_AFTER)),
        Agreeing.NOT_ASKED: (),
    }
    for agreed, on in said[agreement]:
        record_agreement(person=person, by=by, agreed=agreed, said_on=on, at=_at(by, on, 10))


def _go_through(course: Course, person: Person, by: Member, join: Callable[[Episode, Course], None]) -> Episode:
    referred, started, ended = course.referred_on, course.started_on, course.ended_on
    episode = open_episode(person=person, by=by, referred_on=referred, at=_at(by, referred, 9))
    if started is not None:
        start_episode(episode=episode, by=by, on=started, at=_at(by, started, 17))
    join(episode, course)
    if ended is not None:
        end_episode(episode=episode, by=by, on=ended, at=_at(by, ended, 17))
    occasions = {Moment(occasion.moment): occasion for occasion in episode.occasions.all()}
    for sitting in course.sittings:
        occasion = occasions[sitting.moment]
        if sitting.typed_on is None:
            _answer_by_code(occasion, sitting, by)
            continue
        if sitting.misread is not None:
            _type_in(occasion, sitting, sitting.misread, sitting.typed_on, by)
            _type_in(occasion, sitting, sitting.answers, sitting.typed_on + CORRECTED_AFTER, by)
            continue
        _type_in(occasion, sitting, sitting.answers, sitting.typed_on, by)
    return episode


def _type_in(occasion: Occasion, sitting: Sitting, answers: Mapping[str, Said], day: date, by: Member) -> None:
    for questionnaire in current(by.service).values():
        enter_from_paper(
            occasion=occasion,
            questionnaire=questionnaire,
            given={item.id: _given(answers[item.id]) for item in questionnaire.items},
            basis=sitting.basis,
            answered_on=sitting.answered_on,
            by=by,
            at=_at(by, day, 12),
        )


def _answer_by_code(occasion: Occasion, sitting: Sitting, by: Member) -> None:
    day, questionnaires = sitting.answered_on, asked_at(by.service, sitting.moment)
    issued = issue_code(occasion=occasion, by=by, at=_at(by, day, 9))
    code = enter_code(typed=issued.text, network=HOME, at=_at(by, day, 20))
    responses = open_responses(code=code)
    save_basis(code=code, basis=sitting.basis)
    for response in sorted(responses, key=lambda each: list(questionnaires).index(each.questionnaire_id)):
        items = questionnaires[response.questionnaire_id].items
        shown = items if sitting.sent else items[:BEGUN]
        save_answers(response=response, given={item.id: _given(sitting.answers[item.id]) for item in shown}, code=code)
        if not sitting.sent:
            return
    submit_responses(code=code, at=_at(by, day, 21))


def _given(said: Said) -> Given:
    return Given(said) if isinstance(said, AnswerState) else Given(AnswerState.VALUE, said)


def _at(by: Member, day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), by.service.zone)
