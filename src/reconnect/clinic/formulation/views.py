"""Pages on formulations."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reconnect.clinic.accounts.policy import CARERS, policy
from reconnect.clinic.asking.words import words_at
from reconnect.clinic.formulation import queries
from reconnect.clinic.formulation.actions import begin_formulation, save_version
from reconnect.clinic.formulation.forms import GraphForm
from reconnect.clinic.formulation.models import Version
from reconnect.clinic.formulation.presenters import edit_page, version_page
from reconnect.clinic.people.models import Person
from reconnect.clinic.people.pages import page_about, posted
from reconnect.clinic.people.queries import episode_for, newest_episode, person_for
from reconnect.clinic.questionnaires.told import newest_told
from reconnect.model.guidance import Step


@policy(CARERS)
@require_safe
def formulation(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """What stands for the person's newest course of care, or how to begin."""
    person = person_for(request.user, person_id)
    episode = newest_episode(person)
    found = episode and queries.formulation_of(episode)
    earlier = queries.earlier_versions(person, episode) if episode else []
    if found:
        return _version(request, queries.newest_version(found), person, earlier)
    context = {"episode": episode, "earlier": earlier, "words": words_at(request.user, Step.FORMULATING)}
    return page_about(request, person, "formulation/not_begun.html.j2", context)


@policy(CARERS)
@require_POST
def begin(request: HttpRequest, episode_id: UUID) -> HttpResponse:
    """Begin with what the answers suggest."""
    episode = episode_for(request.user, episode_id)
    begin_formulation(episode=episode, by=request.user)
    return redirect("formulation", episode.person_id)


@policy(CARERS)
@require_safe
def versions(request: HttpRequest, formulation_id: UUID) -> HttpResponse:
    """Every version, and every text that came too late."""
    found = queries.formulation_for(request.user, formulation_id)
    context = {"versions": queries.all_versions(found), "stands": queries.newest_version(found)}
    return page_about(request, found.episode.person, "formulation/versions.html.j2", context)


@policy(CARERS)
@require_safe
def version(request: HttpRequest, formulation_version_id: UUID) -> HttpResponse:
    """One version, or a text that was kept aside."""
    found = queries.version_for(request.user, formulation_version_id)
    return _version(request, found, found.formulation.episode.person, [])


@policy(CARERS)
@require_safe
def on_paper(request: HttpRequest, formulation_version_id: UUID) -> HttpResponse:
    """The picture and its words on one sheet."""
    found = queries.version_for(request.user, formulation_version_id)
    context = {"page": version_page(found, {})}
    return page_about(request, found.formulation.episode.person, "formulation/on_paper.html.j2", context)


@policy(CARERS)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, formulation_version_id: UUID) -> HttpResponse:
    """Put it into the person's words, made from this version, whichever stands now."""
    base = queries.version_for(request.user, formulation_version_id)
    person = base.formulation.episode.person
    told = newest_told(person)
    offer, stands = queries.offer_beside(base, told), queries.newest_version(base.formulation)
    form = GraphForm(posted(request), base=base, stands=stands.number, offer=offer)
    if form.is_valid:
        saved = save_version(base=base, by=request.user, **form.told)
        return _clash(request, saved) if saved.aside else redirect("formulation_version", saved.pk)
    evidence = queries.evidence_of(base.formulation) | queries.offered_from(offer, told)
    context = {"page": edit_page(form, evidence), "base": base, "stands": stands}
    return page_about(request, person, "formulation/edit.html.j2", context, status=422 if form.is_bound else 200)


def _version(request: HttpRequest, found: Version, person: Person, earlier: list[Version]) -> HttpResponse:
    context = {
        "page": version_page(found, queries.evidence_of(found.formulation)),
        "stands": queries.newest_version(found.formulation),
        "earlier": earlier,
        "words": words_at(request.user, Step.FORMULATING),
    }
    return page_about(request, person, "formulation/version.html.j2", context)


def _clash(request: HttpRequest, saved: Version) -> HttpResponse:
    """Somebody else was faster: both texts, side by side."""
    stands = queries.newest_version(saved.formulation)
    context = {"stands": version_page(stands, {}), "kept": version_page(saved, {})}
    return page_about(request, saved.formulation.episode.person, "formulation/clash.html.j2", context, status=409)
