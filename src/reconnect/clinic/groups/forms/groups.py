"""A group, from its beginning to its end."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet

from reconnect.clinic.accounts.models import Member, Service
from reconnect.clinic.accounts.policy import CLINICAL
from reconnect.clinic.groups.models import Group, Membership, WhyLeft
from reconnect.clinic.people.forms import ComingDateField, DateField, OnceForm, StaffForm, sentences
from reconnect.clinic.people.models import Episode
from reconnect.clinic.ui.plain_errors import RowField, RowsField
from reconnect.model.programme import Programme

FOR_WHOM = (
    "Your service's choice, in your words: women, men, everybody. Empty is open to all. Say where there is a place for"
    " trans and non-binary people."
)


def staff_of(service: Service, *also: UUID) -> QuerySet[Member]:
    """Who may lead: active clinical staff of the service, and whoever leads already."""
    found = Member.objects.filter(service=service)
    return (found.filter(is_active=True, role__in=CLINICAL) | found.filter(pk__in=also)).order_by("name", "id")


def _named(member: Member) -> str:
    return f"{member.name}, {member.discipline}" if member.discipline else member.name


class GroupForm(OnceForm):
    """What is the service's choice about a group."""

    name = forms.CharField(
        max_length=60, label="Name", help_text="As it is counted by: a month or a number makes it the only one."
    )
    for_whom = forms.CharField(max_length=200, required=False, label="Who it is for", help_text=FOR_WHOM)
    leads = RowsField(
        queryset=Member.objects.none(), widget=forms.CheckboxSelectMultiple, label="Led by", help_text="Two or more."
    )
    distress_lead = RowField(
        queryset=Member.objects.none(),
        label="Goes with somebody who needs to leave the room",
        help_text="A clinician who is in the building at every session, and better not one of those who lead.",
    )

    def __init__(self, *args: object, service: Service, also: Sequence[UUID] = (), **kwargs: Any) -> None:
        super().__init__(*args, service=service, **kwargs)
        for name in ("leads", "distress_lead"):
            self.fields[name].queryset = staff_of(service, *also)
            self.fields[name].label_from_instance = _named


class DetailsForm(GroupForm):
    """The details of a group that stands there already. ``seen`` is the change of them that it was opened on."""

    seen = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, group: Group, **kwargs: Any) -> None:
        leads = [each.member_id for each in group.leaders.all()]
        known = {name: getattr(group, name) for name in ("name", "for_whom", "distress_lead")}
        initial = known | {"leads": leads, "seen": group.details_mark}
        super().__init__(*args, also=leads, initial=initial, **kwargs)

    def look_again(self, group: Group) -> None:
        """Whoever was told of a colleague's change has seen it: sent once more, it takes its place."""
        self.data = self.data.copy()
        self.data["seen"] = str(group.details_mark or "")


class NewGroupForm(GroupForm):
    """A group that begins."""

    programme = forms.ChoiceField(label="Programme", widget=forms.RadioSelect)
    starts_on = ComingDateField(label="First session on")
    field_order = ("programme", "name", "starts_on")

    def __init__(self, *args: object, programmes: Mapping[str, Programme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programmes = sorted(programmes.values(), key=lambda each: each.order)
        self.by_id = programmes
        self.fields["programme"].choices = [(each.id, f"{each.name}: {_length(each)}") for each in self.programmes]

    @property
    def told(self) -> dict[str, Any]:
        """With the programme itself."""
        return super().told | {"programme": self.by_id[self.cleaned_data["programme"]]}


def _length(programme: Programme) -> str:
    number = len(programme.sessions)
    return "one session" if number == 1 else f"{number} sessions, one every {programme.every_days} days"


class FindForm(StaffForm):
    """Whom to look for."""

    search = forms.CharField(
        required=False, max_length=120, label="Find by name or number", help_text="Three letters or more of each word."
    )


class AddForm(StaffForm):
    """People to put on the roster, and from which day on."""

    episodes = RowsField(queryset=Episode.objects.none(), label="People")
    on = DateField(label="In the group from")

    def __init__(self, *args: object, episodes: Sequence[Episode], group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = min(self.today, group.starts_on)
        free = Episode.objects.filter(service_id=group.service_id, ended_on=None)
        self.fields["episodes"].queryset = free.select_related("person")
        self.fields["episodes"].error_messages["required"] = "Tick at least one person."
        self.shown = episodes


class LeaveForm(OnceForm):
    """That somebody left before the end."""

    on = DateField(label="Left on")
    why = forms.TypedChoiceField(
        choices=WhyLeft.choices,
        coerce=WhyLeft,
        widget=forms.RadioSelect,
        label="Why",
        help_text="Nothing is ticked for you.",
    )
    words = sentences("In their words", help_text="Theirs to leave out.", rows=3)

    def __init__(self, *args: object, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].error_messages["required"] = "Choose one. “They did not say” is an answer too."
        self.fields["on"].initial = membership.left_on or self.today
        if membership.left_on:
            self.fields["why"].initial = membership.why_left

    @property
    def told(self) -> dict[str, Any]:
        """The leaving itself; it is about one membership, so it needs no id."""
        return {name: value for name, value in super().told.items() if name != "id"}


class EndForm(StaffForm):
    """The group's last day, and whose course of care ends with it."""

    on = DateField(label="Last day of the group")
    ending = RowsField(required=False, queryset=Episode.objects.none(), label="Their treatment ends with the group")

    def __init__(self, *args: object, last: date, memberships: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = min(self.today, last)
        self.may_end = [each for each in memberships if each.episode.started_on and each.episode.ended_on is None]
        ids = [each.episode_id for each in self.may_end]
        self.fields["ending"].queryset = Episode.objects.filter(pk__in=ids)

    @property
    def ticked(self) -> set[str]:
        """What stands ticked when the page is shown again."""
        return set(self.data.getlist("ending")) if self.is_bound else set()
