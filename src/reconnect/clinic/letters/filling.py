"""What placeholders stand for: one person's data, and nobody else's. Nothing scored, noted or flagged."""

from datetime import date

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.care.queries import contacts_of
from reconnect.clinic.letters.models import Letter
from reconnect.clinic.letters.wording import day_in_words, listed
from reconnect.clinic.people.models import Episode
from reconnect.clinic.plan.queries import active_techniques, goals_of, worksheets
from reconnect.model.letter_template import Placeholder, Recipient
from reconnect.model.load import shipped_library


def values_of(letter: Letter, by: Member) -> dict[Placeholder, str]:
    """What is known. A placeholder without a value stays in the text, where the writer fills it in."""
    person, to = letter.person, Recipient(letter.to)
    born_on = date.fromisoformat(person.born_on) if person.born_on else None
    known = {
        Placeholder.RECIPIENT: letter.recipient,
        Placeholder.NAME: person.name,
        Placeholder.BORN: day_in_words(born_on),
        Placeholder.NHS_NUMBER: person.nhs_number,
        Placeholder.FIRST_CONTACT: day_in_words(letter.episode.started_on),
        Placeholder.GOALS: "; ".join(goal.words for goal in goals_of(letter.episode) if goal.ended_on is None),
        Placeholder.NEXT_CONTACT: day_in_words(_next_contact(letter)),
        Placeholder.TECHNIQUES: listed(_techniques(letter.episode, to)),
        Placeholder.SERVICE: shown_name(by, to),
        Placeholder.SENDER: by.name,
        Placeholder.DISCIPLINE: by.discipline.capitalize() or by.role.capitalize(),
        Placeholder.DATE: day_in_words(letter.made_on),
    }
    return {name: value for name, value in known.items() if value}


def shown_name(member: Member, to: Recipient | None = None) -> str:
    """What the service is called: to a GP by its own name, and else, as outside, by the one that people know."""
    service = member.service
    return service.name if to is Recipient.GP else service.portal_name or service.name


def _techniques(episode: Episode, to: Recipient) -> list[str]:
    """To the person by the names that they find at home, and else by those of the team."""
    known, active = shipped_library().techniques.newest, active_techniques(episode)
    if to is Recipient.PERSON:
        plain = worksheets()
        return [f"“{plain[each].name}”" for each in active if each in plain]
    return [known[each].name.lower() for each in active if each in known]


def _next_contact(letter: Letter) -> date | None:
    """The day that the newest contact named, while it lies ahead."""
    newest = next((each for each in contacts_of(letter.person) if each.episode_id == letter.episode_id), None)
    return newest.next_on if newest and newest.next_on and newest.next_on >= letter.made_on else None
