"""Reads about medicines: the classes, what somebody listed, what was agreed with them."""

from datetime import datetime
from uuid import UUID

from django.shortcuts import get_object_or_404

from reconnect.clinic.accounts.models import Member, Service
from reconnect.clinic.library.addresses import found_at
from reconnect.clinic.library.content import newest
from reconnect.clinic.medicines.models import AgreedMedicineNote, RecordedTotal
from reconnect.clinic.people.models import Episode, Person
from reconnect.clinic.questionnaires.models import Response
from reconnect.clinic.questionnaires.told import TellsOf, newest_of
from reconnect.clinic.questionnaires.visits import Visit
from reconnect.model.medicine_class import MedicineClass

LIST = "my-medicines"
OPIOIDS = "opioids"  # the class whose page holds what is cited about more than 120 mg a day
LISTS_ONE = {1, 2}  # yes, and not sure


def classes(service: Service) -> list[MedicineClass]:
    """What is told of each class, in order."""
    return sorted(newest(service, "medicine-classes").values(), key=lambda each: each.order)


def class_at(service: Service, address: str) -> MedicineClass:
    """The class of that address, or 404."""
    return found_at(address, classes(service))


def class_on_opioids(service: Service) -> MedicineClass:
    """What is cited about opioids."""
    return next(each for each in classes(service) if each.id == OPIOIDS)


def kept_list(visit: Visit) -> Response | None:
    """The newest list that the person chose to keep."""
    kept = Response.objects.live().opened_by(visit.code).filter(questionnaire_id=LIST).kept()
    return kept.select_related("service").prefetch_related("answers").order_by("-kept_at", "id").first()


def lists_an_opioid(visit: Visit) -> bool:
    """Whether the person said so, or that they are not sure, in a list they kept or in this very visit.

    What was said in an earlier visit and not kept leaves no trace on a page.
    """
    kept = kept_list(visit)
    lists = Response.objects.live().opened_by(visit.code).filter(questionnaire_id=LIST)
    opioid = {"answers__item_id": "opioid", "answers__value__in": LISTS_ONE}
    return lists.filter(**opioid, answers__visit=visit.number).exists() or (
        kept is not None and lists.filter(**opioid, pk=kept.pk).exists()
    )


def notes_in_force(episode: Episode, use: str = "", at: datetime | None = None) -> list[AgreedMedicineNote]:
    """What a prescriber agreed with the person and holds today; of one use, or of all."""
    notes = AgreedMedicineNote.objects.filter(episode=episode).in_force(episode.service, at)
    return list(notes.filter(use=use) if use else notes)


def notes_of(episode: Episode) -> list[AgreedMedicineNote]:
    """All that were written in a course of care, newest first."""
    return list(episode.agreed_medicine_notes.all())


def totals_of(episode: Episode) -> list[RecordedTotal]:
    """All that were recorded in a course of care, newest first."""
    return list(episode.recorded_totals.select_related("by"))


def list_of(person: Person) -> TellsOf:
    """What the person sent to the team, item by item."""
    sent = Response.objects.live().submitted().filter(person=person, questionnaire_id=LIST)
    return newest_of(
        sent.select_related("service").order_by("answered_on", "submitted_at", "id").prefetch_related("answers")
    )


def note_for(member: Member, note_id: UUID) -> AgreedMedicineNote:
    """The standing note with its person, or 404 where it is another service's."""
    notes = AgreedMedicineNote.objects.visible_to(member).select_related("episode__person", "episode__service")
    return get_object_or_404(notes, pk=note_id)


def total_for(member: Member, total_id: UUID) -> RecordedTotal:
    """The total with its person, or 404 where it is another service's."""
    totals = RecordedTotal.objects.visible_to(member).select_related("episode__person", "episode__service")
    return get_object_or_404(totals, pk=total_id)
