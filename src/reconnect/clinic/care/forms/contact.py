"""What staff type in about a contact."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.care.encounter import LONGEST_CONTACT, LONGEST_TECHNIQUE, MOST_WEEKS, Encounter
from reconnect.clinic.care.models import Attendance, Contact, HandsOn, How
from reconnect.clinic.care.queries import leaders_of
from reconnect.clinic.library.content import newest
from reconnect.clinic.partners.forms import AboutPerson
from reconnect.clinic.people.forms import ComingDateField, DateField, WholeNumberField, sentences
from reconnect.clinic.ui.plain_errors import RowsField
from reconnect.model.discipline import Discipline
from reconnect.model.technique import Technique

PRESENT = (
    ("person", "The person"),
    ("partner", "The partner"),
    ("interpreter", "A professional interpreter (never family)"),
)
ASKED = (("", "Not asked"), ("no", "No"), ("yes", "Yes"))


def _number(label: str, most: int, help_text: str = "") -> forms.IntegerField:
    return WholeNumberField(required=False, min_value=1, max_value=most, label=label, help_text=help_text)


class ContactForm(AboutPerson):
    """A contact. ``encounter`` is what it tells; ``standing`` is the contact that it puts right.

    Fields of hands-on work are physiotherapy's; for everybody else what was recorded stays as it is.
    """

    held_on = DateField(label="Held on")
    how = forms.TypedChoiceField(choices=How.choices, coerce=How, label="How they met")
    attendance = forms.TypedChoiceField(choices=Attendance.choices, coerce=Attendance, label="Attendance")
    present = forms.MultipleChoiceField(
        required=False, choices=PRESENT, widget=forms.CheckboxSelectMultiple, label="Who was there"
    )
    others_present = forms.CharField(
        required=False,
        max_length=200,
        label="Others who were there",
        help_text="Whom the person brought, or a student.",
    )
    leaders = RowsField(
        required=False, queryset=Member.objects.none(), widget=forms.CheckboxSelectMultiple, label="Led by"
    )
    minutes = _number("Minutes altogether", LONGEST_CONTACT)
    hands_on = forms.TypedChoiceField(
        required=False,
        choices=HandsOn.choices,
        coerce=HandsOn,
        empty_value=HandsOn.NOT_TALKED_ABOUT,
        label="Hands-on physiotherapy: what the person said today",
        help_text="Asked anew each time. A yes of another day does not count.",
    )
    hands_on_minutes = _number("Minutes of hands-on work", LONGEST_TECHNIQUE)
    practice_agreed = sentences("Practice agreed", help_text="In the person's words, and theirs to leave out.")
    next_in_weeks = _number("Next contact in weeks", MOST_WEEKS)
    next_on = ComingDateField(required=False, label="or next contact on")
    unhelpful_week = forms.ChoiceField(
        required=False,
        choices=ASKED,
        label="Was the time since the last contact unhelpful?",
        help_text="What they tried did not help, or made things worse.",
    )
    note = sentences("Note for the team", rows=6, help_text="The whole team sees it. What is private goes under Notes.")

    def __init__(self, *args: object, by: Member, standing: Contact | None = None, **kwargs: Any) -> None:
        initial = _of_contact(standing) if standing else {"present": ["person"], "leaders": [by.pk]}
        super().__init__(*args, initial=initial, **kwargs)
        self.standing = standing
        self.fields["leaders"].queryset = leaders_of(by.service, standing)
        self.fields["leaders"].label_from_instance = lambda member: (
            f"{member.name}, {member.discipline}" if member.discipline else member.name
        )
        self.techniques: dict[str, Technique] = newest(by.service, "techniques")
        self.components = newest(by.service, "components")
        for technique in self._in_order():
            self.fields[f"minutes-{technique.id}"] = _number(technique.name, LONGEST_TECHNIQUE)
        if by.discipline != Discipline.PHYSIOTHERAPY:
            del self.fields["hands_on"], self.fields["hands_on_minutes"]

    @property
    def minutes_by_component(self) -> Iterator[tuple[str, list[BoundField]]]:
        """The fields for minutes, a component after the other."""
        for component in sorted(self.components.values(), key=lambda each: each.order):
            held = [self[f"minutes-{each.id}"] for each in self._in_order() if each.component == component.id]
            if held:
                yield component.name, held

    @property
    def encounter(self) -> Encounter:
        """Everything that it tells."""
        said = self.cleaned_data
        return Encounter(
            held_on=said["held_on"],
            how=said["how"],
            in_group=self.standing.in_group if self.standing else False,
            attendance=said["attendance"],
            person_present="person" in said["present"],
            partner_present="partner" in said["present"],
            interpreter_present="interpreter" in said["present"],
            others_present=said["others_present"],
            leaders=tuple(said["leaders"]),
            minutes=said["minutes"],
            techniques=self._minutes(),
            practice_agreed=said["practice_agreed"],
            next_on=said["next_on"],
            next_in_weeks=said["next_in_weeks"],
            unhelpful_week={"yes": True, "no": False}.get(said["unhelpful_week"]),
            note=said["note"],
            **self._hands(),
        )

    @property
    def told(self) -> dict[str, Any]:
        """What it gives to its action."""
        return {"told": self.encounter, "id": self.token}

    def _in_order(self) -> list[Technique]:
        return sorted(self.techniques.values(), key=lambda each: (each.component, each.order))

    def _minutes(self) -> dict[str, int]:
        said = {each: self.cleaned_data[f"minutes-{each}"] for each in self.techniques}
        return {technique: minutes for technique, minutes in said.items() if minutes is not None}

    def _hands(self) -> dict[str, Any]:
        if "hands_on" in self.fields:
            return {name: self.cleaned_data[name] for name in ("hands_on", "hands_on_minutes")}
        if self.standing is None:
            return {}
        return {"hands_on": HandsOn(self.standing.hands_on), "hands_on_minutes": self.standing.hands_on_minutes}


def _of_contact(contact: Contact) -> dict[str, Any]:
    """What the form shows of a contact that stands there."""
    plain = ("held_on", "how", "attendance", "others_present", "minutes", "practice_agreed", "next_on")
    plain += ("next_in_weeks", "hands_on", "hands_on_minutes", "note")
    there = {
        "person": contact.person_present,
        "partner": contact.partner_id is not None,
        "interpreter": contact.interpreter_present,
    }
    return {
        **{name: getattr(contact, name) for name in plain},
        "present": [name for name, was_there in there.items() if was_there],
        "leaders": [each.member_id for each in contact.leaders.all()],
        "unhelpful_week": {True: "yes", False: "no", None: ""}[contact.unhelpful_week],
        **{f"minutes-{each.technique_id}": each.minutes for each in contact.techniques.all()},
    }
