"""Asking people back: only as they said is safe, twice after the invitation at most, and no more once it is over."""

import re
import secrets
import threading
import time
from datetime import UTC, date, datetime, timedelta

import pytest
from at_once import at_once
from browsing import signed_in
from django.db import connection
from following import DAY, ENDED, LINE, OPENS, ORIGIN, asked_at_the_end, reach_out, tell_channel, went
from grouping import founded, joined
from test_outbox import Sink
from universe import Care, Place, Universe, build_care, build_place, on_paper

from reconnect.clinic.audit.models import AuditEvent
from reconnect.clinic.audit.transaction import writing
from reconnect.clinic.followup import rounds
from reconnect.clinic.followup.actions.asking import invite, remind
from reconnect.clinic.followup.actions.channels import confirm_channel, end_channel
from reconnect.clinic.followup.actions.reasons import correct_not_answered, record_not_answered, withdraw_not_answered
from reconnect.clinic.followup.actions.silencing import stop_for, take_stop_back
from reconnect.clinic.followup.channels import holds, holds_until
from reconnect.clinic.followup.facts import about
from reconnect.clinic.followup.models import NotAnswered, Reason, SafeChannel, Stop, WhyStop
from reconnect.clinic.followup.queries import rows_of
from reconnect.clinic.followup.rounds import ask_those_due, invite_all_due, settle_waiting
from reconnect.clinic.groups.actions.roster import leave_group
from reconnect.clinic.groups.models import WhyLeft
from reconnect.clinic.outbox.actions import queue_message
from reconnect.clinic.outbox.carriers.carrier import Outgoing
from reconnect.clinic.outbox.channel import Channel
from reconnect.clinic.outbox.models import Message, State
from reconnect.clinic.outbox.sending import send_waiting
from reconnect.clinic.outbox.wiping import end_message
from reconnect.clinic.partners.actions.partner import add_partner, record_involvement
from reconnect.clinic.people.actions import end_episode, start_episode
from reconnect.clinic.people.days import today_of
from reconnect.clinic.people.models import Occasion, Partner
from reconnect.clinic.people.windows import window
from reconnect.clinic.portal.actions import issue_home_code, issue_partner_code, open_pages, open_partner_pages
from reconnect.clinic.portal.queries import own_pages_of, pages_of_partner, stand_open
from reconnect.clinic.questionnaires.answering import open_responses, submit_responses
from reconnect.clinic.questionnaires.entry import enter_code, issue_code
from reconnect.config.commands.tick import run_steps
from reconnect.config.steps import STEPS
from reconnect.errors import ActionDenied
from reconnect.model.occasion import Occasion as Moment

pytestmark = pytest.mark.django_db
CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")
FOLLOW_UP = Moment.FOLLOW_UP


@pytest.fixture
def place(universe: Universe) -> Place:
    reach_out(universe.north)
    return universe.north


@pytest.fixture
def care(place: Place) -> Care:
    return asked_at_the_end(place)


def asked(care: Care, place: Place, at: datetime = OPENS) -> Message:
    return invite(occasion=care.occasions[FOLLOW_UP], by=place.clinician, at=at)


def reminded(care: Care, place: Place, number: int, at: datetime) -> Message:
    return remind(occasion=care.occasions[FOLLOW_UP], number=number, by=place.clinician, at=at)


def test_an_invitation_goes_to_the_one_address_and_its_code_opens_the_questions(care: Care, place: Place) -> None:
    message = asked(care, place)
    assert (message.channel, message.to) == (Channel.EMAIL, "somebody@example.invalid")
    assert (message.about, message.number, message.state) == (about(care.occasions[FOLLOW_UP].pk), 0, State.WAITING)
    found = CODE.findall(message.text)
    assert len(found) == 1
    code = enter_code(typed=found[0], network="192.0.2.9", at=OPENS + DAY)
    assert code is not None
    assert code.occasion == care.occasions[FOLLOW_UP]


def test_the_link_is_the_plain_address_and_names_nobody(care: Care, place: Place) -> None:
    message = asked(care, place)
    assert ORIGIN in message.text
    assert not re.search(rf"{re.escape(ORIGIN)}[/?#\w]", message.text)
    assert LINE in message.text
    assert care.person.name not in message.text + message.subject
    assert place.service.name not in message.text + message.subject


def test_without_leave_the_message_holds_no_code_and_none_is_made(place: Place) -> None:
    care = asked_at_the_end(place, may_hold_code=False)
    message = asked(care, place)
    assert not CODE.search(message.text)
    assert not care.occasions[FOLLOW_UP].codes.exists()


def test_nobody_is_written_to_who_did_not_say_how(place: Place) -> None:
    care = build_care(place.clinician, "silent", ended_on=ENDED)
    with pytest.raises(ActionDenied, match="not said how it is safe"):
        asked(care, place)
    assert not Message.objects.exists()


def test_before_the_lead_said_what_messages_say_none_goes(universe: Universe) -> None:
    care = asked_at_the_end(universe.south, "south")
    with pytest.raises(ActionDenied, match="A lead first says"):
        asked(care, universe.south)


def test_whoever_did_not_want_to_answer_is_not_asked_again(care: Care, place: Place) -> None:
    waiting, occasion = asked(care, place), care.occasions[FOLLOW_UP]
    said = record_not_answered(occasion=occasion, reason=Reason.DID_NOT_WANT, said_on=ENDED, by=place.clinician)
    waiting.refresh_from_db()  # at once: what goes out may be on its way through the outbox at this moment
    assert waiting.state == State.STOPPED
    assert settle_waiting(OPENS)["stopped"] == 0
    with pytest.raises(ActionDenied, match="did not want to answer"):
        reminded(care, place, 1, OPENS + timedelta(days=20))
    assert invite_all_due(service=place.service, by=None, at=OPENS + timedelta(days=20)).reminded == 0
    withdraw_not_answered(not_answered=said, by=place.clinician)
    assert reminded(care, place, 1, OPENS + timedelta(days=20)).state == State.WAITING


def test_whoever_was_only_too_busy_may_be_reminded(care: Care, place: Place) -> None:
    went(asked(care, place), OPENS)
    occasion = care.occasions[FOLLOW_UP]
    record_not_answered(occasion=occasion, reason=Reason.TOO_BUSY, said_on=ENDED, by=place.clinician)
    assert reminded(care, place, 1, OPENS + timedelta(days=20)).state == State.WAITING


def test_a_reason_put_right_to_that_they_did_not_want_stops_what_waits(care: Care, place: Place) -> None:
    waiting, occasion = asked(care, place), care.occasions[FOLLOW_UP]
    told = {"said_on": ENDED, "by": place.clinician}
    busy = record_not_answered(occasion=occasion, reason=Reason.TOO_BUSY, **told)
    waiting.refresh_from_db()
    assert waiting.state == State.WAITING
    correct_not_answered(not_answered=busy, reason=Reason.DID_NOT_WANT, **told)
    waiting.refresh_from_db()
    assert waiting.state == State.STOPPED


def test_whoever_says_while_messages_go_that_they_do_not_want_gets_none(place: Place, settings: object) -> None:
    sink = Sink()
    settings.CARRIERS = {Channel.EMAIL: sink}
    about_whom = {}
    for name in ("first", "second"):
        care = asked_at_the_end(place, name)
        about_whom[str(asked(care, place).pk)] = care.occasions[FOLLOW_UP]
    send = sink.send

    def meanwhile(message: Outgoing) -> str:
        if len(about_whom) == 2:
            occasion = about_whom.pop(next(each for each in about_whom if each != message.id))
            said = {"reason": Reason.DID_NOT_WANT, "said_on": OPENS.date(), "by": place.clinician, "at": OPENS}
            record_not_answered(occasion=occasion, **said)
        return send(message)

    sink.send = meanwhile
    assert send_waiting(OPENS) == {"sent": 1}
    assert [each.id for each in sink.went] == [*about_whom]


def test_asking_twice_asks_once(care: Care, place: Place) -> None:
    first = asked(care, place)
    text = first.text
    assert asked(care, place, OPENS + timedelta(minutes=1)) == first
    assert Message.objects.get().text == text
    assert care.occasions[FOLLOW_UP].codes.count() == 1


def test_reminders_come_after_fourteen_and_forty_two_days_and_no_third(care: Care, place: Place) -> None:
    went(asked(care, place), OPENS)
    with pytest.raises(ActionDenied, match="may go from 14 Mar 2025"):
        reminded(care, place, 1, OPENS + 13 * DAY)
    first = reminded(care, place, 1, OPENS + 14 * DAY)
    went(first, OPENS + 14 * DAY)
    with pytest.raises(ActionDenied, match="may go from 11 Apr 2025"):
        reminded(care, place, 2, OPENS + 41 * DAY)
    went(reminded(care, place, 2, OPENS + 42 * DAY), OPENS + 42 * DAY)
    with pytest.raises(ActionDenied, match="twice"):
        reminded(care, place, 3, OPENS + 80 * DAY)
    assert invite_all_due(service=place.service, by=place.clinician, at=OPENS + 80 * DAY).reminded == 0
    assert Message.objects.count() == 3


def test_at_the_end_they_come_after_seven_and_twenty_one(place: Place) -> None:
    care = asked_at_the_end(place)
    occasion, at = care.occasions[Moment.POST], datetime(2024, 5, 31, 12, tzinfo=UTC)
    went(invite(occasion=occasion, by=place.clinician, at=at), at)
    with pytest.raises(ActionDenied, match="may go from 7 Jun 2024"):
        remind(occasion=occasion, number=1, by=place.clinician, at=at + 6 * DAY)
    went(remind(occasion=occasion, number=1, by=place.clinician, at=at + 7 * DAY), at + 7 * DAY)
    with pytest.raises(ActionDenied, match="may go from 21 Jun 2024"):
        remind(occasion=occasion, number=2, by=place.clinician, at=at + 20 * DAY)


def test_no_reminder_goes_while_the_last_message_waits(care: Care, place: Place) -> None:
    asked(care, place)
    with pytest.raises(ActionDenied, match="not gone yet"):
        reminded(care, place, 1, OPENS + 20 * DAY)


def test_what_reached_nobody_is_followed_by_the_words_of_the_same_step(care: Care, place: Place) -> None:
    message = asked(care, place)
    words = re.sub(CODE, "", message.text)
    end_message(message, State.FAILED, OPENS)
    again = reminded(care, place, 1, OPENS + DAY)
    assert re.sub(CODE, "", again.text).replace("14 March", "13 March") == words


@pytest.mark.parametrize(
    ("at", "why"),
    [
        (OPENS - DAY, "has not opened"),
        (datetime(2025, 2, 27, 23, 59, tzinfo=UTC), "has not opened"),
        (datetime(2025, 8, 31, 22, 59, tzinfo=UTC), "held until 31 May 2025"),
        (datetime(2025, 8, 31, 23, 1, tzinfo=UTC), "no longer taken"),  # 1 September where the service is
    ],
)
def test_outside_its_days_none_goes(care: Care, place: Place, at: datetime, why: str) -> None:
    with pytest.raises(ActionDenied, match=why):
        asked(care, place, at)


def test_whoever_has_answered_is_asked_no_more(care: Care, place: Place) -> None:
    on_paper(care.occasions[FOLLOW_UP], place.clinician, said=2, answered_on=date(2025, 3, 1))
    with pytest.raises(ActionDenied, match="have answered"):
        asked(care, place, OPENS + 5 * DAY)


@pytest.mark.parametrize("why", list(WhyStop))
def test_a_stop_stops_everything_at_once(care: Care, place: Place, why: WhyStop) -> None:
    message = asked(care, place)
    text = CODE.findall(message.text)[0]
    stop_for(person=care.person, why=why, on=OPENS.date(), by=place.clinician, at=OPENS + DAY)
    message.refresh_from_db()
    assert (message.state, message.to, message.text) == (State.STOPPED, None, None)
    assert enter_code(typed=text, network="192.0.2.9", at=OPENS + 2 * DAY) is None
    with pytest.raises(ActionDenied, match="Nothing goes to this person any more"):
        reminded(care, place, 1, OPENS + 40 * DAY)
    assert invite_all_due(service=place.service, by=None, at=OPENS + 40 * DAY).reminded == 0


def test_whoever_left_their_group_because_they_died_is_asked_no_more_though_no_stop_was_saved(
    place: Place,
) -> None:
    care = asked_at_the_end(place, ended_on=None)
    member = joined(founded(place, starts_on=ENDED - DAY), care, place.clinician, on=ENDED - DAY)
    end_episode(episode=care.episode, by=place.clinician, on=ENDED)
    waiting = asked(care, place)
    assert care.person.pk in {each.person_id for each in rows_of(place.service, None, OPENS.date())}
    leave_group(membership=member, on=OPENS.date(), why=WhyLeft.DIED, by=place.clinician)
    assert settle_waiting(OPENS)["stopped"] == 1
    waiting.refresh_from_db()
    assert waiting.state == State.STOPPED
    assert care.person.pk not in {each.person_id for each in rows_of(place.service, None, OPENS.date())}
    with pytest.raises(ActionDenied, match="Nothing goes to this person any more"):
        reminded(care, place, 1, OPENS + 40 * DAY)
    page = signed_in(place.clinician).get(f"/staff/follow-up/p/{care.person.pk}/").content.decode()
    assert "recorded as having died" in page
    assert f"/staff/follow-up/p/{care.person.pk}/stop/" in page


def test_a_stop_ends_a_printed_code_too_and_of_every_occasion(care: Care, place: Place) -> None:
    from universe import code_for  # noqa: PLC0415 beside its only use

    printed = code_for(care.occasions[Moment.PRE], place.clinician, at=OPENS)
    stop_for(person=care.person, why=WhyStop.DECLINED, on=OPENS.date(), by=place.clinician, at=OPENS)
    assert enter_code(typed=printed, network="192.0.2.9", at=OPENS + timedelta(hours=1)) is None


def with_pages(care: Care, place: Place) -> Partner:
    """Their own pages and a partner's stand open, each with a code."""
    by, day = place.clinician, today_of(place.service)
    partner = add_partner(person=care.person, name="Somebody", by=by)
    record_involvement(partner=partner, person_seen_alone=True, partner_seen_alone=True, safe=True, found_on=day, by=by)
    open_pages(episode=care.episode, seen_alone_on=day, by=by)
    open_partner_pages(partner=partner, by=by)
    return partner


def test_of_somebody_who_died_the_own_pages_and_a_partners_close_and_no_code_is_made(care: Care, place: Place) -> None:
    partner, by = with_pages(care, place), place.clinician
    own = issue_home_code(episode=care.episode, by=by).text
    theirs = enter_code(typed=issue_partner_code(partner=partner, by=by).text, network="192.0.2.9")
    stop_for(person=care.person, why=WhyStop.DIED, on=OPENS.date(), by=by)
    assert own_pages_of(care.episode) is None
    assert enter_code(typed=own, network="192.0.2.9") is None
    assert not stand_open(theirs)
    closing = AuditEvent.objects.filter(action__in=["close_pages", "close_partner_pages"], actor=by.actor)
    assert sorted(closing.values_list("action", flat=True)) == ["close_pages", "close_partner_pages"]
    with pytest.raises(ActionDenied, match="own pages first"):
        issue_home_code(episode=care.episode, by=by)
    made = signed_in(by).post(f"/staff/home/e/{care.episode.pk}/code/")
    assert made["Location"].endswith("/open/")


@pytest.mark.parametrize("why", [each for each in WhyStop if each is not WhyStop.DIED])
def test_whoever_only_wants_no_messages_keeps_their_own_pages(care: Care, place: Place, why: WhyStop) -> None:
    partner = with_pages(care, place)
    own = issue_home_code(episode=care.episode, by=place.clinician).text
    stop_for(person=care.person, why=why, on=OPENS.date(), by=place.clinician)
    assert enter_code(typed=own, network="192.0.2.9") is not None
    assert pages_of_partner(partner) is not None


def test_while_a_stop_stands_no_code_is_made_for_them(care: Care, place: Place) -> None:
    browser = signed_in(place.clinician)
    page, made = f"/staff/people/p/{care.person.pk}/", f"/staff/people/o/{care.occasions[Moment.POST].pk}/code/"
    assert "Make a code" in browser.get(page).content.decode()
    stop = stop_for(person=care.person, why=WhyStop.DIED, on=OPENS.date(), by=place.clinician, at=OPENS)
    assert "Make a code" not in browser.get(page).content.decode()
    with pytest.raises(ActionDenied, match="no code is made"):
        issue_code(occasion=care.occasions[Moment.POST], by=place.clinician)
    # From a page that was open before: it leads to why not.
    assert browser.post(made)["Location"] == f"/staff/follow-up/p/{care.person.pk}/"
    assert not care.occasions[Moment.POST].codes.exists()
    take_stop_back(stop=stop, by=place.clinician, at=OPENS + DAY)
    assert browser.post(made).status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="transactions side by side")
def test_a_code_made_while_somebody_stops_everything_opens_nothing(transactional_db: None) -> None:
    place = build_place("north", furnished=False)
    for number in range(3):
        care = build_care(place.clinician, f"meanwhile{number}")
        occasion = care.occasions[Moment.PRE]
        made = threading.Event()

        def stop(care: Care = care, made: threading.Event = made) -> None:
            made.wait(timeout=30)
            stop_for(person=care.person, why=WhyStop.DIED, on=ENDED, by=place.clinician)

        def make(occasion: Occasion = occasion, made: threading.Event = made) -> None:
            with writing():
                issue_code(occasion=occasion, by=place.clinician)
                made.set()
                time.sleep(0.2)

        found = at_once([stop, make])
        assert [each for each in found if isinstance(each, Exception)] == []
        assert not occasion.codes.filter(withdrawn_at=None).exists()


def test_a_stop_taken_back_lets_them_be_asked_again_and_stays(care: Care, place: Place) -> None:
    stop = stop_for(person=care.person, why=WhyStop.OTHER, on=OPENS.date(), by=place.clinician, at=OPENS)
    with pytest.raises(ActionDenied, match="already"):
        stop_for(person=care.person, why=WhyStop.DIED, on=OPENS.date(), by=place.clinician, at=OPENS)
    take_stop_back(stop=stop, by=place.clinician, at=OPENS + DAY)
    assert Stop.objects.count() == 1
    assert asked(care, place, OPENS + DAY).state == State.WAITING
    with pytest.raises(ActionDenied):
        take_stop_back(stop=stop, by=place.clinician, at=OPENS + DAY)


def test_a_channel_holds_for_180_days(place: Place) -> None:
    care = build_care(place.clinician, "half", ended_on=ENDED)
    channel = tell_channel(place, care, moment=Moment.PRE, on=date(2024, 9, 1))
    assert holds_until(channel) == date(2025, 2, 28)
    assert holds(channel, date(2025, 2, 28))
    assert not holds(channel, date(2025, 3, 1))
    assert not holds(channel, date(2024, 8, 31))  # nobody goes by what will be said tomorrow
    assert asked(care, place).state == State.WAITING
    with pytest.raises(ActionDenied, match="held until 28 Feb 2025"):
        asked(build_stale(place), place, OPENS + DAY)


def build_stale(place: Place) -> Care:
    care = build_care(place.clinician, "stale", ended_on=ENDED)
    tell_channel(place, care, moment=None, on=date(2024, 9, 1))
    return care


@pytest.mark.parametrize(
    ("ended", "last"),
    [(date(2024, 2, 29), date(2025, 2, 28)), (date(2024, 5, 31), date(2025, 5, 31))],
)
def test_confirmed_at_the_end_it_holds_until_that_follow_up_closes(place: Place, ended: date, last: date) -> None:
    care = build_care(place.clinician, "end", ended_on=ended)
    tell_channel(place, care, on=ended + 3 * DAY)
    channel = SafeChannel.objects.select_related("occasion__episode").get(person=care.person)
    assert holds_until(channel) == last


def test_an_end_that_is_put_right_moves_how_long_it_holds(place: Place) -> None:
    care = build_care(place.clinician, "moving", ended_on=None)
    tell_channel(place, care, on=date(2024, 5, 31))
    found = SafeChannel.objects.select_related("occasion__episode")
    assert holds_until(found.get(person=care.person)) == date(2024, 5, 31) + 180 * DAY
    end_episode(episode=care.episode, by=place.clinician, on=date(2024, 6, 10))
    assert holds_until(found.get(person=care.person)) == date(2025, 6, 10)


def test_what_was_said_before_the_days_of_the_end_holds_for_180_days_whatever_was_chosen(place: Place) -> None:
    care = build_care(place.clinician, "before", ended_on=ENDED)
    found = SafeChannel.objects.select_related("occasion__episode")
    for day, held in ((ENDED - 15 * DAY, ENDED + 165 * DAY), (ENDED - 14 * DAY, date(2025, 5, 31))):
        tell_channel(place, care, on=day)
        assert holds_until(found.get(person=care.person, ended_at=None)) == held


def test_what_was_said_after_the_days_of_the_end_holds_for_180_days_whatever_was_chosen(place: Place) -> None:
    care = build_care(place.clinician, "after", ended_on=date(2024, 2, 29))
    found = SafeChannel.objects.select_related("occasion__episode")
    closes = window(Moment.POST, care.episode.started_on, date(2024, 2, 29)).closes
    for day, held in ((closes, date(2025, 2, 28)), (closes + DAY, closes + 181 * DAY)):
        tell_channel(place, care, on=day)
        assert holds_until(found.get(person=care.person, ended_at=None)) == held


def test_an_ended_channel_stops_what_waits_and_the_code_in_it(care: Care, place: Place) -> None:
    text = CODE.findall(asked(care, place).text)[0]
    end_channel(channel=SafeChannel.objects.get(person=care.person), by=place.clinician, at=OPENS)
    assert Message.objects.get().state == State.STOPPED
    assert enter_code(typed=text, network="192.0.2.9", at=OPENS + timedelta(hours=1)) is None
    with pytest.raises(ActionDenied, match="not said how"):
        reminded(care, place, 1, OPENS + 20 * DAY)


def test_another_address_ends_the_earlier_one_and_stops_what_waits_to_go_there(care: Care, place: Place) -> None:
    asked(care, place)
    tell_channel(place, care, "another@example.invalid", on=OPENS.date(), at=OPENS)
    assert Message.objects.get().state == State.STOPPED
    assert SafeChannel.objects.filter(person=care.person, ended_at=None).get().address == "another@example.invalid"
    assert reminded(care, place, 1, OPENS + DAY).to == "another@example.invalid"


def test_the_same_address_said_again_keeps_when_it_was_said_first(care: Care, place: Place) -> None:
    asked(care, place)
    again = tell_channel(place, care, on=OPENS.date(), at=OPENS)
    assert (again.said_on, again.confirmed_on) == (ENDED, OPENS.date())
    assert Message.objects.get().state == State.WAITING


def test_the_code_no_longer_wanted_in_messages_stops_the_one_that_waits(care: Care, place: Place) -> None:
    asked(care, place)
    tell_channel(place, care, on=OPENS.date(), may_hold_code=False, at=OPENS)
    assert Message.objects.get().state == State.STOPPED


def test_a_message_that_was_looked_at_goes_by_that_channel_or_not_at_all(care: Care, place: Place) -> None:
    seen = SafeChannel.objects.get(person=care.person)
    tell_channel(place, care, "07700900123", channel=Channel.SMS, on=OPENS.date())
    with pytest.raises(ActionDenied, match="has changed since you looked"):
        invite(occasion=care.occasions[FOLLOW_UP], by=place.clinician, channel_id=seen.pk, at=OPENS)


def test_answers_meanwhile_stop_the_reminder_before_it_is_sent(care: Care, place: Place) -> None:
    text = CODE.findall(asked(care, place).text)[0]
    assert settle_waiting(OPENS)["stopped"] == 0
    code = enter_code(typed=text, network="192.0.2.9", at=OPENS)
    open_responses(code=code)
    submit_responses(code=code, at=OPENS)
    assert settle_waiting(OPENS)["stopped"] == 1
    assert Message.objects.get().state == State.STOPPED


def said_no(place: Place, *cares: Care) -> list[Message]:
    """Each was asked, and answered meanwhile."""
    waiting = [asked(care, place) for care in cares]
    for care in cares:
        NotAnswered.objects.create(
            service=place.service,
            occasion=care.occasions[FOLLOW_UP],
            reason=Reason.DID_NOT_WANT,
            said_on=ENDED,
            by=place.clinician,
            recorded_at=OPENS,
        )
    return waiting


@pytest.mark.parametrize("broken", ["stop_messages", "facts_of"])
def test_of_whom_it_cannot_be_said_whether_it_is_over_nothing_goes_and_the_others_are_settled(
    place: Place, monkeypatch: pytest.MonkeyPatch, settings: object, broken: str
) -> None:
    sink = Sink()
    settings.CARRIERS = {Channel.EMAIL: sink}
    cares = [asked_at_the_end(place, f"settled{number}") for number in range(3)]
    refused, over = said_no(place, *cares[:2])
    goes = asked(cares[2], place)
    real, occasion = getattr(rounds, broken), cares[0].occasions[FOLLOW_UP]

    def breaks(among: object = (), **told: object) -> object:
        if occasion in among or told.get("about") == about(occasion.pk):
            raise RuntimeError("Somebody's name")
        return real(among, **told) if among else real(**told)

    monkeypatch.setattr(rounds, broken, breaks)
    assert settle_waiting(OPENS) == {"stopped": 1, "put off": 1}
    assert settle_waiting(OPENS + timedelta(minutes=1)) == {"stopped": 0, "put off": 0}
    assert run_steps(STEPS, OPENS + timedelta(minutes=2)) == 0
    assert [each.id for each in sink.went] == [str(goes.pk)]
    refused.refresh_from_db()
    over.refresh_from_db()
    assert (refused.state, refused.next_try_at) == (State.WAITING, OPENS + timedelta(hours=1))
    assert over.state == State.STOPPED
    monkeypatch.undo()
    assert run_steps(STEPS, OPENS + timedelta(hours=1)) == 0
    refused.refresh_from_db()
    assert refused.state == State.STOPPED


@pytest.mark.parametrize("named", ["occasion:one", "something:else", "occasion:"])
def test_what_is_about_something_else_is_left_alone(place: Place, named: str) -> None:
    queue_message(
        service=place.service,
        channel=Channel.EMAIL,
        to="somebody@example.org",
        subject="For you",
        text="Something waits.",
        about=named,
        number=0,
        good_until=OPENS + DAY,
        actor="operator",
        at=OPENS,
    )
    assert settle_waiting(OPENS)["stopped"] == 0
    assert Message.objects.get().state == State.WAITING


def test_a_message_waits_a_week_at_most_and_never_beyond_its_last_day(care: Care, place: Place) -> None:
    assert asked(care, place).good_until == OPENS + 7 * DAY
    late = asked_at_the_end(place, "last")
    tell_channel(place, late, on=date(2025, 5, 30))
    message = asked(late, place, datetime(2025, 8, 30, 9, tzinfo=UTC))
    assert message.good_until == datetime(2025, 8, 31, 23, tzinfo=UTC)  # midnight, in summer time


def test_all_who_are_due_are_asked_once_and_one_who_fails_keeps_nobody_waiting(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    cares = [asked_at_the_end(place, f"many{number}") for number in range(4)]
    broken = cares[1].occasions[FOLLOW_UP]

    def invite_or_break(*, occasion: object, **told: object) -> Message:
        if occasion == broken:
            raise RuntimeError("Somebody's name")
        return invite(occasion=occasion, **told)

    monkeypatch.setattr(rounds, "invite", invite_or_break)
    done = invite_all_due(service=place.service, by=None, at=OPENS)
    assert (done.invited, done.reminded, done.failed) == (3, 0, 1)
    monkeypatch.undo()
    assert invite_all_due(service=place.service, by=None, at=OPENS).invited == 1
    assert invite_all_due(service=place.service, by=None, at=OPENS).invited == 0


def test_an_address_that_cannot_be_opened_any_more_keeps_nobody_else_waiting(place: Place) -> None:
    cares = [asked_at_the_end(place, f"sealed{number}") for number in range(3)]
    SafeChannel.objects.filter(person=cares[0].person).update(address=secrets.token_bytes(60))
    done = invite_all_due(service=place.service, by=None, at=OPENS)
    assert (done.invited, done.failed) == (2, 1)


@pytest.mark.parametrize(("hour", "asked"), [(0, 0), (8, 0), (9, 1), (18, 1), (19, 0), (23, 0)])
@pytest.mark.parametrize("month", [3, 4])  # before and after the clocks go forward
def test_by_itself_nobody_is_asked_at_night_by_the_services_own_clock(
    place: Place, care: Care, hour: int, asked: int, month: int
) -> None:
    reach_out(place, by_itself=True)
    at = datetime(2025, month, 10, hour, 59, tzinfo=place.service.zone)
    assert ask_those_due(at.astimezone(UTC))["invited"] == asked


def test_by_itself_only_where_a_lead_chose_so(place: Place, care: Care) -> None:
    assert ask_those_due(OPENS)["invited"] == 0
    reach_out(place, by_itself=True)
    assert ask_those_due(OPENS)["invited"] == 1
    assert AuditEvent.objects.filter(action="invite", actor="tick", target=care.person.target).exists()


def test_before_treatment_nobody_is_reminded_by_itself(place: Place) -> None:
    care = build_care(place.clinician, "before", started_on=None, ended_on=None)
    tell_channel(place, care, moment=Moment.PRE, on=date(2025, 2, 1))
    assert invite_all_due(service=place.service, by=None, at=OPENS).invited == 1
    went(Message.objects.get(), OPENS)
    assert invite_all_due(service=place.service, by=None, at=OPENS + 30 * DAY).reminded == 0
    start_episode(episode=care.episode, by=place.clinician, on=date(2025, 4, 1))


def test_nobody_of_another_service_asks(care: Care, place: Place, universe: Universe) -> None:
    with pytest.raises(ActionDenied, match="another service"):
        invite(occasion=care.occasions[FOLLOW_UP], by=universe.south.clinician, at=OPENS)
    with pytest.raises(ActionDenied, match="another service"):
        tell_channel(universe.south, care)
    with pytest.raises(ActionDenied, match="another service"):
        stop_for(person=care.person, why=WhyStop.OTHER, on=ENDED, by=universe.south.clinician)


def test_a_channel_is_not_confirmed_at_somebody_elses_occasion(care: Care, place: Place) -> None:
    with pytest.raises(ActionDenied, match="somebody else"):
        confirm_channel(
            person=care.person,
            channel=Channel.EMAIL,
            address="a@example.invalid",
            confirmed_on=ENDED,
            occasion=place.answered.occasions[Moment.POST],
            by=place.clinician,
        )


@pytest.mark.parametrize(
    "at",
    [
        datetime(2025, 3, 30, 0, 30, tzinfo=UTC),  # half an hour before the clocks go forward
        datetime(2025, 3, 30, 23, 30, tzinfo=UTC),  # 00:30 of the next day, in summer time
        datetime(2025, 12, 31, 23, 30, tzinfo=UTC),
    ],
)
def test_a_reminder_counts_the_services_own_days(place: Place, at: datetime) -> None:
    opened = at.astimezone(place.service.zone).date() - 14 * DAY
    ended = next(day for day in (opened - n * DAY for n in range(268, 285)) if _opens(day) == opened)
    care = asked_at_the_end(place, ended_on=ended, started_on=ended - 90 * DAY)
    tell_channel(place, care, on=ended)
    noon = datetime(opened.year, opened.month, opened.day, 12, tzinfo=place.service.zone)
    went(asked(care, place, noon), noon)
    with pytest.raises(ActionDenied, match="A reminder may go from"):
        reminded(care, place, 1, at - DAY)
    assert reminded(care, place, 1, at).number == 1


def _opens(ended: date) -> date:
    from reconnect.clinic.people.windows import window  # noqa: PLC0415 beside its only use

    span = window(FOLLOW_UP, None, ended)
    assert span is not None
    assert span.opens is not None
    return span.opens
