"""What the staff's page about home says of each course of care."""

from dataclasses import dataclass
from datetime import date

from reconnect.clinic.home.forms import InviteForm
from reconnect.clinic.home.kept import kept_card
from reconnect.clinic.home.models import Invitation
from reconnect.clinic.home.queries import blocks_of, invitations_of, open_home_code, sent_sheets, tools_of, wording_of
from reconnect.clinic.people.models import Episode
from reconnect.clinic.plan.places import places_of
from reconnect.clinic.plan.queries import active_techniques
from reconnect.clinic.portal.models import OwnPages
from reconnect.clinic.portal.queries import own_pages_of
from reconnect.clinic.questionnaires.models import EntryCode, Response
from reconnect.clinic.questionnaires.voices import asked_in
from reconnect.model.load import shipped_library
from reconnect.model.place import Place
from reconnect.model.voice import Voice


@dataclass(frozen=True, slots=True)
class AtHome:
    """An episode's Home as staff see it: how they asked to be spoken to, and the names of what they sent."""

    episode: Episode
    pages: OwnPages | None
    code_until: date | None
    tools: tuple[str, ...]
    places: tuple[str, ...]
    spoken: tuple[tuple[str, str], ...]
    sent: tuple[tuple[Response, str], ...]
    invitations: tuple[tuple[Invitation, str], ...]
    form: InviteForm


def last_day(code: EntryCode) -> date:
    """The day on which the code ends, where the service is."""
    return code.expires_at.astimezone(code.service.zone).date()


def at_home_of(episode: Episode, wrong: InviteForm | None = None) -> AtHome:
    """The episode's card; ``wrong`` is the form that was not right."""
    code = open_home_code(episode)
    asked = invitations_of(episode)
    names = {each.id: each.name for each in shipped_library().questionnaires.newest.values()}
    active = set(active_techniques(episode))
    found = places_of(episode)

    def planned(place: Place) -> bool:
        return not active.isdisjoint(place.techniques)

    free = tuple(each for each in blocks_of(episode.person) if each.id not in {one.questionnaire_id for one in asked})
    return AtHome(
        episode,
        own_pages_of(episode),
        last_day(code) if code else None,
        (*(each.name for each in found if planned(each)), *(each.name for each in tools_of(episode))),
        tuple(each.name for each in found if not planned(each)),
        _spoken(episode),
        tuple((each, wording_of(each).name) for each in sent_sheets(episode)),
        tuple((each, names[each.questionnaire_id]) for each in asked),
        wrong or InviteForm(None, episode=episode, blocks=free),
    )


def _spoken(episode: Episode) -> tuple[tuple[str, str], ...]:
    """What they asked for, question by question; nothing where they did not say."""
    asked = asked_in(episode)
    return tuple(line for line in kept_card(asked, Voice()).lines if line[1]) if asked else ()
