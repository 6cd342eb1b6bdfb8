"""Messages that wait while something changes: where it is safe to write, and how long ago the last one went."""

from datetime import date, datetime, timedelta

import pytest
from following import DAY, ENDED, OPENS, asked_at_the_end, reach_out, tell_channel, went
from test_asking_back import CODE, FOLLOW_UP
from universe import Place, Universe, build_care

from reconnect.clinic.followup.actions.asking import invite, remind
from reconnect.clinic.followup.actions.channels import end_channel
from reconnect.clinic.followup.models import SafeChannel
from reconnect.clinic.followup.rhythm import next_message
from reconnect.clinic.outbox.actions import begin_try
from reconnect.clinic.outbox.models import Message, State
from reconnect.clinic.questionnaires.entry import enter_code
from reconnect.errors import ActionDenied
from reconnect.model.occasion import Occasion as Moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(universe: Universe) -> Place:
    reach_out(universe.north)
    return universe.north


def test_no_message_waits_beyond_the_last_day_on_which_its_address_is_safe(place: Place) -> None:
    care = build_care(place.clinician, "stale", ended_on=ENDED)
    tell_channel(place, care, on=OPENS.date() - 178 * DAY, moment=None)  # holds until two days from now
    message = invite(occasion=care.occasions[FOLLOW_UP], by=place.clinician, at=OPENS)
    assert message.good_until == datetime(2025, 3, 3, tzinfo=place.service.zone)


def test_a_channel_that_ends_while_its_message_is_being_sent_ends_the_code_in_it(place: Place) -> None:
    care = asked_at_the_end(place)
    message = invite(occasion=care.occasions[FOLLOW_UP], by=place.clinician, at=OPENS)
    text = CODE.findall(message.text)[0]
    assert begin_try(message_id=message.pk, looks_up=False, at=OPENS) is not None
    end_channel(channel=SafeChannel.objects.get(person=care.person), by=place.clinician, at=OPENS)
    assert Message.objects.get().state == State.SENDING
    assert enter_code(typed=text, network="192.0.2.9", at=OPENS + timedelta(hours=1)) is None


def test_a_channel_that_ends_ends_the_code_that_lies_there_already(place: Place) -> None:
    care = asked_at_the_end(place)
    message = invite(occasion=care.occasions[FOLLOW_UP], by=place.clinician, at=OPENS)
    text = CODE.findall(message.text)[0]
    went(message, OPENS)
    end_channel(channel=SafeChannel.objects.get(person=care.person), by=place.clinician, at=OPENS + DAY)
    assert enter_code(typed=text, network="192.0.2.9", at=OPENS + 2 * DAY) is None


@pytest.mark.parametrize(("moment", "apart"), [(Moment.POST, 14), (Moment.FOLLOW_UP, 28)])
def test_after_a_first_reminder_that_was_late_the_last_one_still_keeps_its_distance(moment: Moment, apart: int) -> None:
    first = date(2024, 2, 29)
    late = first + 50 * DAY
    following = next_message(moment, [first, late])
    assert following is not None
    assert following.from_day == late + apart * DAY


def test_two_reminders_never_go_on_two_days_running(place: Place) -> None:
    care = asked_at_the_end(place)
    occasion = care.occasions[FOLLOW_UP]
    went(invite(occasion=occasion, by=place.clinician, at=OPENS), OPENS)
    late = OPENS + 41 * DAY
    went(remind(occasion=occasion, number=1, by=place.clinician, at=late), late)
    with pytest.raises(ActionDenied, match="may go from 8 May 2025"):
        remind(occasion=occasion, number=2, by=place.clinician, at=late + DAY)
