"""The stepping stones: opened by the person's own word alone, stayed on and stepped back from by one tap."""

import random
from dataclasses import replace

import pytest
from browsing import signed_in
from rooms.sensations import YES as SAID_YES
from rooms.sensations import noted, opened
from stepping import BOTH, NOWHERE, STONES, YES, Walk, walk
from tables import everything
from universe import Universe

from reconnect.clinic.library.actions import edit_content
from reconnect.clinic.partners.actions import add_partner
from reconnect.clinic.people.days import today_of
from reconnect.clinic.plan.actions.lines import end_line, pause_line, resume_line
from reconnect.clinic.questionnaires.actions import keep_tool, open_tool
from reconnect.clinic.questionnaires.answering import save_answers
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.clinic.safety.actions import raise_flag
from reconnect.clinic.sensations import actions
from reconnect.clinic.sensations.models import StoneMove
from reconnect.clinic.sensations.queries import BOUNDARY, NOTE, order_of, stages_of, stones_of
from reconnect.errors import ActionDenied
from reconnect.model.address import address_of
from reconnect.model.answer import AnswerState
from reconnect.model.flag_kind import FlagKind
from reconnect.model.load import shipped_library
from reconnect.model.stepping_stones import Said, place

NAMES = {each.id: each.name for each in shipped_library().stages.newest.values()}
STAYS = "This stone stays closed for now."


@pytest.fixture
def one(universe: Universe) -> Walk:
    return walk(universe.north, "sensate-focus")


def moves(one: Walk) -> list[tuple[str, str]]:
    return list(StoneMove.objects.filter(episode=one.care.episode).values_list("kind", "stage_id"))


def test_somebody_begins_on_no_stone_and_is_taken_to_none(one: Walk) -> None:
    assert one.here == NOWHERE
    one.notes(flare=0)
    assert one.here == NOWHERE
    assert moves(one) == []


def test_a_stone_opens_by_their_own_yes_and_says_stay_as_long_as_you_like(one: Walk) -> None:
    answer = one.ask(STONES[0])
    assert answer["Location"] == f"/h/b/s/{address_of(STONES[0])}/"
    assert one.here == NAMES[STONES[0]]
    assert "You are here, for as long as you like." in one.get()
    assert moves(one) == [("opened", STONES[0])]


@pytest.mark.parametrize("word", ["no", "not sure"])
@pytest.mark.parametrize("field", list(YES))
def test_any_other_word_keeps_it_closed_kindly_and_nothing_of_it_is_kept(one: Walk, field: str, word: str) -> None:
    one.ask(STONES[0])
    before = everything()
    page = one.ask(STONES[1], YES | {field: word})
    assert page.status_code == 200
    assert STAYS in page.content.decode()
    after = everything()
    assert {table for table in after if after[table] != before[table]} <= {"audit_auditevent", "django_session"}
    assert one.here == NAMES[STONES[0]]


def test_it_may_be_asked_again_the_same_day(one: Walk) -> None:
    one.ask(STONES[0])
    one.ask(STONES[1], YES | {"relaxed": "no"})
    assert one.ask(STONES[1]).status_code == 302
    assert one.here == NAMES[STONES[1]]


def test_a_word_that_is_missing_is_asked_for_and_opens_nothing(one: Walk) -> None:
    page = one.ask(STONES[0], {"comfortable": "yes"})
    assert page.status_code == 422
    assert 'href="#relaxed"' in page.content.decode()
    assert 'value="yes" checked' in page.content.decode()  # nothing that was chosen is lost
    assert one.ask(STONES[0], {"comfortable": "yes", "relaxed": "yes indeed"}).status_code == 422
    assert moves(one) == []


def test_what_was_said_of_one_stone_does_not_count_on_another(one: Walk) -> None:
    one.ask(STONES[1])
    address = f"s/{address_of(STONES[2])}/open/"
    one.back(STONES[0])  # in another tab
    page = one.post(address, YES | {"here": STONES[1]})
    assert page.status_code == 422
    assert "You are on another stone now" in page.content.decode()
    assert one.here == NAMES[STONES[0]]


def test_a_second_click_opens_nothing_twice(one: Walk) -> None:
    one.ask(STONES[0])
    for _ in range(2):
        one.post(f"s/{address_of(STONES[1])}/open/", YES | {"here": STONES[0]})
        one.post("rest/end/")
    assert moves(one) == [("opened", STONES[0]), ("opened", STONES[1])]
    for _ in range(2):
        one.back(STONES[0])
    assert moves(one)[2:] == [("back", STONES[0])]


def test_where_pages_speak_of_no_partner_none_is_asked(one: Walk) -> None:
    page = one.get(f"s/{address_of(STONES[0])}/open/")
    assert "partner" not in page


@pytest.mark.parametrize("word", ["no", "not sure"])
@pytest.mark.parametrize("field", ["partner-comfortable", "partner-relaxed"])
def test_where_there_is_a_partner_their_word_counts_as_much(one: Walk, field: str, word: str) -> None:
    add_partner(person=one.care.person, name="Somebody", by=one.place.clinician)
    assert one.ask(STONES[0]).status_code == 422  # the partner's words are missing
    assert STAYS in one.ask(STONES[0], BOTH | {field: word}).content.decode()
    assert moves(one) == []
    assert one.ask(STONES[0], BOTH).status_code == 302


def test_somebody_with_a_partner_may_do_it_alone(one: Walk) -> None:
    add_partner(person=one.care.person, name="Somebody", by=one.place.clinician)
    alone = {"partner-comfortable": "alone", "partner-relaxed": "alone"}
    assert STAYS in one.ask(STONES[0], BOTH | {"partner-relaxed": "alone"}).content.decode()  # half a word
    assert one.ask(STONES[0], YES | alone).status_code == 302


@pytest.mark.parametrize("flare", [1, 2])
def test_a_flare_up_in_the_newest_note_keeps_every_later_stone_closed(one: Walk, flare: int) -> None:
    one.ask(STONES[0])
    one.notes(flare)
    address = f"s/{address_of(STONES[1])}/open/"
    assert "A note of yours tells of a flare-up." in one.get(address)
    assert "A note of yours tells of a flare-up." in one.post(address, YES | {"here": STONES[0]}).content.decode()
    one.notes(None)  # says nothing of it: the older word stands
    assert "A note of yours tells of a flare-up." in one.get(address)
    one.notes(0)
    assert one.ask(STONES[1]).status_code == 302


def test_a_note_that_is_not_sent_yet_counts_too(one: Walk) -> None:
    one.ask(STONES[0])
    code = one.code
    draft = open_tool(code=code, questionnaire=shipped_library().questionnaires.newest[NOTE], about=STONES[0])
    save_answers(response=draft, given={"flare": Given(AnswerState.VALUE, 1)}, code=code)
    assert "A note of yours tells of a flare-up." in one.get(f"s/{address_of(STONES[1])}/open/")


def test_stepping_back_is_one_tap_even_in_a_flare_up_and_from_far_enough(one: Walk) -> None:
    for stone in STONES[:3]:
        one.ask(stone)
    one.notes(2)
    one.post(f"s/{address_of(STONES[2])}/far/")
    page = one.get()
    for stone in STONES[:2]:
        assert f'action="/h/b/s/{address_of(stone)}/back/"' in page
    assert one.back(STONES[1])["Location"] == "/h/b/s/"
    assert one.here == NAMES[STONES[1]]


def test_stepping_back_leads_no_further(one: Walk) -> None:
    one.ask(STONES[0])
    one.back(STONES[2])
    one.back(STONES[0])
    assert one.here == NAMES[STONES[0]]
    assert moves(one) == [("opened", STONES[0])]


@pytest.mark.parametrize("number", range(6))
def test_any_stone_may_be_far_enough_and_then_no_later_one_is_in_sight(one: Walk, number: int) -> None:
    opened(one.code, number)
    one.post(f"s/{address_of(STONES[number])}/far/")
    page = one.get()
    assert "this is as far as I want to go. It is a good place to be." in page
    assert [stone for stone in STONES if f">{NAMES[stone]}</a>" in page] == STONES[: number + 1]
    for stone in STONES[number + 1 :]:
        assert one.browser.get(f"/h/b/s/{address_of(stone)}/open/")["Location"] == "/h/b/s/"
    one.post("again/")
    assert [stone for stone in STONES if f">{NAMES[stone]}</a>" in one.get()] == STONES
    assert one.here == NAMES[STONES[number]]


def test_a_stone_that_is_closed_shows_what_it_is_and_no_more(one: Walk) -> None:
    one.ask(STONES[1])
    stages = shipped_library().stages.newest
    first, later = (stages[stone] for stone in (STONES[0], STONES[4]))
    assert first.alone[0].text in one.get(f"s/{address_of(first.id)}/")
    assert one.browser.get(f"/h/b/s/{address_of(later.id)}/")["Location"].endswith("/open/")
    page = one.get(f"s/{address_of(later.id)}/open/")
    assert later.about[0].text in page
    assert later.alone[0].text not in page


@pytest.mark.parametrize("why", ["", "flare", "infection", "healing", "unwilling", "something else"])
def test_not_now_pauses_the_stones_until_they_lift_it_and_moves_nobody(one: Walk, why: str) -> None:
    one.ask(STONES[1])
    one.post("rest/", {"why": why})
    assert "You said: not now." in one.get()
    for path in (f"s/{address_of(STONES[1])}/", f"s/{address_of(STONES[2])}/open/"):
        assert one.browser.get(f"/h/b/{path}")["Location"] == "/h/b/s/"
    assert one.ask(STONES[2])["Location"] == "/h/b/s/"
    one.post("rest/end/")
    assert one.here == NAMES[STONES[1]]


def test_a_reason_may_follow_and_is_kept_once(one: Walk) -> None:
    for sent in ({}, {}, {"why": "flare"}, {"why": "flare"}):
        one.post("rest/", sent)
    kept = StoneMove.objects.filter(episode=one.care.episode).values_list("kind", "why")
    assert list(kept) == [("not now", ""), ("not now", "flare")]


def test_the_stones_are_open_only_while_the_plan_holds_them(one: Walk) -> None:
    line, by = one.line("sensate-focus"), one.place.clinician
    addresses = ["s/", f"s/{address_of(STONES[0])}/", f"s/{address_of(STONES[0])}/open/"]
    posts = ["again/", "rest/", "rest/end/", f"s/{address_of(STONES[0])}/back/", f"s/{address_of(STONES[0])}/far/"]
    one.ask(STONES[0])
    pause_line(line=line, by=by)
    assert {one.browser.get(f"/h/b/{each}").status_code for each in addresses} == {404}
    assert {one.post(each).status_code for each in [*posts, addresses[2]]} == {404}
    resume_line(line=line, by=by)
    assert one.here == NAMES[STONES[0]]
    end_line(line=line, by=by)
    assert one.browser.get("/h/b/s/").status_code == 404


def test_a_disclosure_changes_not_a_byte(universe: Universe) -> None:
    one = walk(universe.north, "sensate-focus", "attention-and-mindfulness")
    opened(one.code, 0, 1)
    one.browser.get("/h/b/s/")
    before = one.everything()
    for kind in (FlagKind.ABUSE, FlagKind.ASSAULT, FlagKind.AT_RISK, FlagKind.SELF_HARM, FlagKind.TRAUMA):
        raise_flag(person=one.care.person, kind=kind, actor=one.place.clinician.actor, source=f"test:{kind}")
    assert one.everything() == before
    assert sum(page.startswith("200") for page in before.values()) > 12
    one.post("rest/")  # their own word does change them: the comparison can fail
    assert one.everything() != before


def test_another_order_of_the_stones_moves_nobody(one: Walk) -> None:
    one.ask(STONES[1])
    stages = stages_of(one.place.service)
    before = stones_of(one.care.episode)
    edit_content(kind="stages", edited=replace(stages[1], order=40), by=one.place.clinician)
    assert order_of(one.place.service)[-1] == STONES[1]
    assert stones_of(one.care.episode) == before
    assert one.here == NAMES[STONES[1]]
    one.back(STONES[5])  # which now lies before it
    assert one.here == NAMES[STONES[5]]


def test_a_service_may_word_a_stone_anew_and_the_old_act_keeps_its_name(one: Walk) -> None:
    one.ask(STONES[0])
    edited = replace(stages_of(one.place.service)[0], name="Touch near home")
    edit_content(kind="stages", edited=edited, by=one.place.clinician)
    assert one.here == "Touch near home"
    page = signed_in(one.place.clinician).get(f"/staff/sensations/p/{one.care.person.pk}/").content.decode()
    assert f"Opened “{NAMES[STONES[0]]}”" in page
    assert "They are on “Touch near home”" in page


def test_a_stranger_to_the_stones_has_none(universe: Universe) -> None:
    one = walk(universe.north, "sensate-focus")
    partner = add_partner(person=one.care.person, name="Somebody", by=one.place.clinician)
    code = one.code
    code.episode, code.partner = None, partner
    with pytest.raises(ActionDenied):
        actions.say_not_now(code=code)
    with pytest.raises(ActionDenied):
        actions.say_not_now(code=one.code, why="a reason of nobody's")


def test_a_boundary_shows_only_where_it_was_kept_and_the_newest_counts(one: Walk) -> None:
    def write(words: str, *, keep: bool) -> None:
        noted(one.code, BOUNDARY, {"how-far": Given(AnswerState.VALUE, text=words)}, keep=keep)

    write("As far as the elbow", keep=False)
    assert "As far as the elbow" not in one.get()
    write("As far as the shoulder", keep=True)
    write("As far as the wrist", keep=True)
    page = one.get()
    assert "As far as the wrist" in page
    assert not [words for words in ("elbow", "shoulder") if words in page]


def test_a_boundary_that_was_sent_since_and_not_kept_hides_the_older_one(one: Walk) -> None:
    for words, keep in (("As far as the wrist", True), ("Not at all", False)):
        noted(one.code, BOUNDARY, {"how-far": Given(AnswerState.VALUE, text=words)}, keep=keep)
    page = one.get()
    assert not [words for words in ("wrist", "Not at all") if words in page]


def test_their_own_boundary_stands_before_a_stone_is_opened_and_none_where_none_is_kept(one: Walk) -> None:
    address = f"s/{address_of(STONES[1])}/open/"
    assert "My boundary" not in one.get(address)
    noted(one.code, BOUNDARY, {"how-far": Given(AnswerState.VALUE, text="As far as the wrist")}, keep=True)
    page = one.get(address)
    assert 0 < page.index("As far as the wrist") < page.index("Open this stone")
    asked_again = one.post(address).content.decode()  # and it stays there where a word is missing
    assert "Please say this too" in asked_again
    assert "As far as the wrist" in asked_again


def test_a_boundary_that_goes_to_nobody_may_be_kept_too(one: Walk) -> None:
    code = one.code
    draft = open_tool(code=code, questionnaire=shipped_library().questionnaires.newest[BOUNDARY])
    save_answers(response=draft, given={"how-far": Given(AnswerState.VALUE, text="Only my hands")}, code=code)
    assert "Only my hands" not in one.get()
    keep_tool(code=code, response=draft)
    assert "Only my hands" in one.get()
    staff = signed_in(one.place.clinician).get(f"/staff/sensations/p/{one.care.person.pk}/").content.decode()
    assert "My boundary" not in staff


def test_staff_see_the_acts_and_what_was_sent_and_nothing_else(one: Walk) -> None:
    one.ask(STONES[0])
    one.ask(STONES[1])
    one.back(STONES[0])
    one.post("rest/", {"why": "flare"})
    one.notes(1)
    code = one.code
    open_tool(code=code, questionnaire=shipped_library().questionnaires.newest[NOTE], about=STONES[0])
    page = signed_in(one.place.clinician).get(f"/staff/sensations/p/{one.care.person.pk}/").content.decode()
    assert f"They are on “{NAMES[STONES[0]]}”" in page
    assert "they have paused the page" in page
    told = ["Not now. A flare-up", f"Stepped back to “{NAMES[STONES[0]]}”", f"Opened “{NAMES[STONES[1]]}”"]
    assert sorted(told, key=page.index) == told
    assert page.count("Touch, within a boundary") == 1


def test_two_hundred_random_acts_on_the_database_raise_nobody(one: Walk) -> None:
    rng = random.Random(6)  # noqa: S311 nothing secret
    code, order = one.code, order_of(one.place.service)
    stages, raised = stages_of(one.place.service), 0
    for _ in range(200):
        before, stage = stones_of(code.episode), rng.choice(stages)
        name = rng.choice(["open_stone", "step_back", "say_far_enough", "think_again", "say_not_now", "take_up_stones"])
        said = (rng.choice([Said.YES, Said.YES, Said.YES, Said.NO]), Said.YES)
        told = {"stage": stage} if name in {"open_stone", "step_back", "say_far_enough"} else {}
        told |= {"here": before.here, "person": said, "partner": None} if name == "open_stone" else {}
        getattr(actions, name)(code=code, **told)
        after = stones_of(code.episode)
        if place(order, after.here) > place(order, before.here):
            assert (name, said) == ("open_stone", SAID_YES)
            raised += 1
        assert after.opened == before.opened or name == "open_stone"
    assert raised > 5
    assert today_of(one.place.service) == StoneMove.objects.filter(episode=one.care.episode).last().done_on


def test_what_they_said_not_now_to_is_not_the_one_small_thing_and_whoever_sees_them_next_knows(one: Walk) -> None:
    clinician, first = signed_in(one.place.clinician), '<h2 id="one">One small thing</h2>'
    before_contact = f"/staff/people/p/{one.care.person.pk}/before/"
    assert first in one.browser.get("/h/").content.decode()
    assert "Stepping stones: not now" not in clinician.get(before_contact).content.decode()
    one.post("rest/")
    home = one.browser.get("/h/").content.decode()
    assert first not in home
    assert 'href="/h/b/s/"' in home
    assert "Stepping stones: not now" in clinician.get(before_contact).content.decode()
    one.post("rest/end/")
    assert first in one.browser.get("/h/").content.decode()
