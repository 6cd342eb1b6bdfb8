"""Own pages on two phones at the same moment: written once, nothing lost, and never more guesses than are allowed."""

from functools import partial
from uuid import uuid4

import pytest
from at_once import at_once
from two_people import BOUNDARY, Two, two_people
from universe import build_place

from reconnect.clinic.audit.models import AuditEvent
from reconnect.clinic.audit.trail import first_broken
from reconnect.clinic.portal.actions import choose_phrase
from reconnect.clinic.questionnaires.actions import keep_tool, open_tool, put_away, send_tool
from reconnect.clinic.questionnaires.entry import enter_code
from reconnect.clinic.questionnaires.guessing import TRIES
from reconnect.clinic.questionnaires.models import FailedEntry, Response
from reconnect.clinic.sensations.actions import open_stone, say_not_now
from reconnect.clinic.sensations.models import StoneMove
from reconnect.clinic.sensations.queries import stages_of
from reconnect.clinic.steps.actions.ladder import add_step, move_step, note_try, put_step_away
from reconnect.clinic.steps.models import LadderStep, StepTry
from reconnect.clinic.together import actions
from reconnect.clinic.together.models import Share, ShareKind
from reconnect.errors import ActionDenied
from reconnect.model.load import shipped_library
from reconnect.model.stepping_stones import Said

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 12
PHRASE = "four calm words here"


@pytest.fixture
def two(transactional_db: None) -> Two:
    return two_people(build_place("north", furnished=False))


def broken(answers: list[object]) -> list[object]:
    """What came back and is neither an answer nor a refusal that a page explains."""
    return [each for each in answers if isinstance(each, Exception) and not isinstance(each, ActionDenied)]


def test_one_thing_is_shared_once(two: Two) -> None:
    thing = two.thing(ShareKind.GOAL, two.goal().pk)
    job = partial(actions.share, code=two.person_code, thing=thing, until=two.today)
    assert broken(at_once([job] * MANY)) == []
    assert Share.objects.count() == 1


def test_a_boundary_that_is_shown_and_hidden_at_once_stands_once_or_not_at_all(two: Two) -> None:
    two.written(two.person_code, BOUNDARY, "Until here")
    show = partial(actions.show_boundary, code=two.person_code, until=two.today)
    hide = partial(actions.hide_boundary, code=two.person_code)
    assert broken(at_once([show, hide] * (MANY // 2))) == []
    assert Share.objects.filter(ended_at=None).count() <= 1


def test_one_step_is_added_once_tried_once_and_the_row_keeps_every_step(two: Two) -> None:
    code, token = two.person_code, uuid4()
    add = partial(add_step, code=code, words="A hand on my arm", id=token)
    assert broken(at_once([add] * MANY)) == []
    first = LadderStep.objects.get()
    tried = partial(note_try, code=code, step=first, tried_on=two.today, id=uuid4())
    assert broken(at_once([tried] * MANY)) == []
    assert StepTry.objects.count() == 1
    steps = [first, *(add_step(code=code, words=f"Step {number}") for number in range(4))]
    moves = [partial(move_step, code=code, step=each, earlier=way) for each in steps for way in (True, False)]
    away = partial(put_step_away, code=code, step=steps[-1])
    assert broken(at_once([*moves, away])) == []
    assert sorted(LadderStep.objects.filter(put_away_at=None).values_list("place", flat=True)) == [1, 2, 3, 4]


def test_two_phones_never_open_more_stones_than_were_answered_for(two: Two) -> None:
    code, stages, yes = two.person_code, stages_of(two.place.service), (Said.YES, Said.YES)
    jobs = [
        partial(open_stone, code=code, stage=stages[0], here=None, person=yes, partner=None),
        partial(say_not_now, code=code),
    ]
    assert broken(at_once(jobs * (MANY // 2))) == []
    numbers = list(StoneMove.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert StoneMove.objects.filter(kind="opened").count() <= 1


def test_a_sheet_that_is_sent_kept_and_put_away_at_once_is_sent_or_gone_and_never_both(two: Two) -> None:
    code, sheet = two.person_code, shipped_library().questionnaires.newest["planner"]
    drafts = list(at_once([partial(open_tool, code=code, questionnaire=sheet)] * MANY))
    assert {each.pk for each in drafts} == {Response.objects.get(questionnaire_id="planner").pk}
    draft = drafts[0]
    jobs = [partial(act, code=code, response=draft) for act in (keep_tool, send_tool, put_away)]
    assert broken(at_once(jobs * (MANY // 3))) == []
    draft.refresh_from_db()
    assert draft.submitted_at is None or draft.retracted_at is None


def test_guesses_at_a_phrase_at_the_same_moment_are_counted_one_by_one(two: Two) -> None:
    code = two.person_code
    choose_phrase(code=code, phrase=PHRASE)
    guess = [
        partial(enter_code, typed=two.person_text, network=f"192.0.2.{number}", phrase="not it")
        for number in range(MANY)
    ]
    change = partial(choose_phrase, code=code, phrase="their own words", present="not it")
    answers = at_once([*guess, change])
    assert broken(answers) == []
    assert not any(answers)
    assert FailedEntry.objects.filter(network=str(code)).count() == TRIES
    assert first_broken(AuditEvent.objects.all()) is None
