"""A session plan: what it is called, what is said first, and its run-sheet."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django import forms
from django.http import QueryDict

from reconnect.clinic.people.forms import WholeNumberField
from reconnect.clinic.programmes.forms.kept import EditionForm
from reconnect.clinic.programmes.forms.rows import Row, Rows
from reconnect.clinic.programmes.presenters import DOINGS, technique_choices
from reconnect.clinic.safety.forms import LinesField
from reconnect.model.discipline import Discipline
from reconnect.model.session_coherence import CUES, LONGEST
from reconnect.model.session_plan import Doing, Part, SessionPlan

Leads = tuple[tuple[Discipline, ...], ...]
TOLD = ("minutes", "words", "technique", "about_sex", "optional")


class PartForm(Row):
    """A part of the run-sheet. Without a title it is taken out, or was never begun."""

    part = forms.SlugField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(required=False, max_length=120, label="Title")
    doing = forms.TypedChoiceField(
        required=False,
        initial=Doing.TALK,
        choices=list(DOINGS.items()),
        coerce=Doing,
        empty_value=Doing.TALK,
        label="What it is",
    )
    minutes = WholeNumberField(required=False, min_value=1, max_value=LONGEST, label="Minutes")
    words = LinesField(
        required=False, label="How to run it", help_text=f"A line each, which begins with one of: {' '.join(CUES)}"
    )
    technique = forms.ChoiceField(required=False, label="Its minutes count for")
    about_sex = forms.BooleanField(required=False, label="It is about sex")
    optional = forms.BooleanField(required=False, label="Anybody may sit it out")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["technique"].choices = technique_choices()  # type: ignore[attr-defined]
        self.fields["words"].widget.attrs["rows"] = 5

    def clean(self) -> None:
        """Whatever is taken out has no faults; what was begun has a title and minutes."""
        told = self.cleaned_data
        if told.get("title"):
            if told.get("minutes") is None and "minutes" not in self.errors:
                self.add_error("minutes", "Say how many minutes it takes.")
        elif told.get("part"):
            self.errors.clear()
        elif self.errors or any(told.get(field) for field in TOLD):
            self.add_error("title", "Give it a title, or leave the whole row empty.")

    @property
    def stays(self) -> bool:
        """Whether it has a title."""
        return bool(self.cleaned_data.get("title"))

    def told(self, part_id: str) -> Part:
        """The part as it was typed in."""
        told = {name: self.cleaned_data[name] for name in ("title", "doing", *TOLD)}
        return Part(id=part_id, **told)


class SessionForm(EditionForm):
    """The plan of a session, its words for people apart."""

    name = forms.CharField(max_length=120, label="Name")
    about = forms.CharField(max_length=300, label="What it is about", help_text="One line, for whoever plans.")
    minutes = WholeNumberField(min_value=1, max_value=LONGEST, label="Minutes altogether")
    leads = LinesField(
        label="Who leads",
        help_text=f"A line for each person at the front, with the professions that may: {', '.join(Discipline)}.",
    )
    notice = LinesField(
        label="What is said before it begins", help_text="A line each. Everybody hears it: nobody sits it out."
    )
    materials = LinesField(label="What to bring", help_text="A line each.")

    def __init__(self, data: QueryDict | None, *, plan: SessionPlan, **kwargs: Any) -> None:
        super().__init__(data, initial=_known(plan), **kwargs)
        self.plan = plan
        self.parts = Rows(PartForm, "part", data, [_known_part(each) for each in plan.parts])
        self.fields["leads"].widget.attrs["rows"] = 3

    @property
    def whole(self) -> Iterator[forms.Form]:
        """Itself and its parts."""
        yield self
        yield from self.parts

    def is_valid(self) -> bool:
        """Whether it and all of its parts are."""
        return self.parts.are_valid() and super().is_valid()

    def clean_leads(self) -> Leads:
        """The professions of each line."""
        lines: tuple[str, ...] = self.cleaned_data["leads"]
        return tuple(tuple(_discipline(word) for word in line.split(",") if word.strip()) for line in lines)

    def clean(self) -> None:
        """The parts fill the session, and no minute more."""
        whole = self.cleaned_data.get("minutes")
        if whole is None or not self.parts.are_valid():
            return
        total = sum(each.cleaned_data["minutes"] for each in self.parts.staying)
        if total != whole:
            apart = f"{abs(total - whole)} {'more' if total > whole else 'fewer'} than {whole}"
            message = f"The parts add up to {total} minutes, {apart}. Change the minutes of a part, or these."
            self.add_error("minutes", message)

    def owner_of(self, path: str) -> tuple[forms.Form, str]:
        """The row of a part where the path names one, such as "parts.welcome.words"."""
        first, _, rest = path.partition(".")
        part_id, _, field = rest.partition(".")
        for found, row in zip(self._ids(), self.parts.staying, strict=True):
            if first == "parts" and found == part_id:
                return row, field or "title"
        return super().owner_of(path)

    @property
    def edited(self) -> SessionPlan:
        """The plan as it was typed in."""
        told = {name: self.cleaned_data[name] for name in ("name", "about", "minutes", "leads", "notice", "materials")}
        parts = zip(self.parts.staying, self._ids(), strict=True)
        return replace(self.plan, **told, parts=tuple(row.told(part_id) for row, part_id in parts))

    def _ids(self) -> list[str]:
        """Of each part that stays: its own, or for a new one the first that is free."""
        known = [each.cleaned_data["part"] for each in self.parts.staying]
        taken = {*known, *(each.id for each in self.plan.parts)}
        free = (name for number in range(1, 100) if (name := f"added-{number}") not in taken)
        return [each or next(free) for each in known]


def _discipline(word: str) -> Discipline:
    try:
        return Discipline(word.strip().lower())
    except ValueError:
        message = f"There is no such profession here: {word.strip()[:40]}. Choose from: {', '.join(Discipline)}."
        raise forms.ValidationError(message) from None


def _known(plan: SessionPlan) -> dict[str, object]:
    return {
        "seen": plan.version,
        "name": plan.name,
        "about": plan.about,
        "minutes": plan.minutes,
        "leads": tuple(", ".join(each) for each in plan.leads),
        "notice": plan.notice,
        "materials": plan.materials,
    }


def _known_part(part: Part) -> dict[str, object]:
    return {"part": part.id, "title": part.title, "doing": part.doing} | {name: getattr(part, name) for name in TOLD}
