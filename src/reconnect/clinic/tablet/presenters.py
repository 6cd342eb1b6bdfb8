"""Whom sheets can be made for, and the sheets, ready to print."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from reconnect.clinic.accounts.models import Service
from reconnect.clinic.library.questionnaires import current
from reconnect.clinic.people.models import Episode, Occasion, Person
from reconnect.clinic.people.presenters import MOMENTS
from reconnect.clinic.people.windows import window
from reconnect.clinic.questionnaires.issuing import IssuedCode, held_back
from reconnect.clinic.questionnaires.queries import answered_at
from reconnect.clinic.tablet.queries import codes_of, newest_episodes
from reconnect.model.occasion import Occasion as Moment


@dataclass(frozen=True, slots=True)
class Choice:
    """An occasion that a sheet may be made for; ``code_until`` is the last day of a code that is open for it."""

    occasion: Occasion
    label: str
    open_code: UUID | None
    code_until: date | None


@dataclass(frozen=True, slots=True)
class Chosen:
    """A person with the occasions that can be asked, and the one whose days these are, if it is not answered.

    None can where codes are ``held_back``: nothing goes to them any more.
    """

    person: Person
    choices: tuple[Choice, ...]
    due: UUID | None
    held_back: bool = False

    @property
    def field(self) -> str:
        """Its name in the form."""
        return f"occasion-{self.person.pk}"

    @property
    def born_on(self) -> date | None:
        """The day of birth, which tells namesakes apart."""
        return date.fromisoformat(self.person.born_on) if self.person.born_on else None

    def occasion(self, said: str) -> Occasion | None:
        """The one that a form named, or None."""
        return next((each.occasion for each in self.choices if str(each.occasion.pk) == said), None)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of paper: whose it is, for the strip that is torn off, and the code with its last day."""

    chosen: Chosen
    text: str
    until: date


def chosen_of(people: Sequence[Person], service: Service, today: date) -> tuple[Chosen, ...]:
    """Each person with what can be asked of them."""
    episodes = newest_episodes(people)
    occasions = [each for episode in episodes.values() for each in episode.occasions.all()]
    answered, codes, asked = answered_at(occasions), codes_of(occasions), set(current(service))
    open_ = {occasion_id for occasion_id, ids in answered.items() if not asked <= ids}
    nothing_goes = held_back({each.pk for each in people})
    found = []
    for person in people:
        if person.pk in nothing_goes:
            found.append(Chosen(person, (), None, held_back=True))
            continue
        episode = episodes.get(person.pk)
        mine = _in_order(episode, open_)
        due = next((each.pk for each in mine if episode and _is_open(episode, each, today)), None)
        choices = tuple(
            Choice(
                each,
                MOMENTS[Moment(each.moment)],
                codes[each.pk].pk if each.pk in codes else None,
                codes[each.pk].expires_at.astimezone(service.zone).date() if each.pk in codes else None,
            )
            for each in mine
        )
        found.append(Chosen(person, choices, due))
    return tuple(found)


def sheets_of(made: Iterable[tuple[Chosen, IssuedCode]], service: Service) -> tuple[Sheet, ...]:
    """The sheets, in the order in which the people were chosen."""
    return tuple(
        Sheet(chosen, issued.text, issued.code.expires_at.astimezone(service.zone).date()) for chosen, issued in made
    )


def _in_order(episode: Episode | None, open_: set[UUID]) -> list[Occasion]:
    """The episode's occasions that are not answered yet."""
    if episode is None:
        return []
    occasions = {Moment(each.moment): each for each in episode.occasions.all() if each.pk in open_}
    return [occasions[moment] for moment in Moment if moment in occasions]


def _is_open(episode: Episode, occasion: Occasion, today: date) -> bool:
    span = window(Moment(occasion.moment), episode.started_on, episode.ended_on)
    return span is not None and span.holds(today)
