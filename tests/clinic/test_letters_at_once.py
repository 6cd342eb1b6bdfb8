"""Many letters at the same moment: no words of another person, one winner, one letter."""

import re
from functools import partial

import pytest
from at_once import at_once
from browsing import signed_in
from documents import text_of
from rooms.letters import corrected
from universe import Place, build_care, build_place

from reconnect.clinic.audit.models import AuditEvent
from reconnect.clinic.audit.trail import first_broken
from reconnect.clinic.audit.transaction import writing
from reconnect.clinic.letters.actions import ChangedMeanwhile, draft_letter, send_letter
from reconnect.clinic.letters.documents import FILES
from reconnect.clinic.letters.models import Letter, State, Way
from reconnect.clinic.letters.queries import template_for
from reconnect.clinic.letters.sight import sight_of

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 50


@pytest.fixture
def place(transactional_db: None) -> Place:
    return build_place("north", furnished=False)


def drafted(place: Place, mark: str) -> Letter:
    care = build_care(place.clinician, mark)
    template = template_for(place.clinician, "end-of-treatment")
    letter = draft_letter(episode=care.episode, template=template, by=place.clinician)
    kept = {"paragraphs": letter.paragraphs, "greeting": letter.greeting}
    return corrected(letter, lambda field: f"{field} of {mark}", agreed_on=letter.made_on, **kept)


def test_fifty_previews_and_files_at_once_hold_no_other_person(place: Place) -> None:
    with writing():  # one transaction for all is quicker
        letters = {f"person{number:02d}x": drafted(place, f"person{number:02d}x") for number in range(MANY)}
    browser, names = signed_in(place.clinician), ["", *FILES]
    jobs = [
        partial(browser.copy().get, f"/staff/letters/{letter.pk}/{names[number % len(names)]}")
        for number, letter in enumerate(letters.values())
    ]
    pages = at_once(jobs)
    for mark, page in zip(letters, pages, strict=True):
        assert page.status_code == 200
        assert set(re.findall(r"person\d\dx", text_of(page))) == {mark}


def test_of_fifty_who_correct_a_draft_one_is_first_and_forty_nine_are_told(place: Place) -> None:
    letter = drafted(place, "one")
    jobs = [
        partial(corrected, letter, partial("{1} {0}".format, number), agreed_on=letter.made_on)
        for number in range(MANY)
    ]
    done = at_once(jobs)
    assert [type(each) for each in done].count(Letter) == 1
    assert [type(each) for each in done].count(ChangedMeanwhile) == MANY - 1
    winner = next(each for each in done if isinstance(each, Letter))
    assert Letter.objects.get(pk=letter.pk).paragraphs == winner.paragraphs
    assert first_broken(AuditEvent.objects.all()) is None


def test_fifty_clicks_on_send_send_once(place: Place) -> None:
    letter = drafted(place, "one")
    ready = corrected(letter, str.title, agreed_on=letter.made_on)
    told = {"letter": ready, "how": Way.HANDED_OVER, "sent_on": ready.made_on, "by": ready.by}
    done = at_once([partial(send_letter, **told, sight=sight_of(ready, ready.by))] * MANY)
    assert {each.state for each in done} == {State.SENT}
    events = AuditEvent.objects.filter(action="send_letter", target=ready.person.target)
    assert events.count() == 1
