"""Staff see how messages stand, about nobody; letters to print are read in one event, and posted once."""

import re
from datetime import timedelta

import pytest
from browsing import signed_in
from django.utils import timezone
from rooms.outbox import begun, queued
from telling_words import telling
from universe import Place, Universe

from reconnect.clinic.accounts.models import Role
from reconnect.clinic.audit.models import AuditEvent
from reconnect.clinic.outbox.actions import give_up_late, note_later, note_refused, note_sent, note_unknown
from reconnect.clinic.outbox.channel import Channel
from reconnect.clinic.outbox.models import Message, State
from reconnect.clinic.outbox.presenters import SHOWN

PAGE, LETTERS = "/staff/messages/", "/staff/messages/letters/"


@pytest.fixture
def place(universe: Universe) -> Place:
    return universe.north


def body(place: Place, role: Role = Role.LEAD, path: str = PAGE) -> str:
    page = signed_in(place.staff[role]).get(path)
    assert page.status_code == 200
    return re.sub(r"\s+", " ", page.content.decode())


def test_a_lead_sees_how_messages_stand_without_address_or_words(place: Place) -> None:
    assert "Nothing waits." in body(place)
    message = queued(place, Channel.EMAIL)
    note_later(attempt=begun(message), problem="SMTP 451 address", at=timezone.now())
    page = body(place)
    assert "SMTP 451 address" in page
    assert "Waiting" in page
    message.refresh_from_db()
    for told in (message.to, message.subject, message.text, message.about, str(message.pk)):
        assert told not in page
    assert "Look at this" not in page


def test_what_waits_for_an_hour_or_failed_or_came_twice_is_warned_of(place: Place) -> None:
    before = timezone.now() - timedelta(hours=2)
    queued(place, Channel.EMAIL, at=before)
    assert "1 waits for more than an hour" in body(place)
    queued(place, Channel.SMS, at=before)
    assert "2 wait for more than an hour" in body(place)
    note_refused(attempt=begun(queued(place, Channel.SMS)), problem="Notify 400", at=timezone.now())
    page = body(place)
    assert "1 could not be sent" in page
    assert "The address or the message was refused. Notify 400" in page
    again = queued(place, Channel.EMAIL, at=before)
    note_unknown(attempt=begun(again), looks_up=False, problem="cut off", at=before)
    again.refresh_from_db()
    note_sent(attempt=begun(again), reference="one", at=timezone.now())
    assert "1 may have arrived twice" in body(place)


def test_a_letter_may_take_its_days_but_not_be_too_late(place: Place) -> None:
    letter = queued(place, Channel.LETTER, at=timezone.now() - timedelta(days=3))
    page = body(place)
    assert "To be printed" in page
    assert "Look at this" not in page
    give_up_late(message_id=letter.pk, at=letter.good_until)
    letter.refresh_from_db()
    letter.ended_at = timezone.now()
    letter.save(update_fields=["ended_at"])
    assert "Too late: what it says would no longer be so" in body(place)


def test_what_nothing_carries_any_more_is_warned_of(place: Place, settings: "pytest_django.Settings") -> None:  # noqa: F821
    queued(place, Channel.SMS)
    settings.CARRIERS = {}
    page = body(place)
    assert "nothing is set up that could carry them: Text message" in page
    assert "Not set up" in page
    assert "Printed by staff" in page


def test_nobody_sees_another_services_messages(universe: Universe) -> None:
    queued(universe.south, Channel.EMAIL)
    letter = queued(universe.south, Channel.LETTER)
    assert "Nothing waits." in body(universe.north)
    assert "No letter waits" in body(universe.north, Role.CLINICIAN, LETTERS)
    answer = signed_in(universe.north.clinician).post(f"{LETTERS}{letter.pk}/printed/")
    assert answer.status_code == 404
    letter.refresh_from_db()
    assert letter.state == State.WAITING


def test_only_leads_are_shown_the_way_there_and_all_who_treat_people_to_the_letters(place: Place) -> None:
    ways = {role: body(place, role, "/staff/follow-up/") for role in (Role.LEAD, Role.CLINICIAN)}
    assert all(f'href="{LETTERS}"' in page for page in ways.values())
    assert [f'href="{PAGE}"' in page for page in ways.values()] == [True, False]
    assert signed_in(place.clinician).get(PAGE).status_code == 404


def test_much_that_was_sent_keeps_the_page_small_and_what_failed_on_it(place: Place) -> None:
    now = timezone.now()
    failed = queued(place, Channel.SMS, at=now - timedelta(days=2))
    note_refused(attempt=begun(failed), problem="Notify 400", at=now - timedelta(days=2))
    for number in range(120):
        message = queued(place, Channel.EMAIL, about="occasion:one", number=number)
        if number % 2:
            note_sent(attempt=begun(message), reference="one", at=now)
    page = body(place)
    assert len(page) < 60_000
    assert "Notify 400" in page
    assert page.count(">Sent<") - 1 == SHOWN
    assert page.count('<span class="tag">Waiting<') == SHOWN
    assert "20 more that wait" in page
    assert "20 more that went or were stopped" in page


def test_letters_are_read_in_one_event_and_show_a_sheet_each(place: Place) -> None:
    letters = [queued(place, Channel.LETTER, text="One.\n\nTwo.") for _ in range(2)]
    queued(place, Channel.EMAIL)
    events = AuditEvent.objects.count()
    page = body(place, Role.CLINICIAN, LETTERS)
    written = list(AuditEvent.objects.all()[events:])
    assert [(each.actor, each.action, each.target) for each in written] == [
        (place.clinician.actor, "read_letters", f"service:{place.service.pk}")
    ]
    assert page.count('class="posted-sheet"') == 2
    assert page.count('<p class="posted-text">One.</p><p class="posted-text">Two.</p>') == 2
    assert page.count(place.service.portal_name) == 2
    assert all(f"{LETTERS}{letter.pk}/printed/" in page for letter in letters)


def test_a_sheet_says_nothing_of_where_it_comes_from(place: Place) -> None:
    queued(place, Channel.LETTER, subject="For you", text="Something waits.")
    page = body(place, Role.CLINICIAN, LETTERS)
    sheet = re.search(r'<div class="posted-sheet">.*?</div>', page)
    assert sheet is not None
    words = re.sub(r"<[^>]*>", " ", sheet[0])
    assert telling(words, [place.service.name, place.clinician.name]) == []
    assert "Something waits." in words


def test_posting_a_letter_takes_it_off_the_page_and_twice_is_once(place: Place) -> None:
    letter = queued(place, Channel.LETTER)
    browser = signed_in(place.clinician)
    for _ in range(2):
        answer = browser.post(f"{LETTERS}{letter.pk}/printed/")
        assert (answer.status_code, answer["Location"]) == (302, LETTERS)
    assert "No letter waits" in body(place, Role.CLINICIAN, LETTERS)
    assert AuditEvent.objects.filter(action="mark_printed").count() == 1
    assert Message.objects.get(pk=letter.pk).state == State.SENT


def test_a_letter_that_was_stopped_meanwhile_is_told_to_be_destroyed(place: Place) -> None:
    letter = queued(place, Channel.LETTER, about="occasion:one")
    give_up_late(message_id=letter.pk, at=letter.good_until)
    answer = signed_in(place.clinician).post(f"{LETTERS}{letter.pk}/printed/")
    assert answer.status_code == 409
    assert "destroy the sheet" in answer.content.decode()


def test_where_notify_posts_letters_nothing_is_printed(place: Place, settings: "pytest_django.Settings") -> None:  # noqa: F821
    queued(place, Channel.LETTER)
    settings.CARRIERS = {Channel.LETTER: object()}
    assert "No letter waits" in body(place, Role.CLINICIAN, LETTERS)
