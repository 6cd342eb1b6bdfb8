"""Different actions at the same moment about the same people: each waits its turn, and none for ever."""

from collections.abc import Callable
from functools import partial

import pytest
from at_once import at_once
from following import OPENS, asked_at_the_end, reach_out
from grouping import CAME, FIRST, meeting, session_of, with_people
from universe import Place, build_care, build_place, code_for, given

from reconnect.clinic.care.actions.contacts import record_contact
from reconnect.clinic.care.encounter import Encounter
from reconnect.clinic.followup.actions.asking import invite
from reconnect.clinic.followup.actions.silencing import stop_for
from reconnect.clinic.followup.models import WhyStop
from reconnect.clinic.groups.actions.sessions import record_session
from reconnect.clinic.library.questionnaires import current
from reconnect.clinic.people.models import Occasion
from reconnect.clinic.portal.actions import issue_home_code, open_pages
from reconnect.clinic.questionnaires.actions import open_tool
from reconnect.clinic.questionnaires.answering import enter_from_paper, open_responses, submit_responses
from reconnect.clinic.questionnaires.entry import issue_code
from reconnect.clinic.questionnaires.models import EntryCode
from reconnect.clinic.tablet.actions import issue_sheets
from reconnect.errors import ActionDenied
from reconnect.model.load import shipped_library
from reconnect.model.occasion import Occasion as Moment

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 4


@pytest.fixture
def place(transactional_db: None) -> Place:
    place = build_place("north", furnished=False)
    reach_out(place)
    return place


def none_is_broken(jobs: list[Callable[[], object]]) -> None:
    """Each did what it does, or said why not."""
    broken = [each for each in at_once(jobs) if isinstance(each, Exception) and not isinstance(each, ActionDenied)]
    assert broken == []


def begin_a_sheet(code: EntryCode) -> None:
    for _ in range(ROUNDS):
        open_tool(code=code, questionnaire=shipped_library().questionnaires.newest["planner"])


def asked_back(place: Place, number: int) -> Occasion:
    occasion = asked_at_the_end(place, f"back{number}").occasions[Moment.FOLLOW_UP]
    return Occasion.objects.select_related("episode__person", "service").get(pk=occasion.pk)


def test_a_session_is_recorded_while_people_of_the_group_begin_sheets_at_home(place: Place) -> None:
    group, members = with_people(place, 6)
    codes = []
    for member in members:
        open_pages(episode=member.episode, seen_alone_on=FIRST, by=place.clinician)
        codes.append(issue_home_code(episode=member.episode, by=place.clinician).code)
    session = session_of(group)
    told = meeting(session, place.clinician, dict.fromkeys(members, CAME))
    recorded = partial(record_session, session=session, told=told, by=place.clinician)
    none_is_broken([recorded, *(partial(begin_a_sheet, code) for code in codes)])


def test_a_contact_is_recorded_while_the_person_begins_a_sheet(place: Place) -> None:
    care = place.waiting
    code = issue_home_code(episode=care.episode, by=place.clinician).code
    told = Encounter(held_on=FIRST, leaders=(place.clinician,), minutes=30)
    recorded = partial(record_contact, episode=care.episode, told=told, by=place.clinician)
    none_is_broken([*[recorded] * 4, *[partial(begin_a_sheet, code)] * 4])


def test_sheets_are_printed_while_people_enter_the_codes_before(place: Place) -> None:
    occasions = [build_care(place.clinician, f"sheet{number}").occasions[Moment.PRE] for number in range(6)]
    for occasion in occasions:
        code_for(occasion, place.clinician)
    codes = list(EntryCode.objects.filter(occasion__in=occasions).select_related("occasion__episode__person"))
    printed = partial(issue_sheets, occasions=occasions, ending={code.pk for code in codes}, by=place.clinician)
    none_is_broken([printed, *[partial(open_responses, code=code) for code in codes] * 2])


def test_somebody_is_invited_while_they_answer_on_paper_or_by_a_code(place: Place) -> None:
    questionnaire = next(iter(current(place.service).values()))
    for number in range(ROUNDS):
        occasion = asked_back(place, number)
        code = issue_code(occasion=occasion, by=place.clinician, at=OPENS).code
        typed = partial(
            enter_from_paper,
            occasion=occasion,
            questionnaire=questionnaire,
            given=given(questionnaire, 3),
            basis=None,
            answered_on=OPENS.date(),
            by=place.clinician,
        )
        invited = partial(invite, occasion=asked_back_again(occasion), by=None, at=OPENS)
        none_is_broken([invited, typed, typed, partial(open_responses, code=code)])


def asked_back_again(occasion: Occasion) -> Occasion:
    """The same, held by nobody else in this process."""
    return Occasion.objects.select_related("episode__person", "service").get(pk=occasion.pk)


def test_everything_is_stopped_while_they_send_their_answers(place: Place) -> None:
    for number in range(ROUNDS):
        occasion = asked_back(place, number)
        invite(occasion=occasion, by=None, at=OPENS)
        code = occasion.codes.get(used_at=None, withdrawn_at=None)
        open_responses(code=code)
        stopped = partial(
            stop_for, person=occasion.episode.person, why=WhyStop.DECLINED, on=OPENS.date(), by=place.clinician
        )
        none_is_broken([stopped, partial(submit_responses, code=code)])
