"""What staff type in about asking people back."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from reconnect.clinic.accounts.models import Service
from reconnect.clinic.followup.addresses import address_of
from reconnect.clinic.followup.models import NotAnswered, ReachingOut, Reason, WhyStop
from reconnect.clinic.followup.own_line import own_line
from reconnect.clinic.followup.presenters import name_of
from reconnect.clinic.followup.queries import SECTIONS, died_among, occasions_of
from reconnect.clinic.followup.standing import Standing
from reconnect.clinic.outbox.channel import Channel
from reconnect.clinic.partners.forms import AboutPerson
from reconnect.clinic.people.forms import DateField, StaffForm, sentences
from reconnect.clinic.people.models import Occasion, Person
from reconnect.clinic.ui.plain_errors import PlainForm, RowField
from reconnect.errors import ActionDenied


class ChannelForm(AboutPerson):
    """Where messages may go, as the person said it."""

    channel = forms.TypedChoiceField(
        choices=Channel.choices, coerce=Channel, widget=forms.RadioSelect, label="How may we write to them?"
    )
    address = sentences(
        "The address or number",
        required=True,
        rows=3,
        longest=400,
        help_text="One e-mail address, one mobile number, or name and postal address, a line each.",
    )
    may_hold_code = forms.BooleanField(
        required=False,
        label="A message there may hold the code",
        help_text="Only where they said so. Without the code nobody who reads the message can open anything.",
    )
    confirmed_on = DateField(label="They said so on")
    occasion = RowField(
        queryset=Occasion.objects.none(),
        required=False,
        label="Asked at",
        empty_label="No occasion",
        help_text="Said at the end, on one of its days, it holds until their follow-up closes. Otherwise for 180 days.",
    )

    def __init__(self, *args: object, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, person=person, **kwargs)
        field = self.fields["occasion"]
        field.queryset = Occasion.objects.filter(pk__in=[each.pk for each in occasions_of(person)])
        field.queryset = field.queryset.select_related("episode")
        field.label_from_instance = name_of

    def clean(self) -> None:
        """One address, of the kind that was chosen."""
        super().clean()
        channel, address = self.cleaned_data.get("channel"), self.cleaned_data.get("address")
        if channel is None or not address:
            return
        try:
            self.cleaned_data["address"] = _allowed(lambda: address_of(channel, address))
        except ValidationError as wrong:
            self.add_error("address", wrong)


class MessageForm(AboutPerson):
    """A message that was looked at: its number, and the channel that it would go by."""

    number = forms.IntegerField(min_value=0, max_value=2, widget=forms.HiddenInput)
    channel_id = forms.UUIDField(widget=forms.HiddenInput)


class StopForm(AboutPerson):
    """Why nothing goes to the person any more."""

    why = forms.TypedChoiceField(choices=WhyStop.choices, coerce=WhyStop, widget=forms.RadioSelect, label="Why")
    on = DateField(label="Since")

    def __init__(self, *args: object, person: Person, **kwargs: Any) -> None:
        died_on = died_among([person.pk]).get(person.pk)
        initial = {"why": WhyStop.DIED, "on": died_on} if died_on else {}
        super().__init__(*args, person=person, initial=initial, **kwargs)


class ReasonForm(AboutPerson):
    """Why an occasion was not answered."""

    reason = forms.TypedChoiceField(choices=Reason.choices, coerce=Reason, widget=forms.RadioSelect, label="Why not")
    words = sentences("In their words", rows=3)
    said_on = DateField(label="Said or seen on")

    def __init__(self, *args: object, standing: NotAnswered | None = None, **kwargs: Any) -> None:
        names = ("reason", "words", "said_on")
        initial = {name: getattr(standing, name) for name in names} if standing else {}
        super().__init__(*args, initial=initial, **kwargs)


class ReachingForm(StaffForm):
    """What messages say of the service."""

    line = forms.CharField(
        max_length=24,
        label="Telephone number",
        help_text="It stands in every message. Whoever answers it names neither the clinic nor what it is for.",
    )
    by_itself = forms.BooleanField(
        required=False,
        label="Invite and remind by itself",
        help_text="From 9:00 to 19:00. Otherwise somebody of the team sends each message, or all of them at once.",
    )

    def __init__(self, *args: object, service: Service, reaching: ReachingOut | None, **kwargs: Any) -> None:
        initial = {name: getattr(reaching, name) for name in ("line", "by_itself")} if reaching else {}
        super().__init__(*args, service=service, initial=initial, **kwargs)

    def clean_line(self) -> str:
        """A telephone number."""
        return _allowed(lambda: own_line(self.cleaned_data["line"]))


class ListForm(PlainForm):
    """Which part of the list is looked at, and which page of it. A group's name is posted, never in an address."""

    standing = forms.TypedChoiceField(
        choices=[("", "Everyone"), *((each.value, each.value.capitalize()) for each in SECTIONS)],
        coerce=Standing,
        empty_value=None,
        required=False,
        label="Show",
    )
    group = forms.ChoiceField(required=False, label="Group")
    year = forms.TypedChoiceField(coerce=int, empty_value=None, required=False, label="First contact in")
    page = forms.IntegerField(min_value=1, max_value=100_000, required=False, widget=forms.HiddenInput)

    def __init__(self, sent: Any, *, years: list[int]) -> None:
        super().__init__(sent, auto_id="%s")
        self.fields["year"].choices = [("", "Any year"), *((str(each), str(each)) for each in years)]

    def offer_groups(self, groups: list[str]) -> None:
        """The groups of those who are in the list."""
        self.fields["group"].choices = [("", "All"), *((each, each) for each in groups)]

    @property
    def narrowed(self) -> bool:
        """Whether anybody is left out."""
        return any(self.chosen(name) is not None for name in ("standing", "group", "year"))

    def chosen(self, name: str) -> Any:
        """What was chosen there, or None: a choice that is no longer there chooses nobody out."""
        try:
            return self.fields[name].clean(self.data.get(name) or "") or None
        except ValidationError:
            return None


def _allowed(act: Callable[[], str | None]) -> str:
    """What ``act`` gives; what it refuses is the field's error."""
    try:
        return act() or ""
    except ActionDenied as denied:
        raise ValidationError(str(denied)) from None
