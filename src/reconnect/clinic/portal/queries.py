"""Whether somebody's own pages stand open."""

from reconnect.clinic.people.models import Episode, Partner, Person
from reconnect.clinic.portal.models import OwnPages
from reconnect.clinic.questionnaires.models import EntryCode


def own_pages_of(episode: Episode) -> OwnPages | None:
    """The person's own pages, or None while they are off."""
    return OwnPages.objects.standing().filter(episode=episode).select_related("by").first()


def pages_of_partner(partner: Partner) -> OwnPages | None:
    """The partner's own pages, or None while they are off."""
    return OwnPages.objects.standing().filter(partner=partner).select_related("by").first()


def partner_beside(person: Person) -> Partner | None:
    """The partner whom the person wants to take part, while pages of their own stand open to them; else None."""
    return Partner.objects.filter(person=person, ended_at=None, own_pages__in=OwnPages.objects.standing()).first()


def stand_open(code: EntryCode) -> bool:
    """Whether the pages that a code leads to hold anything now.

    A partner's code still opens their first page after their pages were closed, or their part ended: it says that
    there is nothing to do, as it does when nothing is shared. An ending must not look like one.
    """
    if code.partner is not None:
        return code.partner.ended_at is None and OwnPages.objects.standing().filter(partner=code.partner).exists()
    return OwnPages.objects.standing().filter(episode=code.episode).exists()


def open_code_of(partner: Partner) -> EntryCode | None:
    """The code that opens the partner's pages now, or None."""
    return partner.codes.filter(used_at=None, withdrawn_at=None).order_by("-expires_at").first()
