"""What changes letters."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.utils import timezone

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.letters.documents import digests_of
from reconnect.clinic.letters.filling import shown_name, values_of
from reconnect.clinic.letters.models import Letter, State, Way
from reconnect.clinic.letters.queries import last_address, may_be_sent
from reconnect.clinic.letters.sight import has_seen
from reconnect.clinic.partners.queries import partner_of
from reconnect.clinic.people.days import refuse_days, today_of
from reconnect.clinic.people.models import Episode
from reconnect.clinic.people.trail import record_about
from reconnect.errors import ActionDenied
from reconnect.model.letter_template import LetterTemplate, Placeholder, Recipient, fill, unfilled

TEXTS = ("recipient", "address", "greeting", "paragraphs", "closing")  # what a correction may change
COPIED = (*TEXTS, "to", "template_id", "version", "head", "subject", "outside")
HOLDS_FOR = timedelta(days=180)  # how long what a person said of an address, or of a GP, is gone by


class ChangedMeanwhile(ActionDenied):
    """Somebody else corrected the letter since it was read."""


@action
def draft_letter(
    *,
    episode: Episode,
    template: LetterTemplate,
    by: Member,
    id: UUID | None = None,  # noqa: A002 it is the letter's
    at: datetime | None = None,
) -> Letter:
    """Begin a letter from a template, its placeholders filled from the one person's data as far as it is known.

    With an ``id`` the same is begun once: raises IntegrityError the second time. Raises ActionDenied for a letter to
    a partner whom it was not found safe to involve.
    """
    at = at or timezone.now()
    letter = Letter(id=id or uuid4(), service_id=episode.service_id, person=episode.person, episode=episode)
    letter.template_id, letter.version, letter.to = template.id, template.version, template.to.value
    letter.made_on, letter.by, letter.made_at = today_of(by.service, at), by, at
    letter.partner = partner_of(episode.person) if template.to is Recipient.PARTNER else None
    _word(letter, template)
    _refuse_partner(letter)
    letter.save(force_insert=True)
    record_about(by, "draft_letter", letter.person, at)
    return letter


@action
def redraft_letter(
    *,
    letter: Letter,
    by: Member,
    id: UUID | None = None,  # noqa: A002 it is the new letter's
    at: datetime | None = None,
) -> Letter:
    """Begin a letter that takes the place of one that was sent, with its words. What was sent stays as it was.

    With an ``id`` the same is begun once: raises IntegrityError the second time.
    """
    at = at or timezone.now()
    if letter.state != State.SENT:
        raise ActionDenied("Only a letter that was sent can be followed by another.")
    _refuse_partner(letter)
    again = Letter.objects.create(
        id=id or uuid4(),
        service_id=letter.service_id,
        person_id=letter.person_id,
        episode_id=letter.episode_id,
        partner_id=letter.partner_id,
        made_on=today_of(by.service, at),
        by=by,
        made_at=at,
        supersedes=letter,
        **{name: getattr(letter, name) for name in COPIED},
    )
    record_about(by, "redraft_letter", letter.person, at)
    return again


@action
def correct_letter(
    *,
    letter: Letter,
    revision: int,
    recipient: str,
    address: Sequence[str],
    made_on: date,
    greeting: str,
    paragraphs: Sequence[str],
    closing: Sequence[str],
    by: Member,
    agreed_on: date | None = None,
    at: datetime | None = None,
) -> Letter:
    """Change the words of a draft, or whom it is to, or note that the person agreed to it.

    Raises ChangedMeanwhile where another correction came after ``revision``, unless it said the very same.
    """
    refuse_days(by.service, made_on, agreed_on, at=at)
    draft = _held_draft(letter)
    told = {
        "recipient": recipient,
        "address": list(address),
        "made_on": made_on,
        "greeting": greeting,
        "paragraphs": list(paragraphs),
        "closing": list(closing),
        "agreed_on": agreed_on,
    }
    if any(getattr(draft, name) != value for name, value in told.items()):
        if draft.revision != revision:
            raise ChangedMeanwhile("Somebody else has changed this letter since you opened it.")
        for name, value in told.items():
            setattr(draft, name, value)
        draft.revision += 1
        draft.save(update_fields=[*told, "revision"])
    record_about(by, "correct_letter", draft.person, at)
    return draft


@action
def send_letter(
    *,
    letter: Letter,
    how: Way,
    sent_on: date,
    sight: str,
    by: Member,
    digests: Sequence[str] | None = None,
    at: datetime | None = None,
) -> Letter:
    """Note that a letter left. From now on it never changes. Sending what was sent does nothing.

    ``digests`` are those of the files of ``letter`` as it is at hand, drawn before, so that nobody waits for it.

    Raises ActionDenied where the member did not see its preview as it stands (``sight`` is what that handed out),
    something is left to fill in, the person did not agree, or a partner may not be involved at this very moment.
    """
    refuse_days(by.service, sent_on, at=at)
    held = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    if held.state == State.SENT:
        return held
    draft = _held_draft(letter)
    _refuse_partner(draft)
    if not has_seen(draft, by, sight):
        raise ActionDenied("Look at the preview first: the letter has changed since you saw it.")
    _refuse_unready(draft, how, sent_on)
    draft.state, draft.sent_how, draft.sent_on, draft.sent_by = State.SENT, how, sent_on, by
    draft.digests = list(digests) if digests and draft.revision == letter.revision else digests_of(draft)
    draft.save(update_fields=["state", "sent_how", "sent_on", "sent_by", "digests"])
    record_about(by, "send_letter", draft.person, at)
    return draft


@action
def discard_letter(*, letter: Letter, by: Member, at: datetime | None = None) -> Letter:
    """Put a draft aside for good."""
    draft = _held_draft(letter)
    draft.state = State.DISCARDED
    draft.save(update_fields=["state"])
    record_about(by, "discard_letter", draft.person, at)
    return draft


def _word(letter: Letter, template: LetterTemplate) -> None:
    """Give a new letter its words, filled from the data of its own person."""
    known, letter.address = last_address(letter.person, template)
    to_person, to_partner = letter.person.name, letter.partner.name if letter.partner else ""
    letter.recipient = {Recipient.PERSON: to_person, Recipient.PARTNER: to_partner}.get(template.to, known)
    values = values_of(letter, letter.by)
    outward = values | {Placeholder.SERVICE: shown_name(letter.by)}
    letter.head = values[Placeholder.SERVICE]
    letter.greeting = fill(template.greeting, values)
    letter.subject = fill(template.subject, outward)
    letter.paragraphs = [fill(each, values) for each in template.paragraphs]
    letter.closing = [fill(each, values) for each in template.closing]
    letter.outside = [fill(each, outward) for each in template.outside]


def _held_draft(letter: Letter) -> Letter:
    """The letter as it stands, which nobody else changes until the transaction is over."""
    draft = Letter.objects.select_for_update(of=("self",)).select_related("person", "partner").get(pk=letter.pk)
    if draft.state != State.DRAFT:
        raise ActionDenied(f"This letter was {draft.state}: it does not change any more.")
    return draft


def _refuse_partner(letter: Letter) -> None:
    if not may_be_sent(letter):
        raise ActionDenied("No letter to a partner before the person was seen alone and it was found safe.")


def _refuse_unready(draft: Letter, how: Way, sent_on: date) -> None:
    left = unfilled(draft.greeting, *draft.paragraphs, *draft.closing)
    if left:
        raise ActionDenied("Fill in what still stands in braces first: " + ", ".join(f"{{{name}}}" for name in left))
    if not draft.recipient:
        raise ActionDenied("Write whom the letter is to first.")
    if sent_on < draft.made_on:
        raise ActionDenied("It cannot have been sent before the day that stands on it.")
    if how == Way.POSTED and not draft.address:
        raise ActionDenied("Write the address first.")
    if draft.to == Recipient.PERSON and how == Way.HANDED_OVER:
        return
    if draft.agreed_on is None:
        raise ActionDenied("Ask the person first, and note the day on which they agreed.")
    if sent_on < draft.agreed_on:
        raise ActionDenied("It left before the person agreed to it: look at both days again.")
    if sent_on - draft.agreed_on > HOLDS_FOR:
        raise ActionDenied("The person agreed to this more than 180 days ago: ask again, and note the day.")
