"""Leave to talk of intimacy: three answers, the newest day counts, and "not now" outlasts whoever noted it."""

from datetime import date, timedelta
from functools import partial
from uuid import uuid4

import pytest
from at_once import at_once
from browsing import signed_in
from django.utils import timezone
from test_audited_reads import events_of
from test_queries import at_most
from universe import ENDED, STARTED, Care, Place, Universe, build_care, build_member, build_person, build_place

from reconnect.clinic.accounts.actions import end_membership
from reconnect.clinic.accounts.models import Role
from reconnect.clinic.asking.actions import record_permission, retract_permission
from reconnect.clinic.asking.models import Permission, Said
from reconnect.clinic.asking.queries import may_be_asked, newest_permission, waiting
from reconnect.errors import ActionDenied

pytestmark = pytest.mark.furnished

LIST = "/staff/asking/"


def say(care: Care, place: Place, answer: Said, said_on: date = STARTED, **told: object) -> Permission:
    noted = {"at_first_visit": False, "by": place.clinician} | told
    return record_permission(episode=care.episode, answer=answer, said_on=said_on, **noted)


def names(found: list[Permission]) -> list[str]:
    return [each.person.name for each in found]


def form(**told: str) -> dict[str, str]:
    return {"answer": "yes", "said_on": "2024-03-01", "when": "later", "token": str(uuid4())} | told


def page_of(care: Care, rest: str = "permission/") -> str:
    return f"/staff/asking/p/{care.person.pk}/{rest}"


def test_not_now_stays_on_the_list_for_everybody_after_whoever_noted_it_has_left(universe: Universe) -> None:
    place = universe.north
    gone = build_member(place.service, Role.CLINICIAN, "gonenorth")
    care = build_care(place.clinician, "northlater", name="Later Example")
    say(care, place, Said.NOT_NOW, ask_again_on=ENDED, by=gone)
    end_membership(member=gone)
    for role in (Role.CLINICIAN, Role.FACILITATOR, Role.LEAD):
        assert "Later Example" in signed_in(place.staff[role]).get(LIST).content.decode()
    newcomer = build_member(place.service, Role.CLINICIAN, "freshnorth")
    assert "Later Example" in signed_in(newcomer).get(LIST).content.decode()
    page = signed_in(newcomer).get(page_of(care, "")).content.decode()
    assert "Not now" in page
    assert gone.name in page


def test_it_may_be_asked_again_on_the_day_they_named_and_not_before(universe: Universe) -> None:
    place, care = universe.north, universe.north.waiting
    say(care, place, Said.NOT_NOW, ask_again_on=ENDED)
    before, person = ENDED - timedelta(days=1), care.person.name
    assert person not in names(may_be_asked(place.clinician, before))
    assert person in names(waiting(place.clinician, before))
    assert person in names(may_be_asked(place.clinician, ENDED))
    assert person not in names(waiting(place.clinician, ENDED))


def test_the_list_is_in_the_order_of_the_days_and_says_how_many(universe: Universe) -> None:
    place = universe.north
    for number, day in enumerate((date(2025, 6, 1), date(2024, 6, 1), date(2025, 1, 1))):
        say(build_care(place.clinician, f"north{number}"), place, Said.NOT_NOW, ask_again_on=day)
    found = may_be_asked(place.clinician, date(2026, 1, 1))
    days = [each.ask_again_on for each in found]
    assert days == sorted(days)
    assert len(days) == 4
    assert "n = 4 on " in signed_in(place.clinician).get(LIST).content.decode()


def test_not_now_without_a_day_is_not_lost_and_not_asked(universe: Universe) -> None:
    place, care = universe.north, universe.north.waiting
    say(care, place, Said.NOT_NOW)
    assert care.person.name not in names(may_be_asked(place.clinician, date(2100, 1, 1)))
    assert names(waiting(place.clinician, ENDED))[-1] == care.person.name


@pytest.mark.parametrize("answer", [Said.NO, Said.YES])
def test_whoever_said_no_or_yes_since_is_on_no_list(universe: Universe, answer: Said) -> None:
    place, care = universe.north, universe.north.waiting
    say(care, place, Said.NOT_NOW, ask_again_on=ENDED)
    say(care, place, answer, STARTED + timedelta(days=1))
    assert care.person.name not in names(may_be_asked(place.clinician, ENDED) + waiting(place.clinician, ENDED))
    assert care.person.name not in signed_in(place.clinician).get(LIST).content.decode()


def test_no_that_was_noted_by_mistake_brings_back_what_was_said_before(universe: Universe) -> None:
    place, care = universe.north, universe.north.waiting
    say(care, place, Said.NOT_NOW, ask_again_on=ENDED)
    mistake = say(care, place, Said.NO, STARTED + timedelta(days=1))
    signed_in(place.staff[Role.FACILITATOR]).post(f"/staff/asking/w/{mistake.pk}/mistake/")
    assert newest_permission(care.person).answer == Said.NOT_NOW
    assert care.person.name in names(may_be_asked(place.clinician, ENDED))
    assert "Noted by mistake: it does not count." in signed_in(place.clinician).get(page_of(care, "")).content.decode()


def test_the_newest_day_counts_and_of_one_day_what_was_noted_last(universe: Universe) -> None:
    place, care = universe.north, universe.north.waiting
    assert newest_permission(care.person) is None
    say(care, place, Said.YES, ENDED)
    say(care, place, Said.NO, STARTED)
    assert newest_permission(care.person).answer == Said.YES
    say(care, place, Said.NOT_NOW, ENDED)
    assert newest_permission(care.person).answer == Said.NOT_NOW


def test_nobody_of_another_service_is_on_the_list(universe: Universe) -> None:
    south = {person.name for person in (universe.south.answered.person, universe.south.waiting.person)}
    say(universe.south.waiting, universe.south, Said.NOT_NOW, ask_again_on=ENDED)
    found = may_be_asked(universe.north.clinician, ENDED) + waiting(universe.north.clinician, ENDED)
    assert not south & set(names(found))
    assert len(found) == 1


def test_what_does_not_fit_together_is_refused(universe: Universe) -> None:
    place, care = universe.north, universe.north.waiting
    tomorrow = timezone.now().date() + timedelta(days=2)
    with pytest.raises(ActionDenied, match="Only “not now”"):
        say(care, place, Said.NO, ask_again_on=ENDED)
    with pytest.raises(ActionDenied, match="after the day"):
        say(care, place, Said.NOT_NOW, ENDED, ask_again_on=ENDED)
    with pytest.raises(ActionDenied, match="five years"):
        say(care, place, Said.NOT_NOW, STARTED, ask_again_on=date(2224, 1, 1))
    with pytest.raises(ActionDenied, match="future"):
        say(care, place, Said.YES, tomorrow)
    with pytest.raises(ActionDenied, match="another service"):
        say(care, universe.south, Said.YES)
    with pytest.raises(ActionDenied, match="another service"):
        retract_permission(permission=place.answered.person.permissions.get(), by=universe.south.clinician)
    assert not care.person.permissions.exists()


def test_the_form_offers_three_answers_and_none_is_chosen(universe: Universe) -> None:
    page = signed_in(universe.north.clinician).get(page_of(universe.north.waiting)).content.decode()
    assert page.count('name="answer"') == 3
    assert "checked" not in page


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"answer": ""}, "Please fill this in."),
        ({"when": ""}, "Please fill this in."),
        ({"said_on": "2999-01-01"}, "This day lies in the future."),
        ({"answer": "no", "ask_again_on": "2024-06-01"}, "Only “not now” has a day to ask again."),
        ({"answer": "not now", "ask_again_on": "2024-03-01"}, "This day must come after"),
    ],
)
def test_a_form_that_is_not_right_says_what_to_do_and_loses_nothing(
    universe: Universe, told: dict[str, str], said: str
) -> None:
    care = universe.north.waiting
    sent = form(note="Prefers other words") | told
    page = signed_in(universe.north.clinician).post(page_of(care), sent)
    assert page.status_code == 422
    text = page.content.decode()
    assert said in text
    assert "Prefers other words" in text
    assert all(f'value="{value}"' in text for value in sent.values() if value and value not in {sent["note"]})
    assert not care.person.permissions.exists()


def test_a_form_that_is_sent_twice_is_noted_once(universe: Universe) -> None:
    care, browser, sent = universe.north.waiting, signed_in(universe.north.clinician), form()
    pages = [browser.post(page_of(care), sent) for _ in range(2)]
    assert [page.status_code for page in pages] == [302, 302]
    assert care.person.permissions.count() == 1


def test_a_token_of_somebody_else_notes_nothing_and_tells_nothing(universe: Universe) -> None:
    taken = universe.south.answered.person.permissions.get()
    page = signed_in(universe.north.clinician).post(page_of(universe.north.waiting), form(token=str(taken.pk)))
    assert page.status_code == 404
    assert not universe.north.waiting.person.permissions.exists()


@pytest.mark.django_db(transaction=True)
def test_what_two_members_note_at_once_is_kept_twice() -> None:
    place = build_place("north", furnished=False)
    sent = [form(answer="yes"), form(answer="no")]
    browsers = [signed_in(place.clinician), signed_in(place.staff[Role.LEAD])]
    jobs = [partial(each.post, page_of(place.waiting), data) for each, data in zip(browsers, sent, strict=True)]
    assert [page.status_code for page in at_once(jobs)] == [302, 302]
    assert sorted(place.waiting.person.permissions.values_list("answer", flat=True)) == ["no", "yes"]


def test_whoever_has_no_episode_is_told_to_begin_one(universe: Universe) -> None:
    person = build_person(universe.north.clinician, "northalone")
    browser = signed_in(universe.north.clinician)
    assert "There is no episode yet" in browser.get(f"/staff/asking/p/{person.pk}/").content.decode()
    for rest in ("permission/", "b/1/"):
        assert browser.get(f"/staff/asking/p/{person.pk}/{rest}").status_code == 404


def test_the_list_asks_at_most_10_times_and_as_often_for_40_people_as_for_4(universe: Universe) -> None:
    place, counts = universe.north, []
    lead = signed_in(place.staff[Role.LEAD])
    for people in (4, 40):
        while len(may_be_asked(place.clinician, date(2026, 1, 1))) < people:
            care = build_care(place.clinician, "north", agreed=None, name=f"Person {uuid4()}")
            say(care, place, Said.NOT_NOW, ask_again_on=ENDED)
        with at_most(10) as asked:
            page = lead.get(LIST)
        counts.append(len(asked))
        assert f"n = {people} on" in page.content.decode()
    assert counts[0] == counts[1]


def test_reading_the_list_says_of_whom_it_was_and_is_one_event(universe: Universe) -> None:
    lead = universe.north.staff[Role.LEAD]
    assert events_of(signed_in(lead), LIST) == [f"{lead.actor} read_may_be_asked service:{universe.north.service.pk}"]
