"""What a session gives people to try and to take home, and what is done when somebody is upset."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django import forms
from django.http import QueryDict

from reconnect.clinic.people.forms import sentences
from reconnect.clinic.programmes.forms.kept import EditionForm
from reconnect.clinic.programmes.forms.rows import Row, Rows
from reconnect.clinic.programmes.presenters import only_choices
from reconnect.clinic.safety.forms import LinesField
from reconnect.model.session_plan import DistressPlan, Exercise, Handout, SessionPlan
from reconnect.model.voice import Only, Paragraph

OF_EXERCISE = ("title", "aim", "steps", "instead")
OF_DISTRESS = ("may_touch_on", "signs", "do", "say", "afterwards")


class ParagraphForm(Row):
    """A paragraph, and whose pages and sheets it stands on. Without words it is taken out."""

    text = sentences("Words", rows=3, longest=1000)
    only = forms.ChoiceField(required=False, label="For")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["only"].choices = only_choices()  # type: ignore[attr-defined]

    @property
    def stays(self) -> bool:
        """Whether it has words."""
        return bool(self.cleaned_data.get("text"))

    @property
    def told(self) -> Paragraph:
        """The paragraph as it was typed in."""
        only = self.cleaned_data["only"].split()
        return Paragraph(self.cleaned_data["text"], tuple(Only(each) for each in only))


class WordsForm(EditionForm):
    """The exercise, the handout, what may be tried until the next session, and the distress plan."""

    exercise_title = forms.CharField(max_length=120, label="What it is called")
    exercise_aim = sentences("What it is for", required=True, rows=2)
    exercise_steps = LinesField(label="Steps", help_text="A line each.")
    exercise_instead = sentences("What somebody may do instead", required=True, rows=2)
    handout_title = forms.CharField(max_length=120, label="Title of the handout")
    distress_may_touch_on = LinesField(label="What this session may touch on", help_text="A line each.")
    distress_signs = LinesField(label="What you may see", help_text="A line each.")
    distress_do = LinesField(label="What you do", help_text="A line each, in order.")
    distress_say = LinesField(label="What you may say", help_text="A line each.")
    distress_afterwards = LinesField(label="What is done afterwards", help_text="A line each.")

    def __init__(self, data: QueryDict | None, *, plan: SessionPlan, **kwargs: Any) -> None:
        super().__init__(data, initial=_known(plan), **kwargs)
        self.plan = plan
        self.body = Rows(ParagraphForm, "body", data, _paragraphs(plan.handout.body))
        self.try_this = Rows(ParagraphForm, "try", data, _paragraphs(plan.handout.try_this))
        self.practice = Rows(ParagraphForm, "practice", data, _paragraphs(plan.practice))
        for name in ("exercise_steps", *(f"distress_{each}" for each in OF_DISTRESS)):
            self.fields[name].widget.attrs["rows"] = 4

    @property
    def lists(self) -> tuple[tuple[str, str, Rows[ParagraphForm]], ...]:
        """Each list of paragraphs with its path and its name."""
        return (
            ("handout.body", "What the handout says", self.body),
            ("handout.try_this", "What it offers to try", self.try_this),
            ("practice", "What people may try until the next session", self.practice),
        )

    @property
    def whole(self) -> Iterator[forms.Form]:
        """Itself and its paragraphs."""
        yield self
        for _, _, rows in self.lists:
            yield from rows

    def is_valid(self) -> bool:
        """Whether it and all of its paragraphs are."""
        return all(rows.are_valid() for _, _, rows in self.lists) and super().is_valid()

    def owner_of(self, path: str) -> tuple[forms.Form, str]:
        """The first row of a list of paragraphs, such as "handout.body", or a field, such as "distress.signs"."""
        for start, _, rows in self.lists:
            if path.startswith(start) and rows.forms:
                return rows.forms[0], "text"
        return self, path.split("[", maxsplit=1)[0].replace(".", "_")

    @property
    def edited(self) -> SessionPlan:
        """The plan as it was typed in."""
        told = self.cleaned_data
        title, body, try_this, practice = told["handout_title"], _told(self.body), _told(self.try_this), self.practice
        return replace(
            self.plan,
            exercise=Exercise(**{name: told[f"exercise_{name}"] for name in OF_EXERCISE}),
            handout=Handout(title, body, try_this),
            distress=DistressPlan(**{name: told[f"distress_{name}"] for name in OF_DISTRESS}),
            practice=_told(practice),
        )


def _told(rows: Rows[ParagraphForm]) -> tuple[Paragraph, ...]:
    return tuple(each.told for each in rows.staying)


def _paragraphs(known: tuple[Paragraph, ...]) -> list[dict[str, object]]:
    return [{"text": each.text, "only": " ".join(each.only)} for each in known]


def _known(plan: SessionPlan) -> dict[str, object]:
    known: dict[str, object] = {"seen": plan.version, "handout_title": plan.handout.title}
    known |= {f"exercise_{name}": getattr(plan.exercise, name) for name in OF_EXERCISE}
    return known | {f"distress_{name}": getattr(plan.distress, name) for name in OF_DISTRESS}
