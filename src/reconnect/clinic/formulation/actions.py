"""What changes formulations."""

from datetime import date, datetime

from django.db.models import Max
from django.utils import timezone

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.formulation.graph import Graph
from reconnect.clinic.formulation.models import Evidence, Formulation, Version
from reconnect.clinic.formulation.offers import Offer, offered
from reconnect.clinic.formulation.queries import newest_version
from reconnect.clinic.library.content import newest
from reconnect.clinic.people.days import refuse_days, today_of
from reconnect.clinic.people.models import Episode
from reconnect.clinic.people.trail import record_about, refuse_elsewhere
from reconnect.clinic.questionnaires.told import newest_told
from reconnect.errors import ActionDenied


@action
def begin_formulation(*, episode: Episode, by: Member, at: datetime | None = None) -> Formulation:
    """Begin with the arrows that the person's answers suggest; nothing is said to any of them yet. Once an episode."""
    at = at or timezone.now()
    refuse_elsewhere(by, episode.person)
    episode.hold()
    begun = Formulation.objects.filter(episode=episode).first()
    if begun is not None:
        return begun
    formulation = Formulation.objects.create(service_id=episode.service_id, episode=episode, begun_at=at)
    offer = offered(newest(by.service, "patterns").values(), newest_told(episode.person))
    _add_version(formulation, offer.graph, number=1, parent=None, aside=False, made_on=today_of(by.service, at), by=by)
    _keep_evidence(formulation, offer, offer.graph)
    record_about(by, "begin_formulation", formulation.episode.person, at)
    return formulation


@action
def save_version(
    *, base: Version, expects: int, graph: Graph, made_on: date, by: Member, at: datetime | None = None
) -> Version:
    """Save what the person and their team see now, made from ``base`` while version ``expects`` stood.

    Where another one stands meanwhile, the text is kept beside it (``aside``) and does not stand. The same sent twice,
    and what stands already, is saved once. Raises ActionDenied where the graph is no picture.
    """
    at = at or timezone.now()
    formulation = base.formulation
    refuse_elsewhere(by, formulation.episode.person)
    refuse_days(by.service, made_on, at=at)
    if graph.problem():
        raise ActionDenied(graph.problem())
    formulation.hold()
    stands = newest_version(formulation)
    aside = stands.number != expects
    saved = _saved_before(formulation, base, graph, by) if aside else (stands if stands == base else None)
    if saved is not None and saved.graph.same_words(graph):
        return saved
    last = formulation.versions.aggregate(last=Max("number"))["last"]
    words = graph.stamped(base.graph, made_on)
    version = _add_version(
        formulation, words, number=last + 1, parent=base.number, aside=aside, made_on=made_on, by=by, at=at
    )
    told = newest_told(formulation.episode.person)
    _keep_evidence(formulation, offered(newest(by.service, "patterns").values(), told, base.graph), words)
    record_about(by, "keep_aside" if aside else "save_version", formulation.episode.person, at)
    return version


def _saved_before(formulation: Formulation, base: Version, graph: Graph, by: Member) -> Version | None:
    """What the same member saved from the same version in the same words, so that a second click finds the first."""
    own = formulation.versions.filter(by=by, parent=base.number).select_related("by").order_by("-number")
    return next((each for each in own if each.graph.same_words(graph)), None)


def _add_version(
    formulation: Formulation,
    graph: Graph,
    *,
    number: int,
    parent: int | None,
    aside: bool,
    made_on: date,
    by: Member,
    at: datetime | None = None,
) -> Version:
    return Version.objects.create(
        service_id=formulation.service_id,
        formulation=formulation,
        number=number,
        parent=parent,
        aside=aside,
        content=graph.written(),
        made_on=made_on,
        by=by,
        recorded_at=at or formulation.begun_at,
    )


def _keep_evidence(formulation: Formulation, offer: Offer, graph: Graph) -> None:
    """The answers behind each offered arrow that stands in ``graph``; what was noted before stays."""
    Evidence.objects.bulk_create(
        [
            Evidence(
                service_id=formulation.service_id,
                formulation=formulation,
                arrow_key=key,
                response_id=response_id,
                item_id=item_id,
            )
            for key, answers in offer.comes_from.items()
            if graph.arrow(key) is not None
            for response_id, item_id in answers
        ],
        ignore_conflicts=True,
    )
