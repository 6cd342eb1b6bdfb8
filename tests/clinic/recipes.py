"""Every action once: what to prepare in a universe, and then the act itself."""

from collections.abc import Callable
from datetime import date, timedelta

from rooms import of_rooms
from universe import ENDED, OURS, PASSWORD, REFERRED, STARTED, Universe, given, wording

from reconnect.clinic.accounts.actions import (
    add_member,
    end_membership,
    found_service,
    name_portal,
    note_sign_in,
    remove_second_factor,
    set_password,
    set_youngest,
)
from reconnect.clinic.accounts.models import Role
from reconnect.clinic.library.actions import edit_content, install_wording
from reconnect.clinic.library.questionnaires import current
from reconnect.clinic.people import actions as people
from reconnect.clinic.questionnaires import answering, entry
from reconnect.clinic.questionnaires.models import EntryCode
from reconnect.clinic.reports.actions import export_outcomes, read_outcomes_page
from reconnect.clinic.reports.reckoning import reckon_year
from reconnect.clinic.reports.releasing import share_year
from reconnect.model.answer_basis import AnswerBasis
from reconnect.model.load import shipped_library
from reconnect.model.occasion import Occasion as Moment

Act = Callable[[], object]


def _entered(universe: Universe) -> EntryCode:
    code = entry.enter_code(typed=universe.north.code, network="192.0.2.1")
    assert code is not None
    return code


def _save_answers(universe: Universe) -> Act:
    code = _entered(universe)
    response = next(each for each in answering.open_responses(code=code) if each.questionnaire_id == OURS)
    said = given(current(code.service)[OURS], 4)
    return lambda: answering.save_answers(response=response, given=said, code=code)


def _save_basis(universe: Universe) -> Act:
    code = _entered(universe)
    answering.open_responses(code=code)
    return lambda: answering.save_basis(code=code, basis=AnswerBasis.PAST)


def _submit(universe: Universe) -> Act:
    code = _entered(universe)
    _save_answers(universe)()
    code.refresh_from_db()
    return lambda: answering.submit_responses(code=code)


def _open(universe: Universe) -> Act:
    code = _entered(universe)
    return lambda: answering.open_responses(code=code)


def _paper(universe: Universe) -> Act:
    place = universe.north
    questionnaire = current(place.service)[OURS]
    return lambda: answering.enter_from_paper(
        occasion=place.answered.occasions[Moment.PRE],  # a correction: the most that it can do
        questionnaire=questionnaire,
        given=given(questionnaire, 5),
        basis=None,
        answered_on=REFERRED,
        by=place.clinician,
    )


def _person(act: Callable[..., object], **told: object) -> Callable[[Universe], Act]:
    return lambda universe: lambda: act(person=universe.north.answered.person, by=universe.north.clinician, **told)


def _episode(act: Callable[..., object], on: date) -> Callable[[Universe], Act]:
    return lambda universe: lambda: act(episode=universe.north.answered.episode, by=universe.north.clinician, on=on)


def _episode_only(act: Callable[..., object]) -> Callable[[Universe], Act]:
    return lambda universe: lambda: act(episode=universe.north.answered.episode, by=universe.north.clinician)


def _withdrawn(act: Callable[..., object], *, ended: bool) -> Callable[[Universe], Act]:
    def prepare(universe: Universe) -> Act:
        told = {"episode": universe.north.answered.episode, "by": universe.north.clinician}
        if not ended:
            people.reopen_episode(**told)
        return lambda: act(**told)

    return prepare


def _share_year(universe: Universe) -> Act:
    lead = universe.north.staff[Role.LEAD]
    reckoned = reckon_year(service=lead.service, year=STARTED.year)
    return lambda: share_year(by=lead, reckoned=reckoned)


RECIPES: dict[Callable[..., object], Callable[[Universe], Act]] = {
    found_service: lambda _: lambda: found_service(name="a", portal_name="b", support_note="c"),
    add_member: lambda universe: (
        lambda: add_member(
            service=universe.north.service, name="New Member", email="new@example.invalid", role=Role.LEAD
        )
    ),
    set_password: lambda universe: lambda: set_password(member=universe.north.clinician, password=PASSWORD),
    end_membership: lambda universe: lambda: end_membership(member=universe.north.clinician),
    remove_second_factor: lambda universe: lambda: remove_second_factor(member=universe.north.clinician),
    note_sign_in: lambda universe: lambda: note_sign_in(member=universe.north.clinician),
    install_wording: lambda universe: (
        lambda: install_wording(service=universe.north.service, text=wording(), file="own.toml")
    ),
    people.add_person: lambda universe: lambda: people.add_person(by=universe.north.clinician, name="New Person"),
    people.change_person: _person(people.change_person, name="Another Name", nhs_number="943 476 5919"),
    people.change_episode: lambda universe: (
        lambda: people.change_episode(
            episode=universe.north.answered.episode, by=universe.north.clinician, referred_on=STARTED, group="Another"
        )
    ),
    people.open_episode: _person(people.open_episode, referred_on=REFERRED),
    people.start_episode: _episode(people.start_episode, REFERRED + timedelta(days=1)),
    people.end_episode: _episode(people.end_episode, ENDED + timedelta(days=1)),
    people.reopen_episode: _withdrawn(people.reopen_episode, ended=True),
    people.withdraw_start: _withdrawn(people.withdraw_start, ended=False),
    people.record_agreement: _person(people.record_agreement, agreed=False, said_on=ENDED),
    people.read_person: _person(people.read_person),
    answering.open_responses: _open,
    answering.save_basis: _save_basis,
    answering.save_answers: _save_answers,
    answering.submit_responses: _submit,
    answering.enter_from_paper: _paper,
    entry.issue_code: lambda universe: (
        lambda: entry.issue_code(occasion=universe.north.waiting.occasions[Moment.PRE], by=universe.north.clinician)
    ),
    entry.withdraw_codes: lambda universe: (
        lambda: entry.withdraw_codes(occasion=universe.north.waiting.occasions[Moment.PRE], by=universe.north.clinician)
    ),
    entry.enter_code: lambda universe: lambda: _entered(universe),
    export_outcomes: lambda universe: lambda: export_outcomes(service=universe.north.service),
    share_year: _share_year,
    read_outcomes_page: lambda universe: lambda: read_outcomes_page(by=universe.north.staff[Role.LEAD]),
}
RECIPES |= {
    name_portal: lambda universe: (
        lambda: name_portal(
            service=universe.north.service, portal_name="Another name", by=universe.north.staff[Role.LEAD]
        )
    ),
    set_youngest: lambda universe: lambda: set_youngest(service=universe.north.service, years=16),
    edit_content: lambda universe: (
        lambda: edit_content(
            kind="components",
            edited=shipped_library().components.newest["myth-busting"],
            by=universe.north.staff[Role.LEAD],
        )
    ),
}
for _of_room in of_rooms("RECIPES"):
    RECIPES |= _of_room
