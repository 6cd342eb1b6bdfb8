"""The room of what two people share, for the tests that look at all rooms."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from reconnect.clinic.people.days import today_of
from reconnect.clinic.plan.actions.goals import record_persons_word, set_goal, set_target
from reconnect.clinic.portal.actions import issue_home_code, issue_partner_code, open_partner_pages
from reconnect.clinic.questionnaires.actions import keep_tool, open_tool, send_tool
from reconnect.clinic.questionnaires.answering import save_answers
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.clinic.together.actions import end_share, hide_boundary, share, show_boundary
from reconnect.clinic.together.models import Share, ShareKind
from reconnect.clinic.together.shareables import Shareable, shareables_of
from reconnect.model.answer import AnswerState
from reconnect.model.load import shipped_library
from reconnect.model.questionnaire import ItemKind
from rooms import Act
from rooms.portal import coupled

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from universe import Place, Universe

    from reconnect.clinic.questionnaires.models import EntryCode, Response

MINE, SHEET, OWN, BOUNDARY = "boundary", "worksheet-talking-with-partner", "partner-thoughts", "partner-boundary"


def furnish(place: Place) -> dict[str, object]:
    """Two couples. The person who answered shares a sheet, and their partner gave something to the team.

    The other one's partner reads a goal, keeps something, and gave nothing.
    """
    beside = place.answered.person.partners.get()
    open_partner_pages(partner=beside, by=place.clinician)
    theirs = issue_partner_code(partner=beside, by=place.clinician).code
    given = _written(theirs, OWN, f"Canarygiven{place.mark}".title())
    send_tool(code=theirs, response=given)
    own = _own(place)
    keep_tool(code=own, response=_written(own, MINE, f"Canaryboundary{place.mark}".title()))
    kept = _written(own, SHEET, f"Canarykept{place.mark}".title())
    keep_tool(code=own, response=kept)
    shared = share(code=own, thing=_thing(own, ShareKind.WORKSHEET, kept.pk), until=_until(place))

    theirs_too, day = coupled(place).episode, today_of(place.service)
    goal = set_goal(episode=theirs_too, words=f"Canaryshown{place.mark}".title(), set_on=day, by=place.clinician)
    target = set_target(goal=goal, words="Something for it", set_on=day, by=place.clinician)
    record_persons_word(episode=theirs_too, seen={target.pk}, agreed=True, said_on=day, by=place.clinician)
    issued = issue_home_code(episode=theirs_too, by=place.clinician).code
    seen = share(code=issued, thing=_thing(issued, ShareKind.GOAL, goal.pk), until=_until(place))
    close = coupled(place).person.partners.get().codes.get()
    keep_tool(code=close, response=_written(close, OWN, f"Canaryownkept{place.mark}".title()))
    keep_tool(code=close, response=_written(close, BOUNDARY, f"Canarytheirs{place.mark}".title()))
    return {
        "share_id": shared.pk,
        "seen_id": seen.pk,
        "offered": _free(own).address,
    }


def _written(code: EntryCode, sheet: str, words: str) -> Response:
    """A draft with words in every box."""
    questionnaire = shipped_library().questionnaires.newest[sheet]
    draft = open_tool(code=code, questionnaire=questionnaire)
    boxes = [item for item in questionnaire.items if item.kind is ItemKind.TEXT]
    given = {item.id: Given(AnswerState.VALUE, text=words) for item in boxes}
    save_answers(response=draft, given=given, code=code)
    return draft


def _thing(code: EntryCode, kind: ShareKind, what: object) -> Shareable:
    return next(each for each in shareables_of(code) if (each.kind, each.what) == (kind, str(what)))


def _free(code: EntryCode) -> Shareable:
    """The goal of the plan, which nobody shares."""
    return next(each for each in shareables_of(code) if each.kind is ShareKind.GOAL)


def _until(place: Place) -> date:
    return today_of(place.service) + timedelta(days=7)


def _own(place: Place) -> EntryCode:
    """The open code of the person who answered."""
    return place.answered.episode.codes.get(withdrawn_at=None)


def _share(universe: Universe) -> Act:
    code = _own(universe.north)
    return lambda: share(code=code, thing=_free(code), until=_until(universe.north))


def _end_share(universe: Universe) -> Act:
    shared = Share.objects.get(pk=universe.north.parts["share_id"])
    return lambda: end_share(code=_own(universe.north), share=shared)


RECIPES: dict[Callable[..., object], Callable[[Universe], Act]] = {
    share: _share,
    end_share: _end_share,
    show_boundary: lambda universe: lambda: show_boundary(code=_own(universe.north), until=_until(universe.north)),
    hide_boundary: lambda universe: lambda: hide_boundary(code=_own(universe.north)),
}
OPEN = {"portal", "support"}
ALLOWED = {
    "at home": [("/h/g/s/", OPEN | {"goal"}), ("/h/g/b/", OPEN | {"boundary"})],
    "partner": [("/h/g/m/", OPEN | {"shown"}), ("/h/g/b/", OPEN | {"theirs"})],
}
FIELDS = {"ownkept", "kept"}  # a partner keeps the one; the other is shared with a partner who does not walk here
