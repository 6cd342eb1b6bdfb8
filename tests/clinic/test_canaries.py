"""Every page as everybody: what must not be seen stands in no body, header, address, title or log."""

import re

import pytest
from browsing import Browser, signed_in
from crawling import Crawl
from rooms import BANNER, BAR, of_rooms, rooms
from routes import Row, address, matrix
from universe import Universe

from reconnect.clinic.people.models import Person

BY_SIGHT = {"number", "birth"}  # real figures, found without a canary
FIELDS = {"service", "portal", "support", "member", "email", "name", "words", "said", "reported", "diagnosis", "group"}
FIELDS |= {each for room in of_rooms("ALLOWED") for places in room.values() for _, found in places for each in found}
FIELDS |= {each for room in rooms() for each in getattr(room, "FIELDS", ())}
NAMES = "|".join(sorted(FIELDS - BY_SIGHT, key=len, reverse=True))
CANARY = re.compile(rf"canary({NAMES})\w*?(north|south)", re.IGNORECASE)

# What may stand on a page, by hand: who, where (the beginning of the route), what. Everything else is a leak.
PERSON = BAR | BANNER | {"words", "said", "reported", "diagnosis", "group"}
CARERS = [
    (
        "/staff/people/p/<uuid:person_id>/before/",
        BAR
        | BANNER
        | {"experiment", "practice", "eventwords", "arrow", "goal"}
        | {"medicineask", "medicinenames", "medicinenoticed"},
    ),
    ("/staff/people/o/<uuid:occasion_id>/code/", BAR | BANNER | {"portal"}),
    (
        "/staff/people/o/<uuid:occasion_id>/<slug:questionnaire_id>/",
        BAR | BANNER | {"support"},
    ),  # said on the telephone
    ("/staff/people/p/<uuid:person_id>/agreement/", BAR | BANNER),
    ("/staff/people/p/<uuid:person_id>/episode/", BAR | BANNER),
    ("/staff/people/p/<uuid:person_id>/details/", PERSON - {"group"}),
    ("/staff/people/e/<uuid:episode_id>/referral/", BAR | BANNER | {"group"}),
    ("/staff/people/p/", PERSON),
    ("/staff/people/", BAR | BANNER),
    ("/staff/", BAR),
]
ALLOWED = {
    "clinician": CARERS,
    "facilitator": CARERS,
    "lead": [
        ("/staff/name/", BAR | {"portal"}),
        ("/staff/outcomes/share/", BAR),
        ("/staff/outcomes/completion/", BAR | {"group"}),
        ("/staff/outcomes/", BAR | {"diagnosis", "reported", "group"}),
        *CARERS,
    ],
    "administrator": [("/staff/name/", BAR | {"portal"}), ("/staff/members/", BAR | {"portal"}), ("/staff/", BAR)],
    "privacy officer": [("/staff/", BAR)],
    "no second factor": [("/staff/", BAR)],
    "person": [("/t/", {"portal", "support"}), ("/help/", {"portal", "support"}), ("/", {"portal"})],
    "anonymous": [],
    "at home": [],
    "partner": [("/help/", {"portal", "support"}), ("/who/", {"portal", "support"})],
}
for _of_room in of_rooms("ALLOWED"):
    for _who, _places in _of_room.items():
        ALLOWED[_who] = sorted(_places + ALLOWED[_who], key=lambda place: -len(place[0]))


def in_view(text: str, universe: Universe) -> set[tuple[str, str]]:
    """Everything of the two services in a text: which field, whose."""
    found = {(field.lower(), mark.lower()) for field, mark in CANARY.findall(text)}
    for place in (universe.north, universe.south):
        for person in (place.answered.person, place.waiting.person):
            plain = text.replace(" ", "").replace("&nbsp;", "")
            found |= {("number", place.mark)} if person.nhs_number.replace(" ", "") in plain else set()
            found |= {("birth", place.mark)} if person.born_on in text else set()
    return found


def allowed(who: str, row: Row) -> set[str]:
    fitting = [(start, fields) for start, fields in ALLOWED[who] if row.route.startswith(start)]
    beginning = set().union(*(fields for start, fields in fitting if start == fitting[0][0]))
    if who == "at home" and row.route.startswith("/h/"):
        beginning = beginning | {"ownword"}  # any page of theirs may say it: that is what it was given for
    # Error pages carry the bar of whoever is signed in, and no more.
    return beginning if row.expected[who] in {"200", "422"} else beginning & (BAR | {"portal"})


def test_nobody_sees_what_is_not_theirs_on_any_page_by_any_method(crawled: Crawl) -> None:
    leaks, seen = [], set()
    for visit in crawled.visits:
        for field, mark in in_view(visit.said, crawled.universe):
            seen.add((visit.who, field))
            if mark == "south" or field not in allowed(visit.who, visit.row):
                leaks.append(f"{visit}: {field} of {mark}")
    assert not leaks, "\n".join(leaks)
    # The crawl is no good if it finds nothing where there is something to see.
    assert {("clinician", field) for field in PERSON - {"reported"}} <= seen
    assert {("lead", "reported"), ("person", "portal"), ("person", "support"), ("administrator", "member")} <= seen


def test_the_log_names_nobody(crawled: Crawl) -> None:
    assert "Not Found: /staff/people/p/" in crawled.log
    assert in_view(crawled.log, crawled.universe) == set()
    assert not [secret for secret in crawled.secrets if secret in crawled.log]


def test_no_title_and_no_address_tells_who_or_what_it_is_about(crawled: Crawl) -> None:
    for visit in crawled.visits:
        places = [address(visit.row, crawled.universe), visit.response.get("Location", "")]
        assert in_view(" ".join(places), crawled.universe) == set(), visit
        for title in re.findall(r"<title>(.*?)</title>", visit.said, re.DOTALL):
            assert in_view(title, crawled.universe) - {("portal", "north")} == set(), visit
            assert not re.search(r"sex|pain|intima|reconnect|anxiety", title, re.IGNORECASE), visit


def test_nothing_that_opens_doors_stands_on_any_page(crawled: Crawl) -> None:
    assert len(crawled.secrets) > 50
    for visit in crawled.visits:
        said = visit.said
        assert not [secret for secret in crawled.secrets if secret in said], visit


def test_the_crawl_would_notice_a_name_in_the_wrong_place(universe: Universe) -> None:
    page = signed_in(universe.north.clinician).get(f"/staff/people/p/{universe.north.answered.person.pk}/")
    row = next(row for row in matrix() if row.route == "/staff/members/" and row.method == "GET")
    fields = {field for field, _ in in_view(page.content.decode(), universe)}
    assert {"name", "number", "birth", "words"} <= fields - allowed("administrator", row)


def test_an_error_page_holds_nothing_of_anybody(universe: Universe, caplog: pytest.LogCaptureFixture) -> None:
    person = universe.north.answered.person
    Person.objects.filter(pk=person.pk).update(name=b"\x01 not what was sealed")
    page = signed_in(universe.north.clinician).get(f"/staff/people/p/{person.pk}/")
    assert page.status_code == 500
    assert in_view(page.content.decode() + caplog.text, universe) <= {("service", "north"), ("member", "north")}


def test_a_forged_form_is_refused_without_a_word_of_anybody(universe: Universe) -> None:
    page = Browser(enforce_csrf_checks=True).post("/", {"code": universe.north.code})
    assert page.status_code == 403
    assert in_view(page.content.decode(), universe) == set()
