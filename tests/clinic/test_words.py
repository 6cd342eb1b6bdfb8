"""Words beside each step: for everyone and for one's own discipline, and after a no nothing that asks again."""

import html
from dataclasses import replace

import pytest
from browsing import signed_in
from rooms.asking import LOCKED, OPEN, block
from test_asking import form, page_of, say
from universe import Universe, build_member

from reconnect.clinic.accounts.actions import add_member
from reconnect.clinic.accounts.models import Member, Role
from reconnect.clinic.asking.models import Said
from reconnect.clinic.asking.words import all_words, words_at, words_of_block, words_to_ask
from reconnect.clinic.formulation.actions import begin_formulation
from reconnect.clinic.library.actions import edit_content
from reconnect.clinic.people.days import today_of
from reconnect.clinic.plan.actions.goals import set_goal
from reconnect.clinic.plan.actions.lines import add_technique
from reconnect.errors import ActionDenied
from reconnect.model.discipline import Discipline
from reconnect.model.guidance import Level, Step
from reconnect.model.load import shipped_library

pytestmark = pytest.mark.furnished

DISCIPLINES = {each for guidance in shipped_library().guidance for each in guidance.disciplines}


def member_of(universe: Universe, discipline: str) -> Member:
    return add_member(
        service=universe.north.service,
        name="Somebody Example",
        email="somebody@example.invalid",
        role=Role.CLINICIAN,
        discipline=discipline,
    )


@pytest.mark.parametrize("discipline", sorted(DISCIPLINES))
def test_each_discipline_sees_its_own_words_and_none_of_anothers(universe: Universe, discipline: Discipline) -> None:
    member = member_of(universe, discipline)
    shown = {each.id: each for each in words_at(member, *Step)}
    own = {each.id for each in all_words(member) if discipline in each.disciplines}
    assert own
    assert own <= set(shown)
    assert all(discipline in each.disciplines for each in shown.values() if each.disciplines)


def test_whoever_has_no_discipline_noted_sees_what_is_for_everyone(universe: Universe) -> None:
    member = build_member(universe.north.service, Role.CLINICIAN, "nonenorth")
    assert {each.disciplines for each in words_at(member, *Step)} == {()}


@pytest.mark.parametrize(
    ("answer", "steps"),
    [
        (None, {Step.OFFERING, Step.ASKING}),
        (Said.NOT_NOW, {Step.OFFERING, Step.NOT_NOW}),
        (Said.NO, {Step.NOT_NOW}),
        (Said.YES, {Step.ASKING, Step.CLOSING}),
    ],
)
def test_the_words_follow_what_they_said(universe: Universe, answer: Said | None, steps: set[Step]) -> None:
    said = say(universe.north.waiting, universe.north, answer) if answer else None
    assert {each.step for each in words_to_ask(universe.north.clinician, said)} == steps


def test_after_a_no_no_words_ask_again_or_weigh_it_anew(universe: Universe) -> None:
    place = universe.north
    for answer, asks in ((Said.NOT_NOW, True), (Said.NO, False)):
        said = say(place.waiting, place, answer)
        words = [each for each in words_to_ask(place.clinician, said) if each.step is Step.NOT_NOW]
        assert words
        assert all(each.openers and each.avoid for each in words)
        assert any(each.permission or each.motivational or each.review for each in words) is asks


def test_a_block_has_its_own_words_and_those_for_safety_where_it_asks_about_it(universe: Universe) -> None:
    clinician = universe.north.clinician
    for number in (OPEN, LOCKED):
        found = words_of_block(clinician, block(number))
        assert found[0].block == block(number).id
        assert {Step.SAFETY_ALONE, Step.DISCLOSURE} <= {each.step for each in found}
    plain = next(each for each in shipped_library().questionnaires.newest.values() if each.id == "assessment-body")
    assert {each.block for each in words_of_block(clinician, plain)} == {plain.id}


def test_the_page_of_all_words_shows_every_level_and_what_is_better_left_unsaid(universe: Universe) -> None:
    page = html.unescape(signed_in(universe.north.clinician).get("/staff/asking/words/").content.decode())
    for each in all_words(universe.north.clinician):
        assert each.name in page
        assert f">{each.level.value}</span>" in page
        lines = (*each.openers, *each.permission, *each.motivational, *each.review)
        assert all(line in page for line in (*lines, *(avoid.say for avoid in each.avoid)))


def test_the_page_of_all_words_says_what_each_level_is(universe: Universe) -> None:
    page = signed_in(universe.north.clinician).get("/staff/asking/words/").content.decode()
    assert all(f"<dt>{level.value.capitalize()}</dt>" in page for level in Level)


def test_the_words_of_a_step_stand_beside_the_work_of_that_step(universe: Universe) -> None:
    place = universe.north
    browser = signed_in(place.clinician)
    care, today = place.waiting, today_of(place.service)
    goal = set_goal(episode=care.episode, words="To hold hands", set_on=today, by=place.clinician)
    line = add_technique(episode=care.episode, technique_id="sensate-focus", added_on=today, by=place.clinician)
    beside = {
        f"/staff/formulation/p/{care.person.pk}/": Step.FORMULATING,
        f"/staff/plan/g/{goal.pk}/target/": Step.TARGETS,
        f"/staff/plan/e/{care.episode.pk}/add/pain-education/": Step.EXPLAINING,
        f"/staff/plan/l/{line.pk}/try/": Step.UNHELPFUL_WEEK,
    }
    for address, step in beside.items():
        words = words_at(place.clinician, step)
        assert words
        page = html.unescape(browser.get(address).content.decode())
        assert all(each.name in page for each in words), address
    begin_formulation(episode=care.episode, by=place.clinician)
    page = html.unescape(browser.get(f"/staff/formulation/p/{care.person.pk}/").content.decode())
    assert all(each.name in page for each in words_at(place.clinician, Step.FORMULATING))


def test_before_a_contact_and_where_something_is_raised_the_words_are_one_step_away(universe: Universe) -> None:
    place = universe.north
    browser = signed_in(place.clinician)
    person = place.waiting.person.pk
    assert 'href="/staff/asking/words/"' in browser.get(f"/staff/people/p/{person}/before/").content.decode()
    safety = browser.get(f"/staff/safety/p/{person}/").content.decode()
    assert 'href="/staff/asking/words/"' in safety
    assert 'href="/staff/safety/routes/"' in safety.partition("Raise something")[2]


def test_a_service_sees_its_own_edition(universe: Universe) -> None:
    lead = universe.north.staff[Role.LEAD]
    edited = shipped_library().guidance.newest["asking-open"]
    edit_content(kind="guidance", edited=replace(edited, openers=("What would feel good?",)), by=lead)
    address = page_of(universe.north.waiting)
    assert "What would feel good?" in signed_in(universe.north.clinician).get(address).content.decode()
    assert (
        "What would feel good?"
        not in signed_in(universe.south.clinician).get(page_of(universe.south.waiting)).content.decode()
    )


def test_how_far_they_would_like_to_go_goes_with_yes_only(universe: Universe) -> None:
    place, care = universe.north, universe.north.waiting
    browser = signed_in(place.clinician)
    with pytest.raises(ActionDenied, match="Only “yes”"):
        say(care, place, Said.NO, level="limited information")
    refused = browser.post(page_of(care), form(answer="no", level="limited information"))
    assert refused.status_code == 422
    assert "Only “yes” goes this far" in refused.content.decode()
    assert browser.post(page_of(care), form(level="limited information")).status_code == 302
    page = browser.get(page_of(care, "")).content.decode()
    assert "How far for now: some information" in page
