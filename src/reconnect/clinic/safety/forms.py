"""What staff type in about flags, routes, calendars and duties."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django import forms

from reconnect.clinic.accounts.models import Member, Service
from reconnect.clinic.accounts.queries import carers_of
from reconnect.clinic.people.forms import ComingDateField, OnceForm, StaffForm, sentences
from reconnect.clinic.safety.presenters import KINDS, OUTCOMES
from reconnect.clinic.safety.queries import DEFAULT_CALENDAR, calendars_by
from reconnect.model.calendar import Calendar, Holiday
from reconnect.model.flag_kind import FlagKind
from reconnect.model.help_page import HelpPage
from reconnect.model.route import Route

LONGEST = 4000
MANY_LINES = 20_000  # characters of lines together
A_LOOK = timedelta(days=730)  # whatever is older than two years unlooked at is not kept right


class LinesField(forms.CharField):
    """Several lines, each a text of its own."""

    widget = forms.Textarea(attrs={"rows": 8})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=MANY_LINES, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """As the box shows them."""
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> tuple[str, ...]:
        """The lines that hold something."""
        return tuple(line.strip() for line in super().clean(value).splitlines() if line.strip())


class ConcernForm(OnceForm):
    """Something a member heard or saw."""

    kind = forms.TypedChoiceField(
        choices=[("", "Choose"), *((kind.value, words) for kind, words in KINDS.items())],
        coerce=FlagKind,
        label="What is it about?",
    )
    heard = sentences(
        "What was said or seen",
        required=True,
        rows=5,
        help_text="In their words. Only what somebody needs to act on it.",
        longest=LONGEST,
    )


class MemberForm(StaffForm):
    """Somebody of the service who may see people's records."""

    member = forms.ChoiceField(label="Who")

    def __init__(self, *args: object, service: Service, **kwargs: object) -> None:
        super().__init__(*args, service=service, **kwargs)
        self.members = {str(each.pk): each for each in carers_of(service)}
        names = ((key, each.name) for key, each in self.members.items())
        self.fields["member"].choices = [("", "Choose"), *names]

    def clean_member(self) -> Member:
        """The member."""
        return self.members[self.cleaned_data["member"]]


class HandOverForm(MemberForm):
    """Who looks after it from now on."""


class ClosingForm(StaffForm):
    """How it ended."""

    outcome = forms.ChoiceField(
        choices=[("", "Choose"), *((outcome.value, words) for outcome, words in OUTCOMES.items())],
        label="How did it end?",
    )
    note = sentences("What was done, and by whom", required=True, longest=LONGEST)


class DutyForm(OnceForm, MemberForm):
    """Who is named for what cannot wait, and for which days."""

    from_on = ComingDateField(label="First day")
    until_on = ComingDateField(label="Last day", required=False, help_text="Leave empty until somebody ends it.")

    def clean(self) -> None:
        """From today on, and in order."""
        first, last = self.cleaned_data.get("from_on"), self.cleaned_data.get("until_on")
        if first is not None and first < self.today:
            self.add_error("from_on", "This day has passed.")
        if first is not None and last is not None and last < first:
            self.add_error("until_on", "The last day lies before the first.")


class KeptForm(StaffForm):
    """What somebody keeps right until a day. ``seen`` is the edition that the form was filled from."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    owner = forms.CharField(max_length=120, label="Who keeps this right", help_text="A role or a name.")
    expires_on = ComingDateField(label="To be looked at again by")

    def go_on_from(self, version: int) -> None:
        """Show what was typed again, as a change of that edition."""
        self.data = self.data.copy()
        self.data["seen"] = str(version)

    def clean_expires_on(self) -> date:
        """Not in the past, and not for ever."""
        day: date = self.cleaned_data["expires_on"]
        if not self.today <= day <= self.today + A_LOOK:
            raise forms.ValidationError("Choose a day from today to two years from now.")
        return day


class RouteForm(KeptForm):
    """A route: which flags take it, and its clock, stay as they are."""

    name = forms.CharField(max_length=120, label="Name")
    when = LinesField(label="When this is the right way", help_text="A line each.")
    what_to_do = LinesField(label="What to do", help_text="A line each, in order.")
    who = forms.CharField(max_length=200, label="Whom it leads to", help_text="With the number, once you checked it.")
    field_order = ("seen", "name", "when", "what_to_do", "who", "owner", "expires_on")

    def edited(self, route: Route) -> Route:
        """The route as it was typed in."""
        told = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        return replace(route, **told)


class CalendarForm(KeptForm):
    """The holidays of a calendar, a line each."""

    days = LinesField(label="Holidays", help_text="A line each: year-month-day, then what it is. 2027-12-25 Christmas")
    field_order = ("seen", "days", "owner", "expires_on")

    def clean_days(self) -> tuple[Holiday, ...]:
        """The days, in order."""
        found = []
        for line in self.cleaned_data["days"]:
            written, _, name = line.partition(" ")
            try:
                found.append(Holiday(date.fromisoformat(written), name.strip() or "Holiday"))
            except ValueError:
                message = f"This line begins with no day: {line[:40]}. Write it as 2027-12-25 Christmas."
                raise forms.ValidationError(message) from None
        return tuple(sorted(found, key=lambda holiday: holiday.on))

    def edited(self, calendar: Calendar) -> Calendar:
        """The calendar as it was typed in."""
        told = self.cleaned_data
        return replace(calendar, holidays=told["days"], owner=told["owner"], expires_on=told["expires_on"])


class HelpForm(KeptForm):
    """What does not wait, read by everyone who has a code: its headings stay in their order."""

    before = LinesField(label="What is read first", help_text="A line a paragraph.")
    after = LinesField(label="What is read last", help_text="A line a paragraph.")

    def __init__(self, *args: Any, page: HelpPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, urgency in enumerate(page.urgencies):
            self.fields[f"heading_{number}"] = forms.CharField(
                max_length=120, label="Heading", initial=urgency.heading, help_text="How soon, and where to go."
            )
            self.fields[f"signs_{number}"] = LinesField(
                label="What does not wait longer", initial=urgency.signs, help_text="A line each."
            )
        lists = [f"{name}_{number}" for number in range(len(page.urgencies)) for name in ("heading", "signs")]
        self.order_fields(["seen", "before", *lists, "after", "owner", "expires_on"])

    def edited(self, page: HelpPage) -> HelpPage:
        """The page as it was typed in."""
        told = self.cleaned_data
        urgencies = tuple(
            replace(urgency, heading=told[f"heading_{number}"], signs=told[f"signs_{number}"])
            for number, urgency in enumerate(page.urgencies)
        )
        kept = {name: told[name] for name in ("before", "after", "owner", "expires_on")}
        return replace(page, urgencies=urgencies, **kept)


class ChosenCalendarForm(StaffForm):
    """Whose holidays the service keeps."""

    calendar = forms.ChoiceField(label="Bank holidays of")

    def __init__(self, *args: object, service: Service, **kwargs: object) -> None:
        super().__init__(*args, service=service, **kwargs)
        self.fields["calendar"].choices = [(key, each.name) for key, each in calendars_by(service).items()]
        self.fields["calendar"].initial = kwargs.get("initial", {}).get("calendar", DEFAULT_CALENDAR)


def known_of(kept: Route | Calendar | HelpPage) -> dict[str, object]:
    """What a form shows of a route, a calendar or the page of what does not wait."""
    known: dict[str, object] = {"seen": kept.version, "owner": kept.owner, "expires_on": kept.expires_on}
    if isinstance(kept, Calendar):
        return known | {"days": [f"{holiday.on.isoformat()} {holiday.name}" for holiday in kept.holidays]}
    if isinstance(kept, HelpPage):
        return known | {"before": kept.before, "after": kept.after}
    return known | {name: getattr(kept, name) for name in ("name", "when", "what_to_do", "who")}
