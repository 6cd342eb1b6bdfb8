"""From which day on anything can have been said about somebody."""

from datetime import date

from django.db.models import Min

from reconnect.clinic.people.models import Person
from reconnect.errors import ActionDenied


def refuse_before_referral(person: Person, day: date) -> None:
    """Raise ActionDenied where the day lies before the person's first referral: the service did not know them then."""
    first = person.episodes.aggregate(first=Min("referred_on"))["first"]
    if first is not None and day < first:
        raise ActionDenied(f"They were first referred on {first:%-d %b %Y}. Choose that day or a later one.")
