"""A partner looked into: what tests of partners begin with."""

from browsing import signed_in
from universe import Care

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.partners.actions import record_involvement
from reconnect.clinic.people.days import today_of
from reconnect.clinic.people.models import Partner

NAME, TOLD = "Weld Sample", "Something that only the partner told"


def find(by: Member, partner: Partner, **found: object) -> None:
    seen = {"person_seen_alone": True, "partner_seen_alone": True, "safe": True, "found_on": today_of(by.service)}
    record_involvement(partner=partner, by=by, **(seen | found))


def page_of(by: Member, care: Care) -> str:
    return signed_in(by).get(f"/staff/partners/p/{care.person.pk}/").content.decode()
