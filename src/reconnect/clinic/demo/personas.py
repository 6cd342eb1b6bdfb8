"""The invented people whom a link of the demonstration signs in as."""

from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.people.models import Episode, Occasion, Partner
from reconnect.clinic.people.windows import window
from reconnect.clinic.plan.models import PlanLine
from reconnect.clinic.portal.models import OwnPages
from reconnect.clinic.questionnaires.issuing import held_back
from reconnect.clinic.questionnaires.models import Response
from reconnect.model.occasion import Occasion as Moment


def persona_member(persona: str) -> Member:
    """The invented member of that name, or 404."""
    return get_object_or_404(Member.objects.filter(service__demo=True), email=f"{persona}@example.invalid")


def occasion_to_answer(clinician: Member, today: date) -> Occasion:
    """An invented person's occasion that is not answered, if possible one open today; 404 where none is left.

    Never one of somebody to whom nothing goes any more: no code is made for them. It is the same one until it is
    answered, so that whoever comes back finds what was saved.
    """
    sent = Response.objects.visible_to(clinician).live().submitted()
    answered = sent.exclude(occasion=None).values("occasion_id")  # NOT IN a list with a null holds nothing
    open_still = Occasion.objects.visible_to(clinician).exclude(pk__in=answered)
    occasions = open_still.select_related("episode__person").order_by("-episode__referred_on", "id")
    nothing_goes_to = held_back({each.episode.person_id for each in occasions})
    found = [each for each in occasions if each.episode.person_id not in nothing_goes_to]
    if not found:
        raise Http404
    return next((occasion for occasion in found if _open(occasion, today)), found[0])


def episode_to_practise(clinician: Member) -> Episode:
    """An invented person's course of care whose plan has held something to practise longest; 404 where none does."""
    practised = PlanLine.objects.visible_to(clinician).filter(paused_on=None, ended_on=None, episode__ended_on=None)
    line = practised.select_related("episode__person").order_by("added_on", "id").first()
    if line is None:
        raise Http404
    return line.episode


def partner_to_be(clinician: Member) -> Partner:
    """An invented partner with pages of their own, or 404."""
    pages = OwnPages.objects.standing().filter(service=clinician.service_id).exclude(partner=None)
    found = pages.select_related("partner__person").order_by("opened_at", "id").first()
    if found is None or found.partner is None:
        raise Http404
    return found.partner


def _open(occasion: Occasion, today: date) -> bool:
    span = window(Moment(occasion.moment), occasion.episode.started_on, occasion.episode.ended_on)
    return span is not None and span.holds(today)
