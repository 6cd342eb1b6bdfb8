"""What goes into the outbox comes out once, or is given up; either way its address and its words are wiped."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from rooms.outbox import TO, begun, queued
from universe import Place, Universe

from reconnect.clinic.accounts.models import Role
from reconnect.clinic.audit.models import AuditEvent
from reconnect.clinic.outbox import alone as alone_module
from reconnect.clinic.outbox.actions import begin_try, mark_printed, note_sent, note_unknown, stop_messages
from reconnect.clinic.outbox.carriers.carrier import Carrier, EndUnknown, Outgoing, Problem, RefusedForGood
from reconnect.clinic.outbox.channel import Channel
from reconnect.clinic.outbox.models import Attempt, Failure, Message, Outcome, State
from reconnect.clinic.outbox.sending import MOST, send_waiting
from reconnect.errors import ActionDenied

NOW = datetime.fromisoformat("2024-02-28T23:30:00+00:00")
LATER = timedelta(minutes=1)


class Sink:
    """A carrier that remembers, and does what it is told to do."""

    def __init__(self, *, looks_up: bool = False) -> None:
        self.looks_up = looks_up
        self.went: list[Outgoing] = []
        self.tried = 0
        self.problem: Exception | None = None
        self.takes_all_the_same = False

    def send(self, message: Outgoing) -> str:
        self.tried += 1
        if self.problem is None or self.takes_all_the_same:
            self.went.append(message)
        if self.problem is not None:
            raise self.problem
        return f"<{message.id}@post.example>"

    def find(self, message: Outgoing) -> str | None:
        return (
            next((f"found {each.id}" for each in self.went if each.id == message.id), None) if self.looks_up else None
        )


@pytest.fixture
def place(universe: Universe) -> Place:
    return universe.north


@pytest.fixture
def sink(settings: "pytest_django.Settings") -> Sink:  # noqa: F821
    found = Sink()
    carried: Mapping[Channel, Carrier] = {Channel.EMAIL: found, Channel.SMS: found}
    settings.CARRIERS = carried
    return found


def wiped(message: Message) -> bool:
    message.refresh_from_db()
    return (message.to, message.subject, message.text, message.next_try_at) == (None,) * 4


def test_what_waits_goes_once_and_is_wiped(place: Place, sink: Sink) -> None:
    message = queued(place, Channel.EMAIL, at=NOW)
    assert send_waiting(NOW) == {"sent": 1}
    assert [each.id for each in sink.went] == [str(message.id)]
    assert sink.went[0].sender == place.service.portal_name
    assert wiped(message)
    assert (message.state, message.perhaps_twice) == (State.SENT, False)
    assert message.sent_at is not None
    assert timedelta(0) <= message.sent_at - NOW < timedelta(minutes=1)
    assert [(each.outcome, each.reference) for each in message.attempts.all()] == [
        (Outcome.SENT, f"<{message.id}@post.example>")
    ]
    assert send_waiting(NOW + timedelta(days=1)) == {}
    assert sink.tried == 1


def test_the_same_about_and_number_is_one_message(place: Place, sink: Sink) -> None:
    about = f"occasion:{uuid4()}"
    first = queued(place, Channel.EMAIL, at=NOW, about=about)
    events = AuditEvent.objects.count()
    assert queued(place, Channel.EMAIL, at=NOW, about=about).pk == first.pk
    assert AuditEvent.objects.count() == events
    assert queued(place, Channel.EMAIL, at=NOW, about=about, number=1).pk != first.pk
    assert send_waiting(NOW) == {"sent": 2}


def test_it_is_being_sent_in_the_database_before_anything_leaves(place: Place, sink: Sink) -> None:
    seen: list[tuple[str, int]] = []
    message = queued(place, Channel.EMAIL, at=NOW)
    send = sink.send

    def look(outgoing: Outgoing) -> str:
        message.refresh_from_db()
        seen.append((message.state, Attempt.objects.filter(message=message, outcome="").count()))
        return send(outgoing)

    sink.send = look  # type: ignore[method-assign]
    send_waiting(NOW)
    assert seen == [(State.SENDING, 1)]


def test_a_carrier_that_is_down_is_asked_again_less_and_less_often(place: Place, sink: Sink) -> None:
    sink.problem = Problem("not reached", down=True)
    first = queued(place, Channel.EMAIL, at=NOW)
    waits, at = [], NOW
    for _ in range(7):
        assert send_waiting(at)["later again"] == 1
        first.refresh_from_db()
        waits.append(round((first.next_try_at - at) / timedelta(minutes=1)))
        at = first.next_try_at
    assert waits == [1, 5, 15, 60, 60, 60, 60]
    sink.problem = None
    assert send_waiting(at) == {"sent": 1}


def test_where_one_way_is_down_the_others_go_on(place: Place, settings: "pytest_django.Settings") -> None:  # noqa: F821
    mail, phone = Sink(), Sink()
    mail.problem = Problem("not reached", down=True)
    settings.CARRIERS = {Channel.EMAIL: mail, Channel.SMS: phone}
    for _ in range(3):
        queued(place, Channel.EMAIL, at=NOW)
        queued(place, Channel.SMS, at=NOW)
    assert send_waiting(NOW) == {"later again": 1, "sent": 3}
    assert mail.tried == 1


def test_the_server_is_down_for_a_day_and_nothing_is_lost_or_sent_twice(place: Place, sink: Sink) -> None:
    messages = [queued(place, channel, at=NOW) for channel in (Channel.EMAIL, Channel.SMS) for _ in range(10)]
    sink.problem = Problem("not reached", down=True)
    for minute in range(24 * 60):  # over 29 February, as it happens
        send_waiting(NOW + timedelta(minutes=minute))
    assert sink.went == []
    assert sink.tried < 1000
    sink.problem = None
    for minute in range(24 * 60, 26 * 60, 10):
        send_waiting(NOW + timedelta(minutes=minute))
    assert sorted(each.id for each in sink.went) == sorted(str(each.id) for each in messages)
    assert {each.state for each in Message.objects.filter(pk__in=[each.pk for each in messages])} == {State.SENT}


def test_what_is_too_late_is_not_sent(place: Place, sink: Sink) -> None:
    message = queued(place, Channel.EMAIL, at=NOW, good_until=NOW + timedelta(hours=1))
    letter = queued(place, Channel.LETTER, at=NOW, good_until=NOW + timedelta(hours=1))
    assert send_waiting(NOW + timedelta(hours=1)) == {"too late": 2}
    for each in (message, letter):
        assert wiped(each)
        assert (each.state, each.failure) == (State.FAILED, Failure.TOO_LATE)
    assert sink.tried == 0


def test_what_is_refused_for_good_is_given_up(place: Place, sink: Sink) -> None:
    sink.problem = RefusedForGood("SMTP 550 address")
    message = queued(place, Channel.EMAIL, at=NOW)
    assert send_waiting(NOW) == {"refused": 1}
    assert wiped(message)
    assert (message.state, message.failure) == (State.FAILED, Failure.REFUSED)
    assert message.attempts.get().problem == "SMTP 550 address"


def test_after_an_end_that_nobody_knows_it_is_tried_once_more_and_says_so(place: Place, sink: Sink) -> None:
    sink.problem, sink.takes_all_the_same = EndUnknown("cut off while sending"), True
    message = queued(place, Channel.EMAIL, at=NOW)
    assert send_waiting(NOW) == {"perhaps sent": 1}
    message.refresh_from_db()
    assert (message.state, message.perhaps_sent, message.perhaps_twice) == (State.WAITING, True, False)
    sink.problem = None
    assert send_waiting(NOW + 2 * LATER) == {"sent": 1}
    message.refresh_from_db()
    assert (message.state, message.perhaps_twice, len(sink.went)) == (State.SENT, True, 2)


def test_a_second_end_that_nobody_knows_is_given_up_for_somebody_to_look(place: Place, sink: Sink) -> None:
    sink.problem, sink.takes_all_the_same = EndUnknown("cut off while sending"), True
    message = queued(place, Channel.EMAIL, at=NOW)
    for hour in range(5):
        send_waiting(NOW + timedelta(hours=hour))
    assert wiped(message)
    assert (message.state, message.failure, message.perhaps_twice) == (State.FAILED, Failure.PERHAPS_SENT, True)
    assert sink.tried == 2


def test_a_carrier_that_looks_up_what_went_never_sends_twice(place: Place, sink: Sink) -> None:
    sink.looks_up, sink.problem, sink.takes_all_the_same = True, EndUnknown("Notify 502"), True
    message = queued(place, Channel.EMAIL, at=NOW)
    assert send_waiting(NOW) == {"perhaps sent": 1}
    assert send_waiting(NOW + 2 * LATER) == {"had gone before": 1}
    message.refresh_from_db()
    assert (message.state, message.perhaps_twice, sink.tried) == (State.SENT, False, 1)
    assert [each.outcome for each in message.attempts.all()] == [Outcome.UNKNOWN, Outcome.FOUND]


def test_a_carrier_that_looks_up_goes_on_trying_while_nothing_went(place: Place, sink: Sink) -> None:
    sink.looks_up, sink.problem = True, EndUnknown("Notify 500")
    message = queued(place, Channel.EMAIL, at=NOW)
    for hour in range(24):
        send_waiting(NOW + timedelta(hours=2 * hour))
    assert sink.tried == 24
    sink.problem = None
    assert send_waiting(NOW + timedelta(days=3)) == {"sent": 1}
    message.refresh_from_db()
    assert (message.state, message.perhaps_twice) == (State.SENT, False)


def test_a_try_that_was_cut_off_is_found_by_the_next_process(place: Place, sink: Sink) -> None:
    message = queued(place, Channel.EMAIL, at=NOW)
    begun(message)
    assert send_waiting(NOW + LATER) == {"cut off before": 1}
    assert send_waiting(NOW + 3 * LATER) == {"sent": 1}
    message.refresh_from_db()
    assert (message.state, message.perhaps_twice) == (State.SENT, True)


def test_a_second_cut_off_try_is_given_up(place: Place, sink: Sink) -> None:
    message = queued(place, Channel.EMAIL, at=NOW)
    begun(message)
    send_waiting(NOW)
    message.refresh_from_db()
    begun(message)
    assert send_waiting(NOW + timedelta(hours=1)) == {"cut off before": 1}
    assert wiped(message)
    assert (message.state, message.failure) == (State.FAILED, Failure.PERHAPS_SENT)
    assert sink.tried == 0


def test_only_one_of_two_takes_a_message(place: Place, sink: Sink) -> None:
    message = queued(place, Channel.EMAIL, at=NOW)
    taken = [begin_try(message_id=message.pk, looks_up=False, at=NOW) for _ in range(2)]
    assert [each is None for each in taken] == [False, True]
    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.create(service=place.service, message=message, began_at=NOW)


def test_an_end_that_comes_after_another_end_changes_nothing(place: Place, sink: Sink) -> None:
    attempt = begun(queued(place, Channel.EMAIL, at=NOW))
    note_unknown(attempt=attempt, looks_up=False, problem="cut off", at=NOW)
    events = AuditEvent.objects.count()
    note_sent(attempt=attempt, reference="late", at=NOW)
    attempt.message.refresh_from_db()
    assert attempt.message.state == State.WAITING
    assert AuditEvent.objects.count() == events


def test_while_another_process_sends_nothing_is_done(place: Place, sink: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    queued(place, Channel.EMAIL, at=NOW)
    with alone_module.alone() as mine:
        assert mine
        if alone_module.connection.vendor == "sqlite":  # a server's lock is for its session, and this is the same one
            assert send_waiting(NOW) == {"left to another process": 1}
            assert sink.tried == 0
    assert send_waiting(NOW) == {"sent": 1}


def test_a_message_that_breaks_something_of_ours_keeps_no_other_from_going(place: Place, sink: Sink) -> None:
    broken, fine = queued(place, Channel.EMAIL, at=NOW), queued(place, Channel.EMAIL, at=NOW + LATER)
    Message.objects.filter(pk=broken.pk).update(to=b"not sealed by us, and long enough to be looked at")
    with pytest.raises(Exception):  # noqa: B017, PT011 whatever it was, the tick says that it was
        send_waiting(NOW + LATER)
    fine.refresh_from_db()
    assert fine.state == State.SENT
    assert len(sink.went) == 1


@pytest.mark.parametrize("to", ["one@example.org,two@example.org", "one@example.org\nBcc: two@example.org"])
def test_an_address_that_came_in_another_way_is_looked_at_before_it_leaves(place: Place, sink: Sink, to: str) -> None:
    message = queued(place, Channel.EMAIL, at=NOW)
    message.to = to
    message.save(update_fields=["to"])
    assert send_waiting(NOW) == {"refused": 1}
    assert sink.tried == 0
    assert wiped(message)


def test_stopping_wipes_what_waits_and_keeps_what_is_being_sent_from_another_try(place: Place, sink: Sink) -> None:
    about = f"occasion:{uuid4()}"
    waiting, going = (queued(place, Channel.EMAIL, at=NOW, about=about, number=number) for number in range(2))
    attempt = begun(going)
    told = {"service": place.service, "about": about, "actor": place.clinician.actor, "at": NOW}
    assert stop_messages(**told) == 1
    events = AuditEvent.objects.count()
    assert stop_messages(**told) == 0
    assert AuditEvent.objects.count() == events
    assert wiped(waiting)
    assert waiting.state == State.STOPPED
    note_unknown(attempt=attempt, looks_up=False, problem="cut off", at=NOW)
    assert wiped(going)
    assert going.state == State.STOPPED
    assert send_waiting(NOW + timedelta(days=1)) == {}


def test_another_services_messages_are_not_stopped(universe: Universe, sink: Sink) -> None:
    message = queued(universe.south, Channel.EMAIL, at=NOW)
    actor = universe.north.clinician.actor
    assert stop_messages(service=universe.north.service, about=message.about, actor=actor) == 0
    message.refresh_from_db()
    assert message.state == State.WAITING


def test_what_nothing_carries_is_refused_at_once_but_letters_are_printed(
    place: Place,
    settings: "pytest_django.Settings",  # noqa: F821
) -> None:
    settings.CARRIERS = {}
    for channel in (Channel.EMAIL, Channel.SMS):
        with pytest.raises(ActionDenied, match="can be sent from here"):
            queued(place, channel)
    letter = queued(place, Channel.LETTER, at=NOW)
    assert send_waiting(NOW + timedelta(days=1)) == {}
    letter.refresh_from_db()
    assert letter.state == State.WAITING


def test_what_lost_its_carrier_waits_for_one(place: Place, settings: "pytest_django.Settings", sink: Sink) -> None:  # noqa: F821
    message = queued(place, Channel.EMAIL, at=NOW)
    settings.CARRIERS = {}
    assert send_waiting(NOW + timedelta(days=1)) == {}
    settings.CARRIERS = {Channel.EMAIL: sink}
    assert send_waiting(NOW + timedelta(days=2)) == {"sent": 1}
    assert wiped(message)


def test_a_letter_that_was_posted_counts_as_sent_once(place: Place) -> None:
    letter = queued(place, Channel.LETTER)
    mark_printed(message=letter, by=place.clinician)
    events = AuditEvent.objects.count()
    mark_printed(message=letter, by=place.clinician)
    assert AuditEvent.objects.count() == events
    assert wiped(letter)
    assert letter.state == State.SENT
    assert letter.attempts.get().reference == "printed"


def test_a_letter_that_was_stopped_is_not_to_be_posted(universe: Universe) -> None:
    place = universe.north
    letter = queued(place, Channel.LETTER)
    for by in (universe.south.clinician, place.staff[Role.ADMINISTRATOR]):
        with pytest.raises(ActionDenied, match="member of the service"):
            mark_printed(message=letter, by=by)
    stop_messages(service=place.service, about=letter.about, actor=place.clinician.actor)
    with pytest.raises(ActionDenied, match="destroy"):
        mark_printed(message=letter, by=place.clinician)
    with pytest.raises(ActionDenied, match="destroy"):
        mark_printed(message=queued(place, Channel.EMAIL), by=place.clinician)


def test_nothing_of_a_message_that_ended_can_be_kept(place: Place) -> None:
    message = queued(place, Channel.EMAIL)
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(state=State.SENT)


def test_so_many_go_at_a_time_that_the_other_steps_have_their_turn(place: Place, sink: Sink) -> None:
    for number in range(MOST + 5):
        queued(place, Channel.EMAIL, at=NOW, about="occasion:one", number=number)
    assert send_waiting(NOW) == {"sent": MOST}
    assert send_waiting(NOW) == {"sent": 5}


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"subject": "Two\nlines"}, "subject is one line"),
        ({"subject": " "}, "Write a subject"),
        ({"subject": "S" * 121}, "subject is one line"),
        ({"text": " \n "}, "plain letters"),
        ({"text": "W" * 6001}, "plain letters"),
        ({"text": "A\x00B"}, "plain letters"),
        ({"text": "A\rB"}, "plain letters"),
    ],
)
def test_words_that_would_not_arrive_are_refused(place: Place, told: dict[str, str], said: str) -> None:
    with pytest.raises(ActionDenied, match=said):
        queued(place, Channel.EMAIL, **told)


def test_a_text_message_needs_no_subject_and_is_shorter(place: Place) -> None:
    assert queued(place, Channel.SMS, subject="").to == "+447700900123"
    with pytest.raises(ActionDenied, match="1 to 918"):
        queued(place, Channel.SMS, text="W" * 919)


def test_what_stands_in_the_table_is_sealed(place: Place) -> None:
    message = queued(place, Channel.EMAIL)
    held = Message.objects.filter(pk=message.pk).values("to", "subject", "text").get()
    for value in held.values():
        assert b"anary" not in value.sealed
    assert TO[Channel.EMAIL].format(mark=place.mark) == message.to
    assert timezone.now() >= message.queued_at
