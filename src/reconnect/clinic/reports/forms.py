"""What the lead chooses to look at."""

from django import forms

from reconnect.clinic.people.forms import DateField, StaffForm
from reconnect.clinic.reports.selection import Selection


class PeriodForm(StaffForm):
    """The days between which treatment began."""

    since = DateField(required=False, label="Treatment began from")
    until = DateField(required=False, label="to")

    def clean(self) -> None:
        """The period does not end before it begins."""
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since is not None and until is not None and until < since:
            self.add_error("until", "This day is before the first one.")

    @property
    def selection(self) -> Selection:
        """What was chosen; everything where it was not valid."""
        return Selection(**self.cleaned_data) if self.is_bound and self.is_valid() else Selection()


class SelectionForm(PeriodForm):
    """A programme of the service, and the days between which treatment began."""

    programme = forms.ChoiceField(required=False, label="Group")
    field_order = ("programme", "since", "until")

    def __init__(self, *args: object, programmes: list[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].choices = [("", "All groups"), *((name, name) for name in programmes)]
