"""Steps of one's own: begun by what somebody is prepared to try, shown only as they say, and nothing counted."""

import re
from uuid import uuid4

import pytest
from browsing import signed_in, visiting
from laddering import IDEAS, LADDER, Stepping, stepping
from universe import Universe

from reconnect.clinic.plan.actions.lines import end_line
from reconnect.clinic.questionnaires.voices import voice_of
from reconnect.clinic.steps.actions.ladder import (
    add_step,
    move_step,
    note_try,
    put_step_away,
    say_shown,
    take_back_try,
)
from reconnect.clinic.steps.models import LadderStep
from reconnect.clinic.steps.queries import ideas, shared_steps, steps_of
from reconnect.errors import ActionDenied
from reconnect.model.address import address_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def somebody(universe: Universe) -> Stepping:
    return stepping(universe.north)


def words(somebody: Stepping) -> list[str]:
    return [each.words for each in steps_of(somebody.code)]


def test_the_first_question_is_what_somebody_is_prepared_to_try(somebody: Stepping) -> None:
    page = somebody.browser().get(LADDER).content.decode()
    assert "What am I prepared to try as step one?" in page
    assert page.index("Nobody reads them at night") < page.index("<textarea")


@pytest.mark.parametrize("said", ["No touch", "no touch.", "nothing", "", "  ", "Not now!"])
def test_no_touch_leads_to_gentler_steps_and_is_never_an_error(somebody: Stepping, said: str) -> None:
    browser = somebody.browser()
    assert browser.post(LADDER, {"words": said})["Location"] == IDEAS
    page = browser.get(IDEAS)
    assert page.status_code == 200
    assert "No touch is fine" in page.content.decode()
    assert 'role="alert"' not in page.content.decode()
    assert words(somebody) == []


def test_the_button_for_no_touch_counts_whatever_stands_in_the_box(somebody: Stepping) -> None:
    assert somebody.browser().post(LADDER, {"words": "A hand on", "none": "yes"})["Location"] == IDEAS


def test_a_first_step_is_kept_with_a_choice_who_sees_it_and_not_lost_without(somebody: Stepping) -> None:
    browser = somebody.browser()
    refused = browser.post(LADDER, {"words": "Hand on my knee"})
    assert refused.status_code == 422
    assert "Please choose who may see your steps." in refused.content.decode()
    assert "Hand on my knee</textarea>" in refused.content.decode()
    assert browser.post(LADDER, {"words": "Hand on my knee", "shown": "no"})["Location"] == LADDER
    assert words(somebody) == ["Hand on my knee"]
    assert "Hand on my knee" in browser.get(LADDER).content.decode()


def test_a_step_that_is_too_long_is_not_lost(somebody: Stepping) -> None:
    refused = somebody.browser().post(LADDER, {"words": "a" * 601, "shown": "no"})
    assert refused.status_code == 422
    assert "a" * 601 in refused.content.decode()


def test_an_idea_becomes_a_step_in_the_persons_words(somebody: Stepping) -> None:
    browser = somebody.browser()
    idea = next(each for each in ideas() if each.id == "notice-without-touch")
    sent = {"idea": address_of(idea.id), "shown": "no", "token": str(uuid4())}
    browser.post(IDEAS, sent)
    browser.post(IDEAS, sent)  # the second of two clicks
    assert words(somebody) == [voice_of(somebody.code).say(idea.text)]


def test_an_idea_for_others_is_not_taken(somebody: Stepping) -> None:
    idea = next(each for each in ideas() if each.together)
    assert not voice_of(somebody.code).partner
    assert somebody.browser().post(IDEAS, {"idea": address_of(idea.id), "shown": "no"}).status_code == 422
    assert words(somebody) == []


def test_two_clicks_keep_one_step(somebody: Stepping) -> None:
    browser, sent = somebody.browser(), {"words": "Knee", "shown": "yes", "token": str(uuid4())}
    for _ in range(2):
        assert browser.post(LADDER, sent).status_code == 302
    assert words(somebody) == ["Knee"]


def test_steps_change_places_and_are_put_away(somebody: Stepping) -> None:
    one, two, three = (somebody.step(each) for each in ("One", "Two", "Three"))
    move_step(code=somebody.code, step=three, earlier=True)
    assert words(somebody) == ["One", "Three", "Two"]
    move_step(code=somebody.code, step=one, earlier=True)
    move_step(code=somebody.code, step=two, earlier=False)
    assert words(somebody) == ["One", "Three", "Two"]
    put_step_away(code=somebody.code, step=one)
    put_step_away(code=somebody.code, step=one)
    assert words(somebody) == ["Three", "Two"]
    assert shared_steps(somebody.person) == steps_of(somebody.code)


def test_the_team_sees_steps_only_while_the_person_says_so(somebody: Stepping) -> None:
    address = f"/staff/steps/p/{somebody.person.pk}/"
    team = signed_in(somebody.place.clinician)
    somebody.step("Hand on my knee", shown=False)
    assert "Hand on my knee" not in team.get(address).content.decode()
    browser = somebody.browser()
    browser.post(f"{LADDER}t/", {"shown": "yes"})
    assert "Hand on my knee" in team.get(address).content.decode()
    browser.post(f"{LADDER}t/", {"shown": "no"})
    assert "Hand on my knee" not in team.get(address).content.decode()
    browser.post(f"{LADDER}t/", {"shown": "perhaps"})
    assert "Hand on my knee" not in team.get(address).content.decode()


def test_what_was_noted_is_not_shown_again_and_nothing_is_counted(somebody: Stepping) -> None:
    step, browser = somebody.step(), somebody.browser()
    before = browser.get(f"{LADDER}{step.pk}/").content.decode()
    for _ in range(3):
        sent = {"tried_on": somebody.today.isoformat(), "how": "not comfortable", "flare": "long"}
        assert browser.post(f"{LADDER}{step.pk}/", sent)["Location"] == f"{LADDER}{step.pk}/n/"
    assert step.tries.count() == 3
    changing = re.compile(r'name="(csrfmiddlewaretoken|token)" value="[\w-]*"')
    assert changing.sub("", browser.get(f"{LADDER}{step.pk}/").content.decode()) == changing.sub("", before)
    said = re.sub(r"<[^>]*>", " ", browser.get(LADDER).content.decode().split("<main")[1])
    assert not re.search(r"\b(done|completed|times|streak|3|three)\b", said)


def test_the_second_click_notes_nothing_more(somebody: Stepping) -> None:
    step, browser = somebody.step(), somebody.browser()
    sent = {"tried_on": somebody.today.isoformat(), "token": str(uuid4())}
    for _ in range(2):
        assert browser.post(f"{LADDER}{step.pk}/", sent).status_code == 302
    assert step.tries.count() == 1


def test_what_was_not_said_stays_unsaid(somebody: Stepping) -> None:
    step = somebody.step()
    somebody.browser().post(f"{LADDER}{step.pk}/", {"tried_on": somebody.today.isoformat()})
    noted = step.tries.get()
    assert (noted.how, noted.flare, noted.seconds) == ("", "", None)


@pytest.mark.parametrize("day", ["", "yesterday", "2999-01-01", "1899-12-31"])
def test_a_day_that_cannot_be_is_asked_for_again(somebody: Stepping, day: str) -> None:
    step = somebody.step()
    sent = {"tried_on": day, "how": "all right"}
    refused = somebody.browser().post(f"{LADDER}{step.pk}/", sent)
    assert refused.status_code == 422
    assert 'value="all right" checked' in refused.content.decode()
    assert step.tries.count() == 0


def test_taking_back_takes_only_the_last_one_noted(somebody: Stepping) -> None:
    step = somebody.step()
    for days_ago in (3, 2):
        somebody.tried(step, days_ago)
    take_back_try(code=somebody.code, step=step)
    (left,) = step.tries.filter(taken_back_at=None)
    assert (somebody.today - left.tried_on).days == 3


def test_a_step_of_somebody_else_is_nowhere(somebody: Stepping, universe: Universe) -> None:
    stranger = stepping(universe.south)
    step = stranger.step()
    browser = somebody.browser()
    for part in ("", "n/"):
        assert browser.get(f"{LADDER}{step.pk}/{part}").status_code == 404
    for part in ("", "c/", "p/"):
        assert browser.post(f"{LADDER}{step.pk}/{part}", {"do": "away"}).status_code == 404
    for act in (put_step_away, take_back_try):
        if act is put_step_away:
            act(code=somebody.code, step=step)
        else:
            with pytest.raises(ActionDenied):
                act(code=somebody.code, step=step)
    for refused in (
        lambda: note_try(code=somebody.code, step=step, tried_on=somebody.today),
        lambda: move_step(code=somebody.code, step=step, earlier=True),
        lambda: add_step(code=somebody.code, words="Mine", id=step.pk),
    ):
        with pytest.raises(ActionDenied):
            refused()
    assert LadderStep.objects.get(pk=step.pk).put_away_at is None


def test_a_partners_code_and_a_code_of_an_occasion_open_no_steps(somebody: Stepping, universe: Universe) -> None:
    browser = visiting(universe.north.code)
    assert browser.get(LADDER)["Location"] == "/"


def test_steps_close_with_the_plan(somebody: Stepping) -> None:
    step, browser = somebody.step(), somebody.browser()
    line = somebody.place.answered.episode.plan_lines.get(technique_id="desensitisation")
    end_line(line=line, by=somebody.place.clinician)
    assert browser.get(LADDER).status_code == 404
    assert browser.get(f"{LADDER}{step.pk}/").status_code == 404
    assert browser.post(LADDER, {"words": "More", "shown": "yes"}).status_code == 404


def test_hiding_the_steps_twice_is_no_trouble(somebody: Stepping) -> None:
    somebody.step()
    for _ in range(2):
        say_shown(code=somebody.code, shown=False)
    assert shared_steps(somebody.person) == []
