"""A programme: its sessions in order, and the days between them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.http import QueryDict

from reconnect.clinic.people.forms import WholeNumberField
from reconnect.clinic.programmes.forms.kept import EditionForm
from reconnect.clinic.programmes.forms.rows import Row, Rows
from reconnect.clinic.safety.forms import LinesField
from reconnect.model.programme import Programme
from reconnect.model.session_plan import SessionPlan

EDITED = ("name", "about", "every_days", "follow_up", "beforehand")


class SessionRow(Row):
    """A session of the programme. Without one chosen it is taken out."""

    session = forms.ChoiceField(required=False, label="Session")

    def __init__(self, *args: Any, plans: Mapping[str, SessionPlan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(each.id, f"{each.name}, {each.minutes} minutes") for each in plans.values()]
        self.fields["session"].choices = [("", "None"), *named]  # type: ignore[attr-defined]

    @property
    def stays(self) -> bool:
        """Whether one is chosen."""
        return bool(self.cleaned_data.get("session"))


class ProgrammeForm(EditionForm):
    """A programme as a service runs it."""

    name = forms.CharField(max_length=120, label="Name")
    about = forms.CharField(max_length=300, label="What it is", help_text="One line, for whoever plans.")
    every_days = WholeNumberField(min_value=1, max_value=90, label="Days from one session to the next")
    follow_up = forms.BooleanField(
        required=False, label="People are asked again 9 to 12 months after its end", label_suffix=""
    )
    beforehand = LinesField(
        label="What those who lead agree on before the first session", help_text="A line each. Only staff read it."
    )

    def __init__(
        self, data: QueryDict | None, *, programme: Programme, plans: Mapping[str, SessionPlan], **kwargs: Any
    ) -> None:
        super().__init__(data, initial=_known(programme), **kwargs)
        self.programme = programme
        self.sessions = Rows(
            SessionRow, "session", data, [{"session": each} for each in programme.sessions], plans=plans
        )

    @property
    def whole(self) -> Iterator[forms.Form]:
        """Itself and its sessions."""
        yield self
        yield from self.sessions

    def is_valid(self) -> bool:
        """Whether it and all of its rows are."""
        return self.sessions.are_valid() and super().is_valid()

    def owner_of(self, path: str) -> tuple[forms.Form, str]:
        """What is wrong with the sessions is said at the first of them."""
        if path.startswith("sessions") and self.sessions.forms:
            return self.sessions.forms[0], "session"
        return super().owner_of(path)

    @property
    def edited(self) -> Programme:
        """The programme as it was typed in."""
        told = {name: self.cleaned_data[name] for name in EDITED}
        sessions = tuple(each.cleaned_data["session"] for each in self.sessions.staying)
        return replace(self.programme, **told, sessions=sessions)


def _known(programme: Programme) -> dict[str, object]:
    known: dict[str, object] = {"seen": programme.version}
    return known | {name: getattr(programme, name) for name in EDITED}
