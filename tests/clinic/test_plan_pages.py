"""A plan's pages: what they save once, what they refuse and keep, and what they say."""

import re
from functools import partial
from html import unescape
from uuid import uuid4

import pytest
from at_once import at_once
from browsing import Browser, signed_in
from planning import DAY, Planned, planned
from test_queries import at_most
from universe import Universe, build_person, build_place

from reconnect.clinic.accounts.queries import carers_of
from reconnect.clinic.people.days import today_of
from reconnect.clinic.plan.actions.lines import Doing, pause_line
from reconnect.clinic.plan.actions.skills import say_levels
from reconnect.clinic.plan.models import Goal, HeldSkill, HowEnded, Level, PersonsWord, PlanLine
from reconnect.clinic.plan.queries import active_techniques, levels_of, tries_of
from reconnect.clinic.questionnaires.actions import record_response
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.model.answer import AnswerState
from reconnect.model.load import shipped_library

pytestmark = pytest.mark.furnished

SENSATE = "sensate-focus"


@pytest.fixture
def plan(universe: Universe) -> Planned:
    return planned(universe.north)


@pytest.fixture
def physio(plan: Planned) -> Browser:
    return signed_in(plan.physio)


def page_of(browser: Browser, plan: Planned) -> str:
    return text_of(browser.get(f"/staff/plan/p/{plan.episode.person_id}/").content.decode())


def text_of(page: str) -> str:
    """What a reader sees, on one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def day(plan: Planned) -> str:
    return today_of(plan.place.service).isoformat()


def test_a_plan_goes_from_a_goal_to_agreed_through_its_pages(plan: Planned, physio: Browser) -> None:
    therapist = signed_in(plan.therapist)
    at = f"/staff/plan/e/{plan.episode.pk}"
    physio.post(f"{at}/goal/", {"words": "To hold hands again", "set_on": day(plan)})
    goal = Goal.objects.get(episode=plan.episode)
    physio.post(f"/staff/plan/g/{goal.pk}/target/", {"words": "Sitting close", "set_on": day(plan)})
    target = goal.targets.get()
    therapist.post(f"{at}/add/{SENSATE}/", {"target": target.pk, "lead": plan.physio.pk, "adaptation": "Clothes on"})
    for browser in (physio, therapist):
        browser.post(f"/staff/plan/t/{target.pk}/agreement/", {"agree": "yes"})
    assert "Not agreed yet" in page_of(physio, plan)
    physio.post(f"{at}/word/", {"agreed": "yes", "said_on": day(plan), "seen": str(target.pk)})
    shown = page_of(physio, plan)
    assert "Agreed by the team, and by the person" in shown
    assert "occupational therapy (" in shown
    assert "physiotherapy (" in shown
    for words in ("To hold hands again", "Sitting close", "Clothes on", "Served by: Sensate focus"):
        assert words in shown
    assert active_techniques(plan.episode) == (SENSATE,)


def test_somebody_without_an_episode_has_no_plan_yet(universe: Universe) -> None:
    person = build_person(universe.north.clinician, "northlone")
    page = signed_in(universe.north.clinician).get(f"/staff/plan/p/{person.pk}/")
    assert (page.status_code, "none has begun" in page.content.decode()) == (200, True)


@pytest.mark.parametrize(
    ("page", "sent", "model"),
    [
        ("goal", {"words": "To dance"}, Goal),
        ("skill", {"skill": "Pacing"}, HeldSkill),
        ("word", {"agreed": "yes"}, PersonsWord),
        (f"add/{SENSATE}", {}, PlanLine),
    ],
)
def test_a_form_that_is_sent_twice_writes_once(
    plan: Planned, physio: Browser, page: str, sent: dict[str, str], model: type
) -> None:
    seen = str(plan.target().pk)
    before = model.objects.filter(episode=plan.episode).count()
    days = {"seen": seen, **dict.fromkeys(("set_on", "noted_on", "said_on"), day(plan))}
    for _ in range(2):
        response = physio.post(
            f"/staff/plan/e/{plan.episode.pk}/{page}/", {**sent, **days, "token": str(plan.place.service.pk)}
        )
        assert (response.status_code, response.get("Location")) == (302, f"/staff/plan/e/{plan.episode.pk}/")
    assert model.objects.filter(episode=plan.episode).count() == before + 1


def test_a_word_on_targets_that_changed_meanwhile_is_asked_for_again(plan: Planned, physio: Browser) -> None:
    goal = plan.goal()
    first = plan.target(goal)
    address = f"/staff/plan/e/{plan.episode.pk}/word/"
    sent = {"agreed": "yes", "said_on": day(plan), "seen": str(first.pk)}
    plan.target(goal, words="Saying stop")
    again = physio.post(address, sent)
    page = again.content.decode()
    assert again.status_code == 422
    assert "changed while this page was open" in page
    assert "Saying stop" in page
    assert not PersonsWord.objects.filter(episode=plan.episode).exists()
    seen = re.search(r'name="seen" value="([^"]+)"', page)[1]
    assert physio.post(address, sent | {"seen": seen}).status_code == 302


def test_a_token_of_another_plan_leads_nowhere(plan: Planned, physio: Browser, universe: Universe) -> None:
    sent = {"words": "To dance", "set_on": day(plan), "token": str(universe.south.parts["goal_id"])}
    assert physio.post(f"/staff/plan/e/{plan.episode.pk}/goal/", sent).status_code == 404
    assert not Goal.objects.filter(episode=plan.episode).exists()


@pytest.mark.parametrize(
    ("page", "sent", "kept"),
    [
        ("goal", {"words": "To dance", "set_on": "2999-01-01"}, "To dance"),
        ("goal", {"words": "", "set_on": ""}, "Please fill this in."),
        ("word", {"said_on": "2024-03-04"}, "Please fill this in."),
        ("skill", {"skill": "Breathing slowly", "noted_on": "yesterday"}, "Breathing slowly"),
        (f"add/{SENSATE}", {"experiment": "Three minutes", "experiment_on": ""}, "Three minutes"),
        (f"add/{SENSATE}", {"adaptation": "Clothes on", "lead": str(uuid4())}, "Clothes on"),
    ],
)
def test_what_cannot_be_saved_says_so_and_keeps_what_was_typed(
    plan: Planned, physio: Browser, page: str, sent: dict[str, str], kept: str
) -> None:
    response = physio.post(f"/staff/plan/e/{plan.episode.pk}/{page}/", sent)
    assert response.status_code == 422
    assert "Not saved yet" in response.content.decode()
    assert kept in response.content.decode()


def test_a_refusal_of_the_action_is_said_on_the_form(plan: Planned, physio: Browser) -> None:
    plan.line()
    response = physio.post(f"/staff/plan/e/{plan.episode.pk}/add/{SENSATE}/", {"adaptation": "Clothes on"})
    assert response.status_code == 422
    assert "holds this technique already" in response.content.decode()
    assert "Clothes on" in response.content.decode()


def test_an_unknown_technique_is_not_there(plan: Planned, physio: Browser) -> None:
    assert physio.get(f"/staff/plan/e/{plan.episode.pk}/add/levitation/").status_code == 404


def test_the_second_of_two_editors_sees_both_texts_and_may_bring_them_together(plan: Planned, physio: Browser) -> None:
    line = plan.line()
    address = f"/staff/plan/l/{line.pk}/"
    opened = {"after": "1", "experiment": "", "experiment_on": ""}
    therapist = signed_in(plan.therapist)
    assert therapist.post(address, opened | {"adaptation": "Alone first"}).status_code == 302
    second = physio.post(address, opened | {"adaptation": "With music"})
    page = second.content.decode()
    assert second.status_code == 409
    assert "Alone first" in page
    assert "With music" in page
    assert plan.therapist.name in page
    assert line.steps.count() == 2
    after = re.search(r'name="after" value="(\d+)"', page)[1]
    both = {"after": after, "adaptation": "Alone first, with music", "experiment": "", "experiment_on": ""}
    assert physio.post(address, both).status_code == 302
    assert [step.adaptation for step in line.steps.all()] == [None, "Alone first", "Alone first, with music"]


def test_the_same_change_clicked_twice_is_saved_once(plan: Planned, physio: Browser) -> None:
    line = plan.line()
    for _ in range(2):
        sent = {"after": "1", "adaptation": "Alone first"}
        assert physio.post(f"/staff/plan/l/{line.pk}/", sent).status_code == 302
    assert line.steps.count() == 2


def test_a_step_that_was_never_there_is_not_followed(plan: Planned, physio: Browser) -> None:
    line = plan.line()
    assert physio.post(f"/staff/plan/l/{line.pk}/", {"after": "7", "adaptation": "x"}).status_code == 409
    assert line.steps.count() == 1


def test_who_has_no_discipline_is_told_instead_of_offered_to_agree(plan: Planned, physio: Browser) -> None:
    target = plan.target()
    clinician = signed_in(plan.place.clinician)
    assert "Agree as physiotherapy" in page_of(physio, plan)
    assert "Agree as" not in page_of(clinician, plan)
    refused = clinician.post(f"/staff/plan/t/{target.pk}/agreement/", {"agree": "yes"})
    assert (refused.status_code, "discipline is not recorded" in refused.content.decode()) == (409, True)
    assert not target.agreements.exists()


@pytest.mark.parametrize(("what", "active"), [("pause", False), ("end", False), ("resume", True)])
def test_a_technique_rests_leaves_or_goes_on(plan: Planned, physio: Browser, what: str, *, active: bool) -> None:
    line = plan.line()
    if what == "resume":
        pause_line(line=line, by=plan.physio)
    assert physio.post(f"/staff/plan/l/{line.pk}/standing/", {"what": what}).status_code == 302
    assert (SENSATE in active_techniques(plan.episode)) == active
    assert physio.post(f"/staff/plan/l/{line.pk}/standing/", {"what": "raise"}).status_code == 422


def test_a_try_told_to_staff_is_written_on_its_own_worksheet_once(plan: Planned, physio: Browser) -> None:
    address = f"/staff/plan/l/{plan.line().pk}/try/"
    sent = {"item-helpful": "2", "item-note": "The phone rang", "answered_on": day(plan), "token": str(uuid4())}
    for _ in range(2):
        assert physio.post(address, sent).get("Location") == f"/staff/plan/e/{plan.episode.pk}/"
    (tried,) = tries_of(plan.episode)
    assert tried.questionnaire.id == f"worksheet-{SENSATE}"
    shown = page_of(physio, plan)
    assert "it made things harder" in shown
    assert f"told to {plan.physio.name}" in shown
    assert "The phone rang" in shown


@pytest.mark.parametrize("sent", [{}, {"item-note": "The phone rang", "answered_on": "2999-01-01"}])
def test_a_try_that_says_nothing_or_lies_in_the_future_is_not_kept(
    plan: Planned, physio: Browser, sent: dict[str, str]
) -> None:
    response = physio.post(f"/staff/plan/l/{plan.line().pk}/try/", sent)
    assert (response.status_code, "Not saved yet" in response.content.decode()) == (422, True)
    assert sent.get("item-note", "") in response.content.decode()
    assert tries_of(plan.episode) == ()


def test_a_goal_ends_in_words_and_never_by_how_much(plan: Planned, physio: Browser) -> None:
    goal = plan.goal()
    address = f"/staff/plan/g/{goal.pk}/end/"
    assert "%" not in text_of(physio.get(address).content.decode())
    assert physio.post(address, {"how_ended": "80", "ended_on": day(plan)}).status_code == 422
    assert physio.post(address, {"how_ended": HowEnded.FAR_ENOUGH, "ended_on": day(plan)}).status_code == 302
    assert "As far as they want to go" in page_of(physio, plan)


def test_the_page_ranks_nothing_and_raises_no_stage(plan: Planned, physio: Browser) -> None:
    plan.agreed(plan.target())
    plan.line()
    plan.tried()
    shown = page_of(physio, plan)
    assert re.search("Newest try, 4 Mar 2024 ?: it made things harder", shown)
    assert not re.search(r"%|\bnext stage|\bstage \d|\bscore|\bprogress|\bstreak|should", shown, re.IGNORECASE)
    assert active_techniques(plan.episode) == (SENSATE,)


def test_skills_told_in_the_assessment_are_read_where_they_were_told(plan: Planned, physio: Browser) -> None:
    block = shipped_library().questionnaires.newest["assessment-doing"]
    assert "Told in the assessment" not in page_of(physio, plan)
    given = {"skills": Given(AnswerState.VALUE, 2**1 + 2**4)}
    record_response(episode=plan.episode, questionnaire=block, given=given, answered_on=DAY, by=plan.physio)
    assert "Pacing: doing a bit at a time; Mindfulness" in page_of(physio, plan)


def test_the_sheet_holds_the_plan_and_nothing_of_what_rests_or_is_for_the_team(plan: Planned, physio: Browser) -> None:
    plan.target()
    doing = Doing(lead=plan.physio, adaptation="Beaten once", experiment="Three minutes", experiment_on=DAY)
    plan.line(doing=doing)
    pause_line(line=plan.line("pain-education", Doing(experiment="Read page two", experiment_on=DAY)), by=plan.physio)
    sheet = text_of(physio.get(f"/staff/plan/e/{plan.episode.pk}/sheet/").content.decode())
    for words in ("To hold hands again", "Sitting close", "Three minutes", "I do this with"):
        assert words in sheet
    assert "Touch, within a boundary Three minutes The team calls it “Sensate focus”." in sheet
    for words in ("Beaten once", "Read page two"):
        assert words not in sheet


def test_the_team_page_says_who_leads_who_needs_support_and_what_nobody_does(plan: Planned, physio: Browser) -> None:
    levels = {SENSATE: "supported", "desensitisation": "lead"}
    assert physio.post("/staff/plan/team/me/", levels).get("Location") == "/staff/plan/team/"
    say_levels(member=plan.therapist, levels={SENSATE: Level.LEAD})
    shown = text_of(physio.get("/staff/plan/team/").content.decode())
    assert f"{plan.physio.name} with the support of {plan.therapist.name}" in shown
    assert levels_of([plan.physio])[plan.physio.pk] == levels
    assert physio.post("/staff/plan/team/me/", {}).status_code == 422


def test_what_nobody_said_is_not_known_and_what_nobody_does_needs_a_way_elsewhere(
    plan: Planned, physio: Browser
) -> None:
    shown = text_of(physio.get("/staff/plan/team/").content.decode())
    assert "Not known yet" in shown
    assert "Where to refer?" not in shown
    for member in carers_of(plan.place.service):
        say_levels(member=member, levels={SENSATE: Level.NOT_YET})
    assert "Where to refer?" in text_of(physio.get("/staff/plan/team/").content.decode())


def test_another_services_members_are_not_in_the_mix(universe: Universe) -> None:
    page = signed_in(universe.north.clinician).get("/staff/plan/team/").content.decode()
    assert "Canarymemberclinicianorth".lower()[:20] in page.lower()
    assert "south" not in page.lower()


def test_a_plans_page_asks_no_more_with_more_in_it(plan: Planned, physio: Browser) -> None:
    address = f"/staff/plan/e/{plan.episode.pk}/"
    plan.agreed(plan.target())
    plan.line(doing=Doing(lead=plan.physio))
    plan.tried()
    with at_most(30) as little:
        physio.get(address)
    for technique_id in ("desensitisation", "pain-education", "naming-myths"):
        plan.line(technique_id, Doing(lead=plan.physio))
        plan.tried(technique_id)
        plan.agreed(plan.target())
    with at_most(len(little)):
        physio.get(address)


@pytest.mark.django_db(transaction=True)
def test_eight_who_change_a_line_at_once_leave_one_step_and_seven_are_told(transactional_db: None) -> None:
    plan = planned(build_place("north"))
    line, browser = plan.line(), signed_in(plan.physio)
    address = f"/staff/plan/l/{line.pk}/"
    pages = at_once(
        [partial(browser.copy().post, address, {"after": "1", "adaptation": f"Way {number}"}) for number in range(8)]
    )
    assert sorted(getattr(page, "status_code", repr(page)) for page in pages) == [302] + [409] * 7
    assert line.steps.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_technique_added_eight_times_at_once_stands_there_once(transactional_db: None) -> None:
    plan = planned(build_place("north"))
    browser = signed_in(plan.physio)
    address = f"/staff/plan/e/{plan.episode.pk}/add/{SENSATE}/"
    pages = at_once([partial(browser.copy().post, address, {"token": str(uuid4())}) for _ in range(8)])
    assert sorted(getattr(page, "status_code", repr(page)) for page in pages) == [302] + [422] * 7
    assert active_techniques(plan.episode) == (SENSATE,)
