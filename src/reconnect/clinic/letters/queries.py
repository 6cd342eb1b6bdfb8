"""Finding letters and their templates from who asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from reconnect.clinic.accounts.models import Member, Service
from reconnect.clinic.letters.models import Letter, State
from reconnect.clinic.library.content import edition, newest
from reconnect.clinic.library.models import OwnContent
from reconnect.clinic.partners.queries import may_be_involved, partner_of
from reconnect.clinic.people.models import Person
from reconnect.model.letter_template import LetterTemplate, Recipient
from reconnect.model.load import shipped_library

KIND = "letters"


@dataclass(frozen=True, slots=True)
class Edition:
    """A version of a template, and who made it when; nobody for the one that came with ReConnect."""

    template: LetterTemplate
    by: str
    at: datetime | None


def letter_for(member: Member, letter_id: UUID) -> Letter:
    """The letter with its person, or 404 where it is another service's."""
    letters = Letter.objects.visible_to(member).select_related("person", "episode", "partner", "by", "sent_by")
    return get_object_or_404(letters, pk=letter_id)


def draft_for(member: Member, letter_id: UUID) -> Letter:
    """The same, or 404 where it is no draft any more."""
    letter = letter_for(member, letter_id)
    if letter.state != State.DRAFT:
        raise Http404
    return letter


def letter_of(person: Person, letter_id: UUID) -> Letter:
    """The letter, or 404 where it is not about this person."""
    return get_object_or_404(Letter, pk=letter_id, person=person)


def letters_of(person: Person) -> list[Letter]:
    """All of them, newest first."""
    return list(person.letters.select_related("by", "sent_by"))


def may_be_sent(letter: Letter) -> bool:
    """False for a letter to a partner unless, at this moment, it is found safe to involve that very partner."""
    if letter.to != Recipient.PARTNER:
        return True
    return letter.partner is not None and may_be_involved(letter.partner)


def offered(person: Person, service: Service) -> list[LetterTemplate]:
    """The templates that may become a letter now; those to a partner only where the partner may be involved."""
    partner = partner_of(person)
    to_partner = partner is not None and may_be_involved(partner)
    return [each for each in _templates(service) if to_partner or each.to is not Recipient.PARTNER]


def templates_of(service: Service) -> list[LetterTemplate]:
    """Every template as the service words it now."""
    return list(_templates(service))


def template_for(member: Member, template_id: str) -> LetterTemplate:
    """The template as the member's service words it now, or 404."""
    template: LetterTemplate | None = newest(member.service, KIND).get(template_id)
    if template is None:
        raise Http404
    return template


def name_of(letter: Letter) -> str:
    """What the template was called."""
    template: LetterTemplate = edition(letter.service, KIND, letter.template_id, letter.version)
    return template.name


def editions_of(service: Service, template_id: str) -> list[Edition]:
    """Every edition that the service has, newest first."""
    own = OwnContent.objects.filter(service=service, kind=KIND, content_id=template_id).select_related("edited_by")
    shipped = [each for each in shipped_library().letters if each.id == template_id]
    found = [
        Edition(edition(service, KIND, template_id, each.version), each.edited_by.name, each.edited_at)
        for each in own.order_by("-version")
    ]
    return found + [Edition(each, "", None) for each in sorted(shipped, key=lambda each: -each.version)]


def last_address(person: Person, template: LetterTemplate) -> tuple[str, list[str]]:
    """To whom and where the last letter to the same went; nothing where there was none."""
    sent = person.letters.filter(to=template.to, state=State.SENT)
    if template.to is Recipient.PARTNER:
        sent = sent.filter(partner=partner_of(person))
    last = sent.order_by("-sent_on", "-made_at").first()
    return (last.recipient, last.address) if last else ("", [])


def _templates(service: Service) -> Iterable[LetterTemplate]:
    order = list(Recipient)
    found: list[LetterTemplate] = list(newest(service, KIND).values())
    return sorted(found, key=lambda each: (order.index(each.to), each.name))
