"""A code on paper: as text and as a picture that holds the same; a page a person, under a strip with their name."""

import re
import xml.etree.ElementTree as ET
from datetime import date

import pytest
import segno
from browsing import Browser, signed_in, visiting
from django.http import HttpResponse
from universe import Care, Universe, build_care, code_for

from reconnect.clinic.audit.models import AuditEvent
from reconnect.clinic.followup.actions.silencing import stop_for
from reconnect.clinic.followup.models import WhyStop
from reconnect.clinic.questionnaires.models import EntryCode
from reconnect.clinic.tablet.actions import issue_sheets
from reconnect.clinic.tablet.pictures import QUIET, picture_of
from reconnect.errors import ActionDenied
from reconnect.model.occasion import Occasion as Moment

SHOWN = re.compile(r'<p class="code-shown" translate="no">([\w-]+)</p>')
PICTURE = re.compile(r"<svg class=\"qr\".*?</svg>")
SHEETS = "/staff/tablet/sheets/"


@pytest.fixture
def clinician(universe: Universe) -> Browser:
    return signed_in(universe.north.clinician)


@pytest.fixture
def two(universe: Universe) -> tuple[Care, Care]:
    """Two people who have not begun."""
    by = universe.north.clinician
    return build_care(by, "northone", started_on=None, ended_on=None), build_care(by, "northtwo", ended_on=None)


def squares(svg: str) -> list[list[int]]:
    """The dark and light squares of a drawn picture, without the white around it."""
    drawn = ET.fromstring(svg)  # noqa: S314 our own
    size = int(drawn.attrib["viewBox"].split()[2])
    rows = [[0] * size for _ in range(size)]
    for x, y, long in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", drawn.find("path").attrib["d"]):
        for at in range(int(x), int(x) + int(long)):
            rows[int(y)][at] = 1
    around = rows[:QUIET] + rows[-QUIET:] + [row[:QUIET] + row[-QUIET:] for row in rows]
    assert not any(any(row) for row in around)
    return [row[QUIET:-QUIET] for row in rows[QUIET:-QUIET]]


def modules(text: str) -> list[list[int]]:
    return [list(row) for row in segno.make(text, error="m", micro=False).matrix]


def shown(page: HttpResponse) -> list[tuple[str, str]]:
    """Each code on the page, with its picture."""
    text = page.content.decode()
    return list(zip(SHOWN.findall(text), PICTURE.findall(text), strict=True))


def chosen(*cares: Care, **sent: object) -> dict[str, object]:
    return {"person": [str(care.person.pk) for care in cares]} | sent


def made_for(*cares: Care, at: Moment = Moment.PRE, **sent: object) -> dict[str, object]:
    occasions = {f"occasion-{care.person.pk}": str(care.occasions[at].pk) for care in cares}
    return chosen(*cares, make="yes", **occasions, **sent)


def test_every_slip_shows_its_code_as_a_picture_of_the_services_own_address(
    universe: Universe, clinician: Browser
) -> None:
    care = universe.north.waiting
    care.episode.codes.all().delete()
    EntryCode.objects.all().delete()
    for path in (
        f"/staff/people/o/{care.occasions[Moment.PRE].pk}/code/",
        f"/staff/home/e/{care.episode.pk}/code/",
    ):
        page = clinician.post(path)
        ((code, picture),) = shown(page)
        assert squares(picture) == modules(f"https://clinic.example/#{code}")
        assert 'role="img" aria-label="The same code, as a picture"' in picture
        assert "https://clinic.example/</strong>" in page.content.decode()
        assert visiting(code, leads_to="/h/" if "home" in path else "/t/")


def test_another_picture_would_be_noticed() -> None:
    drawn = picture_of("AAAA-AAAA-AAAA")
    svg = f'<svg viewBox="0 0 {drawn.size} {drawn.size}"><path d="{drawn.path}"/></svg>'
    assert squares(svg) == modules(drawn.holds)
    assert squares(svg) != modules(drawn.holds.replace("AAAA-AAAA-AAAA", "AAAA-AAAA-AAAB"))
    assert squares(svg) != modules(drawn.holds.replace("#", "?"))


def test_where_a_code_leads_is_a_setting_and_never_what_a_request_calls_itself(
    universe: Universe, clinician: Browser, settings: object
) -> None:
    settings.ORIGIN = "https://other.example:8443"
    page = clinician.post(f"/staff/people/o/{universe.north.waiting.occasions[Moment.POST].pk}/code/")
    ((code, picture),) = shown(page)
    assert squares(picture) == modules(f"https://other.example:8443/#{code}")
    assert "clinic.example" not in page.content.decode()


def test_sheets_are_made_for_the_people_chosen_each_with_a_code_of_their_own(
    clinician: Browser, two: tuple[Care, Care]
) -> None:
    page = clinician.post(SHEETS, made_for(*two))
    (first, _), (second, picture) = shown(page)
    assert squares(picture) == modules(f"https://clinic.example/#{second}")
    for code, care in ((first, two[0]), (second, two[1])):
        visiting(code)
        assert EntryCode.objects.get(visit=1, occasion=care.occasions[Moment.PRE])


def test_a_sheet_names_nobody_below_its_strip_and_never_says_what_it_is_about(
    universe: Universe, clinician: Browser, two: tuple[Care, Care]
) -> None:
    text = clinician.post(SHEETS, made_for(*two)).content.decode()
    sheets = re.findall(r'<section class="sheet".*?</section>', text, re.DOTALL)
    assert len(sheets) == 2
    for sheet, care in zip(sheets, two, strict=True):
        strip, slip = sheet.split('<div class="slip">')
        assert care.person.name in strip
        assert f'datetime="{care.person.born_on}"' in strip
        assert not re.search(r"canary(name|service|member|group|diagnosis)", slip, re.IGNORECASE)
        assert universe.north.service.portal_name in slip
        assert not re.search("sex|pain|intima|reconnect|pelvi", slip, re.IGNORECASE)
        other = next(each for each in two if each is not care)
        assert other.person.name not in sheet


def test_the_page_that_chooses_proposes_the_occasion_whose_days_these_are(
    universe: Universe, clinician: Browser, two: tuple[Care, Care]
) -> None:
    waits, began = two
    page = clinician.post(SHEETS, chosen(*two)).content.decode()
    assert f'value="{waits.occasions[Moment.PRE].pk}" selected' in page
    assert page.count(" selected") == 1  # the other's first contact was long ago
    assert str(began.occasions[Moment.PRE].pk) in page
    assert not EntryCode.objects.filter(occasion__episode__in=[waits.episode, began.episode]).exists()
    event = AuditEvent.objects.last()
    assert (event.actor, event.action) == (universe.north.clinician.actor, "read_chosen")


def test_a_code_that_is_open_is_ended_only_where_the_page_told_of_it(
    universe: Universe, clinician: Browser, two: tuple[Care, Care]
) -> None:
    first, second = two
    code = code_for(second.occasions[Moment.PRE], universe.north.clinician)
    refused = clinician.post(SHEETS, made_for(*two))
    text = refused.content.decode()
    assert (refused.status_code, shown(refused)) == (409, [])
    assert "Before: a code is open until" in text
    assert text.count(" selected") == 2  # what was chosen stays chosen
    assert not first.occasions[Moment.PRE].codes.exists()  # all of them, or none
    visiting(code)
    told = re.findall(r'name="replace" value="([^"]+)"', text)
    assert len(shown(clinician.post(SHEETS, made_for(*two, replace=told)))) == 2
    assert clinician.post(SHEETS, made_for(*two, replace=told)).status_code == 409  # loaded again: those just made stay


def test_whoever_answered_already_gets_no_sheet(universe: Universe, clinician: Browser) -> None:
    answered = universe.north.answered
    page = clinician.post(SHEETS, chosen(answered)).content.decode()
    assert str(answered.occasions[Moment.PRE].pk) not in page
    assert str(answered.occasions[Moment.POST].pk) in page
    refused = clinician.post(SHEETS, made_for(answered))
    assert refused.status_code == 422
    assert "Choose an occasion for at least one person" in refused.content.decode()


def test_nobody_of_another_service_and_nothing_that_is_no_id_gets_a_sheet(
    universe: Universe, clinician: Browser, two: tuple[Care, Care]
) -> None:
    theirs = universe.south.waiting
    for sent in (
        made_for(theirs),
        made_for(two[0], theirs),
        {"person": ["nobody"], "make": "yes"},
        {"person": ["00000000-0000-4000-8000-000000000000"]},
    ):
        assert clinician.post(SHEETS, sent).status_code == 404
    swapped = made_for(two[0]) | {f"occasion-{two[0].person.pk}": str(theirs.occasions[Moment.PRE].pk)}
    assert clinician.post(SHEETS, swapped).status_code == 422
    assert clinician.post(SHEETS, {"person": []}).status_code == 422
    assert clinician.post(SHEETS, chosen(two[0], replace=["x"])).status_code == 200


def test_a_person_without_a_course_of_care_is_listed_without_a_sheet(universe: Universe, clinician: Browser) -> None:
    care = build_care(universe.north.clinician, "northnone")
    care.episode.occasions.all().delete()
    page = clinician.post(SHEETS, chosen(care)).content.decode()
    assert "Nothing is left to answer" in page


def test_whoever_died_gets_no_sheet_and_the_page_says_so(
    universe: Universe, clinician: Browser, two: tuple[Care, Care]
) -> None:
    died, other = two
    by = universe.north.clinician
    stop_for(person=died.person, why=WhyStop.DIED, on=date(2024, 6, 1), by=by)
    page = clinician.post(SHEETS, chosen(*two)).content.decode()
    assert page.count("Nothing goes to them any more: no sheet.") == 1
    assert f'name="occasion-{died.person.pk}"' not in page
    assert f'name="occasion-{other.person.pk}"' in page
    # From a page that was open before: nobody's is made before somebody has seen why.
    late = clinician.post(SHEETS, made_for(*two))
    assert (late.status_code, shown(late)) == (409, [])
    assert f"Nothing goes any more to {died.person.name}." in late.content.decode()
    assert not EntryCode.objects.filter(occasion__episode__in=[died.episode, other.episode]).exists()
    assert len(shown(clinician.post(SHEETS, made_for(other) | chosen(*two)))) == 1
    occasions = [each.occasions[Moment.POST] for each in two]
    with pytest.raises(ActionDenied, match="Nothing goes to this person any more"):
        issue_sheets(occasions=occasions, ending=set(), by=by)
    assert not occasions[1].codes.exists()  # all of them, or none


def test_the_number_of_queries_does_not_grow_with_the_people(
    universe: Universe, clinician: Browser, django_assert_max_num_queries: object
) -> None:
    many = [build_care(universe.north.clinician, f"north{number}") for number in range(12)]
    with django_assert_max_num_queries(25):
        assert clinician.post(SHEETS, chosen(*many)).status_code == 200
