"""Minutes of each technique, and attended contacts, from what was recorded: the same that a dose table gives."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import Count, Q, Sum

from reconnect.analysis.outcomes import Dose
from reconnect.clinic.accounts.models import Service
from reconnect.clinic.care.models import Attendance, Contact, ContactMinutes


def doses(service: Service, episodes: Collection[UUID]) -> tuple[Dose, ...]:
    """One a course of care and technique, added up over attended contacts that were not replaced or taken back.

    Minutes that nobody recorded have no row, and give no Dose: they are not 0 minutes.
    """
    live = ContactMinutes.objects.filter(
        service=service, contact__retracted_at=None, contact__attendance=Attendance.ATTENDED
    )
    rows = live.values_list("contact__episode_id", "technique_id").annotate(total=Sum("minutes"))
    return tuple(
        Dose(str(episode_id), technique, total)
        for episode_id, technique, total in rows.order_by("contact__episode_id", "technique_id")
        if episode_id in episodes
    )


def sessions(service: Service) -> Mapping[UUID, int]:
    """How many contacts were attended, by course of care. One without any record of a contact is not in it."""
    there = Q(attendance=Attendance.ATTENDED, person_present=True)
    live = Contact.objects.live().filter(service=service).order_by()
    return dict(live.values_list("episode_id").annotate(attended=Count("id", filter=there)))
