"""A person's own group on their pages."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reconnect.clinic.accounts.policy import policy
from reconnect.clinic.meetings.presenters import day_of, given_in
from reconnect.clinic.meetings.queries import PLACE, own_session_of, own_sessions_of
from reconnect.clinic.plan.places import refuse_closed
from reconnect.clinic.portal.permissions import AT_HOME
from reconnect.clinic.questionnaires.models import EntryCode
from reconnect.clinic.questionnaires.voices import voice_of


@policy(AT_HOME)
@require_safe
def own_group(request: HttpRequest) -> HttpResponse:
    """The days, and what was given out. Nothing on it says who came."""
    code = _in_group(request)
    groups = [[day_of(each) for each in group] for group in own_sessions_of(code.episode)]
    return render(request, "meetings/group.html.j2", {"groups": groups, "service": code.service})


@policy(AT_HOME)
@require_safe
def own_session(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """What was given out on one of them, in the person's own voice, whether they were there or not."""
    code = _in_group(request)
    given = given_in(voice_of(code), own_session_of(code.episode, meeting_id))
    return render(request, "meetings/session.html.j2", {"given": given, "service": code.service})


def _in_group(request: HttpRequest) -> EntryCode:
    """The code, or 404 for somebody who never was in a group in this course of care."""
    code: EntryCode = request.visit.code
    refuse_closed(code.episode, PLACE)
    return code
