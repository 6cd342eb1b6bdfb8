"""The words of a message, from its template and the service's own choices. Nothing of the person's is among them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings

from reconnect.clinic.accounts.models import Service
from reconnect.clinic.followup.models import ReachingOut
from reconnect.clinic.library.content import newest
from reconnect.clinic.outbox.channel import Channel
from reconnect.model.message_template import Blank, MessageStep, MessageTemplate, Wording, written

STEPS = tuple(MessageStep)  # by how many went before
HIDDEN = "••••-••••-••••"  # in a preview: the code is made when the message is


@dataclass(frozen=True, slots=True)
class Written:
    """A message, ready to go."""

    subject: str
    text: str


def template_of(service: Service, went: int) -> MessageTemplate:
    """The template for whoever got so many messages about the same before."""
    found: dict[str, MessageTemplate] = newest(service, "messages")
    return next(each for each in found.values() if each.step is STEPS[went])


def last_day(expires_at: datetime, service: Service) -> date:
    """The last day on which a code works until midnight."""
    return expires_at.astimezone(service.zone).date() - timedelta(days=1)


def written_for(
    kind: Channel, reaching: ReachingOut, service: Service, went: int, code: str | None, until: date | None
) -> Written:
    """The message for that kind of channel, with the code where there is one."""
    template = template_of(service, went)
    wording = _wording(template, kind)
    paragraphs = wording.without_code if code is None else wording.with_code
    values = {Blank.PORTAL: service.portal_name, Blank.ADDRESS: settings.ORIGIN, Blank.LINE: reaching.line}
    if code is not None and until is not None:
        day = f"{until:%-d %b}" if kind is Channel.SMS else f"{until:%-d %B %Y}"
        values |= {Blank.CODE: code, Blank.UNTIL: day}
    subject = "" if kind is Channel.SMS else written(template.subject, values)
    return Written(subject, "\n\n".join(written(each, values) for each in paragraphs))


def _wording(template: MessageTemplate, kind: Channel) -> Wording:
    return {Channel.EMAIL: template.email, Channel.SMS: template.sms, Channel.LETTER: template.letter}[kind]
