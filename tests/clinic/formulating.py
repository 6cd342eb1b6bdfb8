"""The form of a formulation, as a browser reads it from the page and sends it."""

from html.parser import HTMLParser

from browsing import Browser, signed_in
from django.http import HttpResponse

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.formulation.models import Version

Sent = dict[str, str]


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.sent: Sent = {}
        self.select = self.text = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        told = dict(attributes)
        name = told.get("name") or ""
        if tag == "input" and (told.get("type") != "radio" or "checked" in told):
            self.sent[name] = told.get("value") or ""
        elif tag == "select":
            self.select = name
        elif tag == "option" and (self.select not in self.sent or "selected" in told):
            self.sent[self.select] = told.get("value") or ""
        elif tag == "textarea":
            self.text = name
            self.sent[name] = ""

    def handle_endtag(self, tag: str) -> None:
        self.text = "" if tag == "textarea" else self.text

    def handle_data(self, data: str) -> None:
        if self.text:
            self.sent[self.text] += data.removeprefix("\n")


def fields_of(page: HttpResponse) -> Sent:
    """What the page's form would send as it stands."""
    fields = _Fields()
    fields.feed(page.content.decode().partition('class="formulation-form"')[2])
    fields.sent.pop("csrfmiddlewaretoken", None)
    return fields.sent


def edit_address(version: Version) -> str:
    """Where the version is edited."""
    return f"/staff/formulation/v/{version.pk}/edit/"


def opened(version: Version, by: Member) -> tuple[Browser, Sent]:
    """A member's browser, and the form that it shows."""
    browser = signed_in(by)
    page = browser.get(edit_address(version))
    assert page.status_code == 200, page.content.decode()
    return browser, fields_of(page)


def prefix_of(sent: Sent, key: str) -> str:
    """The beginning of the field names of the row with that key."""
    return next(name.removesuffix("key") for name, value in sent.items() if name.endswith("-key") and value == key)


def empty_rows(sent: Sent, noun: str) -> list[str]:
    """The beginnings of the field names of rows that nothing is typed into."""
    keys = [name for name in sent if name.startswith(f"{noun}-") and name.endswith("-key")]
    return [name.removesuffix("key") for name in keys if not sent[f"{name.removesuffix('key')}text"]]
