"""The action that makes a form which may leave the service, once no earlier one tells of a few people beside it."""

from datetime import datetime

from django.utils import timezone

from reconnect.analysis.release import first_clash, release
from reconnect.clinic.accounts.models import Member, Service
from reconnect.clinic.audit.trail import record
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.reports.models import ReleasedFile, SharedRelease
from reconnect.clinic.reports.reckoning import Reckoned
from reconnect.clinic.sealing.keys import derived_key
from reconnect.errors import ActionDenied
from reconnect.exchange.ledger import read_release, release_text
from reconnect.exchange.share import share_files


@action
def share_year(*, by: Member, reckoned: Reckoned, at: datetime | None = None) -> SharedRelease:
    """Make the form of a year that is over, for everyone whose treatment began in it.

    Raises ActionDenied where the form and earlier ones would together tell of 1 to 7 people; then nothing is kept.
    """
    at = at or timezone.now()
    service = Service.objects.select_for_update().get(pk=by.service_id)  # one release of a service at a time
    new = release(reckoned.evaluation, reckoned.shared, derived_key(f"releases/{service.pk}"))
    earlier = [read_release(each.marks) for each in SharedRelease.objects.filter(service=service)]
    clash = first_clash(new, earlier)
    if clash is not None:
        raise ActionDenied(str(clash))
    made = SharedRelease.objects.create(
        service=service, period=str(reckoned.year), made_at=at, made_by=by, marks=release_text(new)
    )
    ReleasedFile.objects.bulk_create(
        ReleasedFile(service_id=service.pk, release=made, name=name, content=content)
        for name, content in share_files(reckoned.shared).items()
    )
    record(actor=by.actor, action="share_year", target=f"service:{service.pk}", service_id=service.pk, at=at)
    return made
