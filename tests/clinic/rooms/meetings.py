"""The room of people's own groups, for the tests that look at all rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from universe import ENDED, STARTED

from reconnect.clinic.groups.actions.groups import found_group
from reconnect.clinic.groups.actions.roster import add_to_group
from reconnect.clinic.library.content import newest
from reconnect.clinic.people.actions import end_episode, reopen_episode

if TYPE_CHECKING:
    from universe import Place


def furnish(place: Place) -> dict[str, object]:
    """A group, called as the person's cohort is already, whose days have come, and the person in it."""
    episode, by = place.answered.episode, place.clinician
    programme = next(each for each in newest(place.service, "programmes").values() if not each.block)
    group = found_group(programme=programme, name=episode.group, starts_on=STARTED, leads=[by], distress_lead=by, by=by)
    reopen_episode(episode=episode, by=by)
    add_to_group(group=group, episode=episode, on=STARTED, by=by)
    episode.refresh_from_db()
    end_episode(episode=episode, by=by, on=ENDED)
    fifth = group.sessions.get(number=5)
    return {"meeting_id": fifth.pk}


ALLOWED = {"at home": [("/h/i/", {"portal", "support", "ownword"})]}
