"""What tests of asking people back begin with: somebody whose follow-up is open, and who said how to write to them."""

from datetime import UTC, date, datetime, timedelta

from universe import Care, Place, build_care

from reconnect.clinic.accounts.models import Role
from reconnect.clinic.followup.actions.channels import confirm_channel
from reconnect.clinic.followup.actions.reaching import set_reaching_out
from reconnect.clinic.followup.models import ReachingOut, SafeChannel
from reconnect.clinic.outbox.channel import Channel
from reconnect.clinic.outbox.models import Message, State
from reconnect.clinic.outbox.wiping import end_message
from reconnect.model.occasion import Occasion as Moment

DAY = timedelta(days=1)
ENDED = date(2024, 5, 31)
OPENS = datetime(2025, 2, 28, 9, tzinfo=UTC)  # nine months after the end, on a February's last day
LINE, ORIGIN = "020 7946 0000", "https://clinic.example"


def reach_out(place: Place, *, by_itself: bool = False) -> ReachingOut:
    """The lead says what messages say."""
    lead = place.staff[Role.LEAD]
    return set_reaching_out(service=place.service, line=LINE, by_itself=by_itself, by=lead)


def asked_at_the_end(place: Place, mark: str = "back", *, may_hold_code: bool = True, **told: object) -> Care:
    """Somebody treated until ENDED, who said at the end how it is safe to write to them."""
    care = build_care(place.clinician, mark, **{"ended_on": ENDED} | told)
    tell_channel(place, care, may_hold_code=may_hold_code)
    return care


def tell_channel(
    place: Place,
    care: Care,
    address: str = "somebody@example.invalid",
    *,
    channel: Channel = Channel.EMAIL,
    on: date = ENDED,
    moment: Moment | None = Moment.POST,
    may_hold_code: bool = True,
    at: datetime | None = None,
) -> SafeChannel:
    """They say how it is safe to write to them."""
    return confirm_channel(
        person=care.person,
        channel=channel,
        address=address,
        may_hold_code=may_hold_code,
        confirmed_on=on,
        occasion=care.occasions[moment] if moment else None,
        by=place.clinician,
        at=at,
    )


def went(message: Message, at: datetime) -> None:
    """As if the outbox had sent it then."""
    end_message(Message.objects.get(pk=message.pk), State.SENT, at)
