"""What staff type in about referrals, events and private notes."""

from typing import Any

from django import forms

from reconnect.clinic.accounts.models import Service
from reconnect.clinic.care.models import Barrier, LifeEvent, Referral, Status
from reconnect.clinic.care.queries import routes_for
from reconnect.clinic.partners.forms import AboutPerson
from reconnect.clinic.people.forms import DateField, sentences


class ReferralForm(AboutPerson):
    """A referral to somebody outside the team."""

    made_on = DateField(label="Made on")
    route_id = forms.ChoiceField(required=False, label="Route")
    recipient = forms.CharField(max_length=200, label="Recipient", help_text="The service, or who works there.")
    reason = sentences("Reason", required=True, help_text="What the person agreed that others may know.")

    def __init__(self, *args: object, service: Service, standing: Referral | None = None, **kwargs: Any) -> None:
        names = ("made_on", "route_id", "recipient", "reason")
        initial = {name: getattr(standing, name) for name in names} if standing else {}
        super().__init__(*args, service=service, initial=initial, **kwargs)
        routes = routes_for(service)
        if standing and standing.route_id:
            routes.setdefault(standing.route_id, standing.route_id)
        self.fields["route_id"].choices = [("", "Another way"), *routes.items()]


class StatusForm(AboutPerson):
    """How far a referral has got."""

    status = forms.TypedChoiceField(choices=Status.choices, coerce=Status, label="Now")
    changed_on = DateField(label="Since")
    outcome = sentences("What came of it", rows=3)


class EventForm(AboutPerson):
    """What stood in the person's way."""

    kind = forms.TypedChoiceField(choices=Barrier.choices, coerce=Barrier, label="What happened")
    began_on = DateField(label="Began on", help_text="About that day will do.")
    ended_on = DateField(required=False, label="Ended on", help_text="Empty while it goes on.")
    words = sentences("In their words")

    def __init__(self, *args: object, standing: LifeEvent | None = None, **kwargs: Any) -> None:
        names = ("kind", "began_on", "ended_on", "words")
        initial = {name: getattr(standing, name) for name in names} if standing else {}
        super().__init__(*args, initial=initial, **kwargs)

    def clean(self) -> None:
        """It does not end before it begins."""
        super().clean()
        began_on, ended_on = self.cleaned_data.get("began_on"), self.cleaned_data.get("ended_on")
        if began_on is not None and ended_on is not None and ended_on < began_on:
            self.add_error("ended_on", "This day is before it began.")


class NoteForm(AboutPerson):
    """A note kept apart from the record."""

    written_on = DateField(label="Written on")
    text = sentences("The note", required=True, rows=10)
