"""Letters and templates, ready to print."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from reconnect.clinic.accounts.models import Service
from reconnect.clinic.letters.documents import envelope_of, is_printable, letter_of
from reconnect.clinic.letters.models import Letter, State, Way
from reconnect.clinic.letters.queries import Edition, may_be_sent, name_of
from reconnect.exchange.letter.letter import Envelope
from reconnect.exchange.letter.letter import Letter as Words
from reconnect.model.letter_template import ALLOWED, LetterTemplate, Placeholder, Recipient, unfilled

TO = {Recipient.PERSON: "To the person", Recipient.GP: "To the GP", Recipient.PARTNER: "To the partner"}
MEANS = {
    Placeholder.RECIPIENT: "whom it is to",
    Placeholder.NAME: "the person's name",
    Placeholder.BORN: "the day they were born",
    Placeholder.NHS_NUMBER: "their NHS number",
    Placeholder.FIRST_CONTACT: "the day of the first contact",
    Placeholder.GOALS: "their goals, in their words",
    Placeholder.TECHNIQUES: "what the plan holds, by name",
    Placeholder.NEXT_CONTACT: "when you talk next: typed in each letter",
    Placeholder.SERVICE: "your service's name",
    Placeholder.SENDER: "who writes",
    Placeholder.DISCIPLINE: "their profession",
    Placeholder.DATE: "the day of the letter",
}
STATES = {State.DRAFT: "Draft", State.SENT: "Sent", State.DISCARDED: "Discarded"}


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter in a list."""

    id: UUID
    name: str
    to: str
    made_on: date
    by: str
    state: str
    is_draft: bool
    sent_on: date | None
    how: str


@dataclass(frozen=True, slots=True)
class LetterPage:
    """A letter as it reads, and what may be done with it. ``waits`` says why a letter to a partner may not leave."""

    row: LetterRow
    words: Words
    envelope: Envelope
    left: tuple[str, ...]
    waits: bool
    printable: bool
    has_files: bool
    agreed_on: date | None
    digests: tuple[str, ...]
    supersedes: UUID | None


@dataclass(frozen=True, slots=True)
class EditionRow:
    """An edition of a template: when and by whom."""

    template: LetterTemplate
    said: str
    day: date | None


def rows_of(letters: Sequence[Letter]) -> list[LetterRow]:
    """The letters of a list."""
    return [_row(each) for each in letters]


def page_of(letter: Letter) -> LetterPage:
    """The letter, opened."""
    words = letter_of(letter)
    waits = not may_be_sent(letter)
    printable = is_printable(letter)
    return LetterPage(
        row=_row(letter),
        words=words,
        envelope=envelope_of(letter),
        left=tuple(f"{{{name}}}" for name in unfilled(*words.words)),
        waits=waits,
        printable=printable,
        has_files=not waits and letter.state != State.DISCARDED,
        agreed_on=letter.agreed_on,
        digests=tuple(letter.digests or ()),
        supersedes=letter.supersedes_id,
    )


def template_choices(templates: Sequence[LetterTemplate]) -> list[tuple[str, str]]:
    """For a form: each by its id, with whom it is to."""
    return [(each.id, f"{TO[each.to]}: {each.name}") for each in templates]


def placeholders(to: Recipient) -> list[tuple[str, str]]:
    """What may stand in braces, and what each means."""
    return [(f"{{{each}}}", MEANS[each]) for each in Placeholder if each in ALLOWED[to]]


def edition_rows(editions: Sequence[Edition], service: Service) -> list[EditionRow]:
    """The editions, with the days of the service's own calendar."""
    return [
        EditionRow(
            each.template,
            f"Version {each.template.version}, " + (f"by {each.by}" if each.by else "as it came"),
            timezone.localtime(each.at, service.zone).date() if each.at else None,
        )
        for each in editions
    ]


def _row(letter: Letter) -> LetterRow:
    return LetterRow(
        id=letter.pk,
        name=name_of(letter),
        to=TO[Recipient(letter.to)],
        made_on=letter.made_on,
        by=letter.by.name,
        state=STATES[State(letter.state)],
        is_draft=letter.state == State.DRAFT,
        sent_on=letter.sent_on,
        how=Way(letter.sent_how).label if letter.sent_how else "",
    )
