"""The room of whom to ask back, for the tests that look at all rooms."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from reconnect.clinic.accounts.models import Role
from reconnect.clinic.followup.actions.asking import invite, remind
from reconnect.clinic.followup.actions.channels import confirm_channel, end_channel
from reconnect.clinic.followup.actions.reaching import read_follow_up, set_reaching_out
from reconnect.clinic.followup.actions.reasons import (
    correct_not_answered,
    record_not_answered,
    withdraw_not_answered,
)
from reconnect.clinic.followup.actions.silencing import stop_for, take_stop_back
from reconnect.clinic.followup.models import NotAnswered, Reason, SafeChannel, Stop, WhyStop
from reconnect.clinic.outbox.channel import Channel
from reconnect.clinic.people.days import today_of
from reconnect.clinic.people.windows import add_months
from reconnect.model.occasion import Occasion as Moment
from rooms import BANNER, BAR, Act

if TYPE_CHECKING:
    from collections.abc import Callable

    from universe import Care, Place, Universe


def furnish(place: Place) -> dict[str, object]:
    """Somebody whose follow-up is open, invited and silent, and somebody who wants to hear no more."""
    from universe import build_care  # noqa: PLC0415 the universe is made of the rooms

    def canary(field: str) -> str:
        return f"Canary{field}{place.mark}".title()

    by, ended = place.clinician, add_months(today_of(place.service), -10)
    set_reaching_out(
        service=place.service,
        line="020 7946 0000",
        by_itself=False,
        by=place.staff[Role.LEAD],
    )
    back, gone = (
        build_care(by, f"{place.mark}{who}", started_on=ended - timedelta(days=90), ended_on=ended, born_on=None)
        for who in ("back", "gone")
    )
    channel = _confirmed(place, back, f"{canary('channeladdress')}@example.invalid", ended)
    invite(occasion=back.occasions[Moment.FOLLOW_UP], by=by)
    reason = record_not_answered(
        occasion=back.occasions[Moment.POST], reason=Reason.MOVED, said_on=ended, words=canary("reasonwords"), by=by
    )
    stop = stop_for(person=gone.person, why=WhyStop.DECLINED, on=ended, by=by)
    return {
        "channel_id": channel.pk,
        "reason_id": reason.pk,
        "stop_id": stop.pk,
        "asked_back": back,
        "heard_no_more": gone,
    }


def _confirmed(place: Place, care: Care, address: str, on: date, **told: object) -> SafeChannel:
    return confirm_channel(
        person=care.person,
        channel=Channel.EMAIL,
        address=address,
        may_hold_code=True,
        confirmed_on=on,
        occasion=care.occasions[Moment.POST],
        by=place.clinician,
        **told,
    )


def _part(kind: type, name: str) -> Callable[[Universe], object]:
    return lambda universe: kind.objects.get(pk=universe.north.parts[name])


_channel, _reason, _stop = _part(SafeChannel, "channel_id"), _part(NotAnswered, "reason_id"), _part(Stop, "stop_id")


def _due(universe: Universe) -> Care:
    """Somebody else whose follow-up is open, and who said how to write to them."""
    from universe import build_care  # noqa: PLC0415 the universe is made of the rooms

    ended = add_months(today_of(universe.north.service), -10)
    care = build_care(universe.north.clinician, "northdue", started_on=ended - timedelta(days=90), ended_on=ended)
    _confirmed(universe.north, care, "due@example.invalid", ended)
    return care


def _invite(universe: Universe) -> Act:
    care = _due(universe)
    return lambda: invite(occasion=care.occasions[Moment.FOLLOW_UP], by=universe.north.clinician)


def _remind(universe: Universe) -> Act:
    from following import went  # noqa: PLC0415 the universe is made of the rooms

    care, by = _due(universe), universe.north.clinician
    occasion = care.occasions[Moment.FOLLOW_UP]
    message = invite(occasion=occasion, by=by)
    went(message, message.queued_at - timedelta(days=20))
    return lambda: remind(occasion=occasion, number=1, by=by)


def _confirm(universe: Universe) -> Act:
    care = universe.north.answered
    return lambda: _confirmed(universe.north, care, "somebody@example.invalid", care.episode.ended_on)


def _record_reason(universe: Universe) -> Act:
    care, by = universe.north.answered, universe.north.clinician
    return lambda: record_not_answered(
        occasion=care.occasions[Moment.POST], reason=Reason.TOO_ILL, said_on=care.episode.ended_on, words="Ill", by=by
    )


def _correct_reason(universe: Universe) -> Act:
    reason, day = _reason(universe), universe.north.answered.episode.ended_on
    return lambda: correct_not_answered(
        not_answered=reason, reason=Reason.NOT_SAID, said_on=day, by=universe.north.clinician
    )


def _stopped(universe: Universe) -> Act:
    care = universe.north.parts["asked_back"]
    return lambda: stop_for(
        person=care.person, why=WhyStop.WITHDRAWN, on=care.episode.ended_on, by=universe.north.clinician
    )


RECIPES: dict[Callable[..., object], Callable[[Universe], Act]] = {
    confirm_channel: _confirm,
    end_channel: lambda universe: lambda: end_channel(channel=_channel(universe), by=universe.north.clinician),
    invite: _invite,
    remind: _remind,
    record_not_answered: _record_reason,
    correct_not_answered: _correct_reason,
    withdraw_not_answered: lambda universe: (
        lambda: withdraw_not_answered(not_answered=_reason(universe), by=universe.north.clinician)
    ),
    stop_for: _stopped,
    take_stop_back: lambda universe: lambda: take_stop_back(stop=_stop(universe), by=universe.north.clinician),
    set_reaching_out: lambda universe: (
        lambda: set_reaching_out(
            service=universe.north.service,
            line="020 7946 0001",
            by_itself=True,
            by=universe.north.staff[Role.LEAD],
        )
    ),
    read_follow_up: lambda universe: lambda: read_follow_up(by=universe.north.clinician),
}

ABOUT = BAR | BANNER
EVERYBODY = [
    ("/staff/follow-up/", BAR | {"name", "group"}),
    ("/staff/follow-up/p/", ABOUT),
    ("/staff/follow-up/h/", ABOUT),
    ("/staff/follow-up/o/", ABOUT),
    ("/staff/follow-up/w/", ABOUT | {"reasonwords"}),
    ("/staff/follow-up/s/", ABOUT),
]
ALLOWED = {
    "clinician": [*EVERYBODY, ("nowhere", {"channeladdress"})],
    "facilitator": EVERYBODY,
    "lead": [
        *EVERYBODY,
        ("/staff/follow-up/all/", BAR),
        ("/staff/follow-up/settings/", BAR | {"portal"}),
    ],
}


READS = {
    "follow-up of one": lambda place: f"/staff/follow-up/p/{place.answered.person.pk}/",
    "safe channel": lambda place: f"/staff/follow-up/p/{place.answered.person.pk}/channel/",
    "write no more": lambda place: f"/staff/follow-up/p/{place.answered.person.pk}/stop/",
    "message before it goes": lambda place: f"/staff/follow-up/o/{place.answered.occasions[Moment.PRE].pk}/",
    "why not answered": lambda place: f"/staff/follow-up/o/{place.answered.occasions[Moment.PRE].pk}/why/",
}
