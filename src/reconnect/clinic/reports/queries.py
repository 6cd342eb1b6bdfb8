"""Reads of what may leave, from who asks."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.people.models import Episode
from reconnect.clinic.reports.models import ReleasedFile, SharedRelease


def releases_of(member: Member) -> list[SharedRelease]:
    """The releases of the member's service, newest first."""
    return list(SharedRelease.objects.visible_to(member).select_related("made_by").prefetch_related("files"))


def released_file(member: Member, release_id: UUID, name: str) -> ReleasedFile:
    """The file, or 404 where it is another service's."""
    release = get_object_or_404(SharedRelease.objects.visible_to(member), pk=release_id)
    return get_object_or_404(ReleasedFile.objects.filter(release=release), name=name)


def years_of(member: Member, this_year: int) -> list[int]:
    """The years that are over in which treatment began in the member's service, newest first."""
    started = Episode.objects.visible_to(member).exclude(started_on=None).dates("started_on", "year", order="DESC")
    return [day.year for day in started if day.year < this_year]
