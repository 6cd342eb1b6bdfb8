"""A session as it was held: what was done, who was there, and what goes into each record."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.care.models import Attendance, How
from reconnect.clinic.groups.forms.groups import staff_of
from reconnect.clinic.groups.meeting import Meeting, There
from reconnect.clinic.groups.models import Membership, Session, SessionPart
from reconnect.clinic.groups.models.session import LONGEST_PART, LONGEST_SESSION
from reconnect.clinic.people.forms import DateField, OnceForm, WholeNumberField, sentences
from reconnect.clinic.ui.plain_errors import RowsField

STATES = (
    (Attendance.ATTENDED.value, "Attended"),
    (Attendance.DID_NOT_ATTEND.value, "Did not attend"),
    (Attendance.CANCELLED_BY_THEM.value, "Cancelled by them"),
    (Attendance.CANCELLED_BY_US.value, "Cancelled by us"),
)
UNTICKED = "You gave minutes but no tick. Tick it, or clear the minutes."
NOT_THEN = "They were not in the group on this day. Clear this, or look at the day again."


@dataclass(frozen=True, slots=True)
class OfPerson:
    """The fields about one person."""

    membership: Membership
    state: BoundField
    late: BoundField
    early: BoundField
    out: BoundField
    note: BoundField


class SessionForm(OnceForm):
    """Everything about a session that was held. ``seen`` is the record that it was opened on; empty is none.

    Nothing stands ticked before somebody ticks it, and nobody is there before somebody says so.
    """

    seen = forms.UUIDField(required=False, widget=forms.HiddenInput)
    held_on = DateField(label="Held on")
    how = forms.TypedChoiceField(choices=How.choices, coerce=How, label="How you met")
    leaders = RowsField(
        required=False, queryset=Member.objects.none(), widget=forms.CheckboxSelectMultiple, label="Led by"
    )
    practice = sentences(
        "Practice until the next session",
        help_text="It goes into the record of everybody who attended, and the whole group reads it on their own pages: "
        "name nobody. Change it to what you agreed, or clear it.",
    )

    def __init__(
        self,
        *args: object,
        session: Session,
        parts: Sequence[SessionPart],
        memberships: Sequence[Membership],
        leading: Sequence[UUID],
        practice: str,
        before: Meeting | None = None,
        **kwargs: Any,
    ) -> None:
        initial = {"held_on": session.planned_on, "how": How.IN_PERSON, "practice": practice, "leaders": leading}
        if before is not None:
            leading = [each.pk for each in before.leaders]
            initial = {"held_on": before.held_on, "how": before.how, "practice": before.practice, "leaders": leading}
        super().__init__(*args, initial=initial | {"seen": session.record_mark}, **kwargs)
        if before is None:
            self.fields["held_on"].initial = self.initial["held_on"] = min(self.today, session.planned_on)
        self.fields["leaders"].queryset = staff_of(session.group.service, *leading)
        self.parts = [each for each in parts if not each.left_out]
        self.before = before
        self.everybody = memberships
        self.memberships = [each for each in memberships if self._belongs(each)]
        for part in self.parts:
            self._add_part(part)
        for membership in self.memberships:
            self._add_person(membership)

    @property
    def rows(self) -> Iterator[tuple[SessionPart, BoundField, BoundField]]:
        """Each part of the plan, with its tick and its minutes."""
        for part in self.parts:
            yield part, self[f"done-{part.pk}"], self[f"minutes-{part.pk}"]

    @property
    def people(self) -> Iterator[OfPerson]:
        """Each person with their fields."""
        for each in self.memberships:
            yield OfPerson(each, *(self[f"{name}-{each.pk}"] for name in ("there", "late", "early", "out", "note")))

    @property
    def meeting(self) -> Meeting:
        """What it tells."""
        said = self.cleaned_data
        return Meeting(
            held_on=said["held_on"],
            leaders=tuple(said["leaders"]),
            delivered={
                part.pk: said[f"minutes-{part.pk}"] or part.minutes for part in self.parts if said[f"done-{part.pk}"]
            },
            people={each.pk: self._there(each.pk) for each in self.memberships if said[f"there-{each.pk}"]},
            practice=said["practice"],
            how=said["how"],
        )

    def clean(self) -> None:
        """Say what does not fit at the field where it stands."""
        super().clean()
        for part in self.parts:
            if self.cleaned_data.get(f"minutes-{part.pk}") and not self.cleaned_data.get(f"done-{part.pk}"):
                self.add_error(f"minutes-{part.pk}", UNTICKED)
        day = self.cleaned_data.get("held_on")
        for each in self.memberships:
            there, recorded = self.cleaned_data.get(f"there-{each.pk}"), self._recorded(each)
            inside = recorded or day is None or each.was_in_on(day)
            if there and not inside:
                self.add_error(f"there-{each.pk}", NOT_THEN)
            if not there and inside and f"there-{each.pk}" not in self.errors and (recorded or self.before is None):
                self.add_error(f"there-{each.pk}", "Say whether they were there.")

    def look_again(self, session: Session) -> None:
        """Whoever was told of a colleague's record has seen it: sent once more, theirs gives way to this."""
        self.data = self.data.copy()
        self.data["seen"] = str(session.record_mark or "")
        self.data["token"] = str(uuid4())

    def _belongs(self, membership: Membership) -> bool:
        """Whether they are asked about: in the group on the day that was sent, recorded, or typed about."""
        if self._recorded(membership):
            return True
        if self.is_bound and any(
            self.data.get(f"{name}-{membership.pk}") for name in ("there", "late", "early", "note")
        ):
            return True
        return membership.was_in_on(self._day())

    def _recorded(self, membership: Membership) -> bool:
        return self.before is not None and membership.pk in self.before.people

    def _day(self) -> date:
        first: date = self.initial["held_on"]
        if not self.is_bound:
            return first
        try:
            return DateField().end_at(self.today).clean(self.data.get("held_on", ""))
        except ValidationError:
            return first

    def _add_part(self, part: SessionPart) -> None:
        done = part.delivered_minutes is not None
        self.fields[f"done-{part.pk}"] = forms.BooleanField(required=False, initial=done, label=f"Done: {part.title}")
        self.fields[f"minutes-{part.pk}"] = WholeNumberField(
            required=False,
            min_value=1,
            max_value=LONGEST_PART,
            initial=part.delivered_minutes,
            label=f"{part.title}, minutes it took",
        )

    def _add_person(self, membership: Membership) -> None:
        name, key = membership.episode.person.name, membership.pk
        said = self.before.people.get(key) if self.before else None
        self.fields[f"there-{key}"] = forms.TypedChoiceField(
            required=False,
            choices=STATES,
            coerce=Attendance,
            widget=forms.RadioSelect,
            initial=said.state.value if said else None,
            label=f"{name}: was there?",
        )
        for field, label in (("late", "came late by"), ("early", "left early by")):
            self.fields[f"{field}-{key}"] = WholeNumberField(
                required=False,
                min_value=1,
                max_value=LONGEST_SESSION,
                initial=getattr(said, field) if said else None,
                label=f"{name}: {label}, minutes",
            )
        self.fields[f"out-{key}"] = forms.BooleanField(
            required=False, initial=bool(said and said.opted_out), label="Sat out what is optional"
        )
        self.fields[f"note-{key}"] = sentences(f"{name}: note for their record", rows=2)

    def _there(self, key: UUID) -> There:
        said = self.cleaned_data
        return There(
            said[f"there-{key}"], said[f"late-{key}"], said[f"early-{key}"], said[f"out-{key}"], said[f"note-{key}"]
        )
