"""How sure staff feel: their own is theirs alone, the team sees five people or nobody."""

import re
from uuid import uuid4

import pytest
from browsing import Browser, signed_in
from markupsafe import escape
from rooms.training import numbers
from universe import Universe, build_member

from reconnect.clinic.accounts.models import Member, Role
from reconnect.clinic.audit.models import AuditEvent
from reconnect.clinic.questionnaires.actions import record_own_response
from reconnect.clinic.training.actions import record_sitting
from reconnect.clinic.training.models import Moment, Sitting
from reconnect.clinic.training.queries import confidence, team_size
from reconnect.errors import ActionDenied
from reconnect.model.answer import AnswerState
from reconnect.model.load import shipped_library

pytestmark = pytest.mark.furnished

SKILLS = [item.id for item in confidence().items]
CELL = re.compile(r"<td>(.*?)</td>", re.DOTALL)


@pytest.fixture
def clinician(universe: Universe) -> Browser:
    return signed_in(universe.north.clinician)


def sent(value: str = "7", **more: str) -> dict[str, str]:
    return {f"item-{skill}": value for skill in SKILLS} | {"moment": "yearly", "token": str(uuid4())} | more


def cells(browser: Browser, page: str = "") -> list[str]:
    """The table's cells as a reader has them."""
    text = browser.get(f"/staff/training/{page}").content.decode()
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", cell)).strip() for cell in CELL.findall(text)]


def say(member: Member, value: int, moment: Moment = Moment.BEFORE) -> Sitting:
    return record_sitting(member=member, questionnaire=confidence(), given=numbers(value), moment=moment)


def test_the_ten_skills_are_answered_and_kept_for_oneself(universe: Universe, clinician: Browser) -> None:
    assert clinician.post("/staff/training/answer/", sent())["Location"] == "/staff/training/"
    sitting = Sitting.objects.get(member=universe.north.clinician, moment="yearly")
    assert {answer.value for answer in sitting.response.answers.all()} == {7}
    assert cells(clinician) == ["2", "7"] * 10  # before training, from the universe, and now


def test_nobody_else_sees_them_whatever_their_role(universe: Universe) -> None:
    place = universe.north
    say(place.clinician, 9, Moment.AFTER)
    for role in Role:
        if role is not Role.CLINICIAN:
            text = signed_in(place.staff[role]).get("/staff/training/").content.decode()
            assert "After training</th>" not in text
            assert "<td>9</td>" not in text
    own = signed_in(place.clinician).get("/staff/training/").content.decode()
    assert own.count("<td>9</td>") == 10  # the guard: there was something to see


def test_a_page_sent_twice_is_kept_once(universe: Universe, clinician: Browser) -> None:
    told = sent()
    for _ in range(2):
        assert clinician.post("/staff/training/answer/", told).status_code == 302
    assert Sitting.objects.filter(member=universe.north.clinician, moment="yearly").count() == 1
    assert AuditEvent.objects.filter(action="record_own_response", actor=universe.north.clinician.actor).count() == 2


def test_somebody_elses_token_changes_nothing_and_tells_nothing(universe: Universe, clinician: Browser) -> None:
    theirs = Sitting.objects.get(member=universe.south.clinician)
    assert clinician.post("/staff/training/answer/", sent(token=str(theirs.pk))).status_code == 404
    assert not Sitting.objects.filter(member=universe.north.clinician, moment="yearly").exists()


def test_skills_may_be_left_blank_and_are_then_no_zero(universe: Universe, clinician: Browser) -> None:
    told = {"moment": "yearly", "item-ask": "4", "item-safety": "declined"}
    assert clinician.post("/staff/training/answer/", told).status_code == 302
    sitting = Sitting.objects.get(member=universe.north.clinician, moment="yearly")
    kept = {answer.item_id: (answer.state, answer.value) for answer in sitting.response.answers.all()}
    assert kept["ask"] == (AnswerState.VALUE, 4)
    assert kept["safety"] == (AnswerState.DECLINED, None)
    assert kept["culture"] == (AnswerState.BLANK, None)
    assert cells(clinician)[1::2] == ["4", *["–"] * 8, "preferred not to say"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"moment": ""}, "Choose when this is."),
        ({"moment": "monthly"}, "Choose when this is."),
        ({f"item-{skill}": "" for skill in SKILLS}, "Choose a number for one skill at least."),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_typed_is_lost(
    clinician: Browser, change: dict[str, str], words: str
) -> None:
    answer = clinician.post("/staff/training/answer/", sent("7") | change)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert words in text
    assert ('value="7" checked' in text) == ("moment" in change)


def test_it_says_that_the_measure_is_our_own_and_not_validated(clinician: Browser) -> None:
    for page in ("", "team/"):
        text = clinician.get(f"/staff/training/{page}").content.decode()
        assert "have not been validated" in text


def test_three_people_give_no_picture_and_no_number_of_them(clinician: Browser) -> None:
    assert cells(clinician, "team/") == ["Too few answers yet"] * 30


def test_from_five_people_the_team_sees_the_middle_and_no_name(universe: Universe, clinician: Browser) -> None:
    place = universe.north
    more = [build_member(place.service, Role.CLINICIAN, f"{number}thnorth") for number in (4, 5)]
    say(more[0], 5)
    assert set(cells(clinician, "team/")) == {"Too few answers yet"}
    say(more[1], 6)
    shown = cells(clinician, "team/")
    others = team_size(place.service) - 5
    assert others > 0
    assert shown[0].startswith(f"4 , the middle half within 2 points 5 answered, {others} or more did not; as of ")
    assert shown[1:3] == ["Too few answers yet"] * 2
    text = clinician.get("/staff/training/team/").content.decode()
    assert not [each.name for each in (*more, place.staff[Role.LEAD]) if each.name in text]


def test_another_services_answers_are_not_in_it(universe: Universe) -> None:
    for number in range(4, 8):
        say(build_member(universe.south.service, Role.CLINICIAN, f"{number}thsouth"), 5)
    assert set(cells(signed_in(universe.north.clinician), "team/")) == {"Too few answers yet"}
    assert cells(signed_in(universe.south.clinician), "team/")[0].startswith("4 ,")


def test_a_skill_that_four_gave_a_number_has_no_picture(universe: Universe, clinician: Browser) -> None:
    place = universe.north
    say(build_member(place.service, Role.CLINICIAN, "4thnorth"), 5)
    told = numbers(6)
    told.pop("ask")
    record_sitting(
        member=build_member(place.service, Role.CLINICIAN, "5thnorth"),
        questionnaire=confidence(),
        given=told,
        moment=Moment.BEFORE,
    )
    shown = cells(clinician, "team/")
    assert shown[0] == "Too few answers yet"
    assert shown[3].startswith("4 ,")


def test_somebody_who_leaves_takes_no_answer_out_by_leaving(universe: Universe, clinician: Browser) -> None:
    for number in (4, 5):
        say(build_member(universe.north.service, Role.CLINICIAN, f"{number}thnorth"), 5)
    before = [cell.split(",")[0] for cell in cells(clinician, "team/")]
    Member.objects.filter(pk=universe.north.staff[Role.LEAD].pk).update(is_active=False)
    assert [cell.split(",")[0] for cell in cells(clinician, "team/")] == before


def test_staff_are_asked_questions_for_staff_only(universe: Universe) -> None:
    block = shipped_library().questionnaires.newest["assessment-body"]
    with pytest.raises(ActionDenied):
        record_own_response(member=universe.north.clinician, questionnaire=block, given={})


def test_the_trail_says_that_they_answered_and_never_what(universe: Universe) -> None:
    say(universe.north.clinician, 9)
    event = AuditEvent.objects.last()
    assert (event.action, event.target) == ("record_own_response", universe.north.clinician.actor)


def test_nothing_of_it_reaches_the_outcomes_or_what_leaves(universe: Universe) -> None:
    say(universe.north.clinician, 9)
    lead = signed_in(universe.north.staff[Role.LEAD])
    text = lead.get("/staff/outcomes/").content.decode()
    assert "confidence-in-skills" not in text
    assert not [skill.text for skill in confidence().items if skill.text in text]


def test_every_situation_to_rehearse_stands_under_its_skill(clinician: Browser) -> None:
    text = clinician.get("/staff/training/rehearse/").content.decode()
    skills = {item.id: item.text for item in confidence().items}
    rehearsals = shipped_library().rehearsals.newest.values()
    assert len(rehearsals) > 5
    for each in rehearsals:
        place = text.index(f"<summary>{escape(each.name)}</summary>")
        assert text.rindex("<h2", 0, place) == text.index(f'<h2 id="skill-{each.skill}">{escape(skills[each.skill])}')
        assert escape(each.to_try[0]) in text
