"""Reads of formulations."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.shortcuts import get_object_or_404

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.formulation.graph import Graph, Said
from reconnect.clinic.formulation.models import Formulation, Version
from reconnect.clinic.formulation.offers import Offer, offered
from reconnect.clinic.library.content import newest
from reconnect.clinic.people.models import Episode, Person
from reconnect.clinic.questionnaires.told import TellsOf, Told, newest_of
from reconnect.model.pattern import BoxRole


@dataclass(frozen=True, slots=True)
class AcceptedArrow:
    """An arrow that the person accepted, in their words. ``key`` stays the same in every later version."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class ComesFrom:
    """An answer that an arrow was offered from; ``replaced`` where a correction took its place since."""

    told: Told
    replaced: bool


def accepted_arrows(episode: Episode) -> tuple[AcceptedArrow, ...]:
    """Those of the newest version that a plan may weaken: what helps is not among them. One query."""
    standing = Version.objects.standing().filter(formulation__episode=episode).order_by("-number").first()
    graph = standing.graph if standing else Graph()
    helps = {box.key for box in graph.boxes if box.role is BoxRole.STRENGTH}
    accepted = [arrow for arrow in graph.arrows if arrow.said is Said.YES and arrow.from_key not in helps]
    return tuple(AcceptedArrow(arrow.key, arrow.text) for arrow in accepted)


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
    formulations = Formulation.objects.visible_to(member).select_related("episode__person")
    return get_object_or_404(formulations, pk=formulation_id)


def all_versions(formulation: Formulation) -> Iterable[Version]:
    """Every version and every text that was kept aside, newest first."""
    return formulation.versions.select_related("by").order_by("-number")


def evidence_of(formulation: Formulation) -> dict[str, list[ComesFrom]]:
    """The answers behind its arrows, by arrow, oldest first."""
    rows = formulation.evidence.select_related("response__service").prefetch_related("response__answers")
    found: dict[str, list[ComesFrom]] = {}
    for row in rows.order_by("response__answered_on", "response__submitted_at", "id"):
        told = newest_of([row.response]).get((row.response.questionnaire_id, row.item_id))
        if told is not None:
            found.setdefault(row.arrow_key, []).append(ComesFrom(told, row.response.retracted_at is not None))
    return found


def offer_beside(version: Version, told: TellsOf) -> Offer:
    """What the newest answers suggest that the version does not hold."""
    return offered(newest(version.service, "patterns").values(), told, version.graph)


def offered_from(offer: Offer, told: TellsOf) -> Mapping[str, list[ComesFrom]]:
    """The answers behind what is offered, by arrow."""
    by_answer = {(each.response_id, each.item.id): each for each in told.values()}
    return {
        key: [ComesFrom(by_answer[answer], replaced=False) for answer in answers]
        for key, answers in offer.comes_from.items()
    }
