"""What the forms of programmes and session plans share: they change one edition, and name each field that is wrong."""

import re
from collections.abc import Iterable, Iterator

from django import forms

from reconnect.clinic.people.forms import StaffForm
from reconnect.errors import Problem


class EditionForm(StaffForm):
    """A change of the edition ``seen``."""

    use_required_attribute = False
    seen = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def whole(self) -> Iterator[forms.Form]:
        """Itself and the rows of its lists, for whatever looks through all of them."""
        yield self

    def go_on_from(self, version: int) -> None:
        """Show what was typed again, as a change of that edition."""
        self.data = self.data.copy()
        self.data["seen"] = str(version)

    def add_problems(self, problems: Iterable[Problem]) -> None:
        """Say each where it belongs."""
        # Found first, said then: a form forgets what is in a field that it says an error of.
        owners = [(problem.message, *self.owner_of(problem.field or "")) for problem in problems]
        for said, form, field in owners:
            message = f"{said[0].upper()}{said[1:]}."
            form.add_error(field if field in form.fields else None, message)

    def owner_of(self, path: str) -> tuple[forms.Form, str]:
        """The form and the field that a path of the content names: "notice[2]" is of "notice"."""
        return self, re.split(r"[\[.]", path)[0]
