"""Reads of formulations."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.shortcuts import get_object_or_404

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.formulation.graph import Said
from reconnect.clinic.formulation.models import Evidence, Formulation, Version
from reconnect.clinic.formulation.offers import Offer, offered
from reconnect.clinic.library.content import newest
from reconnect.clinic.people.models import Episode, Person
from reconnect.clinic.questionnaires.told import newest_told


@dataclass(frozen=True, slots=True)
class AcceptedArrow:
    """An arrow that the person accepted, in their words. ``key`` stays the same in every later version."""

    key: str
    text: str


def accepted_arrows(episode: Episode) -> tuple[AcceptedArrow, ...]:
    """Those of the newest version."""
    formulation = formulation_of(episode)
    arrows = newest_version(formulation).graph.arrows if formulation else ()
    return tuple(AcceptedArrow(arrow.key, arrow.text) for arrow in arrows if arrow.said is Said.YES)


def newest_episode(person: Person) -> Episode | None:
    """The course of care that the person is in, or was in last."""
    return person.episodes.first()


def formulation_of(episode: Episode) -> Formulation | None:
    """The episode's formulation, or None before it is begun."""
    return Formulation.objects.filter(episode=episode).first()


def earlier_versions(person: Person, episode: Episode) -> list[Version]:
    """What stood last in the person's other courses of care."""
    others = Formulation.objects.filter(episode__person=person).exclude(episode=episode).select_related("episode")
    return [newest_version(each) for each in others.order_by("-episode__referred_on", "id")]


def newest_version(formulation: Formulation) -> Version:
    """The one that stands."""
    return formulation.versions.standing().select_related("by").order_by("-number")[0]


def version_for(member: Member, version_id: UUID) -> Version:
    """The version with its person, or 404 where it is another service's."""
    versions = Version.objects.visible_to(member).select_related("by", "service", "formulation__episode__person")
    return get_object_or_404(versions, pk=version_id)


def formulation_for(member: Member, formulation_id: UUID) -> Formulation:
    """The formulation with its person, or 404 where it is another service's."""
    formulations = Formulation.objects.filter(service_id=member.service_id).select_related("episode__person")
    return get_object_or_404(formulations, pk=formulation_id)


def all_versions(formulation: Formulation) -> Iterable[Version]:
    """Every version and every text that was kept aside, newest first."""
    return formulation.versions.select_related("by").order_by("-number")


def evidence_of(formulation: Formulation) -> Iterable[Evidence]:
    """The answers behind its arrows, with their responses."""
    found = formulation.evidence.select_related("response__service").prefetch_related("response__answers")
    return found.order_by("response__answered_on", "response__submitted_at", "id")


def offer_beside(version: Version) -> Offer:
    """What the newest answers suggest that the version does not hold."""
    patterns = newest(version.service, "patterns").values()
    return offered(patterns, newest_told(version.formulation.episode.person), version.graph)
