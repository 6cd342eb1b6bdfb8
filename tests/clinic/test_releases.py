"""What may leave: a whole year, frozen, refused where it would tell of a few people beside an earlier form."""

from datetime import UTC, date, datetime

import pytest
from browsing import signed_in
from universe import OURS, REFERRED, STARTED, Universe, build_care, build_member, build_service, on_paper

from reconnect.clinic.accounts.models import Member, Role
from reconnect.clinic.audit.models import AuditEvent
from reconnect.clinic.people.actions import record_agreement
from reconnect.clinic.people.models import Person
from reconnect.clinic.reports.models import ReleasedFile, SharedRelease
from reconnect.clinic.reports.reckoning import reckon_year
from reconnect.clinic.reports.releasing import share_year
from reconnect.errors import ActionDenied
from reconnect.model.occasion import Occasion as Moment

SHARE = "/staff/outcomes/share/"


@pytest.fixture
def lead(db: None) -> Member:
    """The lead of a service in which twenty people were treated in one year and answered before and at the end."""
    service = build_service("north")
    by = build_member(service, Role.CLINICIAN, "north")
    for number in range(20):
        treated(by, f"north{number}", number % 8)
    return build_member(service, Role.LEAD, "leadnorth")


def treated(by: Member, mark: str, said: int) -> None:
    care = build_care(by, mark, gender_reported="woman")
    on_paper(care.occasions[Moment.PRE], by, said=said + 2, answered_on=REFERRED, only=OURS)
    on_paper(care.occasions[Moment.POST], by, said=said, answered_on=care.episode.ended_on, only=OURS)


def texts(release: SharedRelease) -> dict[str, str]:
    return {file.name: bytes(file.content).decode() for file in release.files.all()}


def test_the_form_holds_rounded_figures_and_no_exact_ones(lead: Member) -> None:
    made = texts(share_year(by=lead, reckoned=reckon_year(service=lead.service, year=STARTED.year)))
    assert set(made) == {"report.html", "results.csv", "results.json"}
    assert "Canary" not in "".join(made.values())
    header, first, *_ = made["results.csv"].splitlines()
    line = dict(zip(header.split(","), first.split(","), strict=True))
    assert (line["n"], line["change"]) == ("20", "-2.0")
    assert "t" not in header.split(",")


def test_one_person_more_is_refused_and_eight_more_are_not(lead: Member) -> None:
    first = share_year(by=lead, reckoned=reckon_year(service=lead.service, year=STARTED.year))
    share_year(by=lead, reckoned=reckon_year(service=lead.service, year=STARTED.year))
    by = Member.objects.get(service=lead.service, role=Role.CLINICIAN)
    treated(by, "northone", 3)
    events = AuditEvent.objects.count()
    with pytest.raises(ActionDenied, match=str(STARTED.year)):
        share_year(by=lead, reckoned=reckon_year(service=lead.service, year=STARTED.year))
    assert SharedRelease.objects.count() == 2
    assert AuditEvent.objects.count() == events
    for number in range(7):
        treated(by, f"northmore{number}", number)
    second = share_year(by=lead, reckoned=reckon_year(service=lead.service, year=STARTED.year))
    assert texts(first) != texts(second)
    assert texts(first) == texts(SharedRelease.objects.get(pk=first.pk))


def test_whoever_takes_their_agreement_back_is_not_told_by_the_difference(lead: Member) -> None:
    share_year(by=lead, reckoned=reckon_year(service=lead.service, year=STARTED.year))
    by = Member.objects.get(service=lead.service, role=Role.CLINICIAN)
    record_agreement(person=Person.objects.visible_to(lead).first(), by=by, agreed=False, said_on=date(2025, 1, 1))
    with pytest.raises(ActionDenied):
        share_year(by=lead, reckoned=reckon_year(service=lead.service, year=STARTED.year))


def test_a_year_that_is_not_over_is_not_shared(lead: Member) -> None:
    with pytest.raises(ActionDenied, match="not over"):
        reckon_year(service=lead.service, year=STARTED.year, at=datetime(STARTED.year, 12, 31, 12, tzinfo=UTC))


def test_the_lead_makes_a_form_and_saves_its_files(lead: Member) -> None:
    browser = signed_in(lead)
    assert f"<option>{STARTED.year}</option>" in browser.get(SHARE).content.decode()
    assert browser.post(SHARE, {"year": "1999"}).status_code == 422
    assert browser.post(SHARE, {"year": str(STARTED.year)})["Location"] == SHARE
    release = SharedRelease.objects.get()
    answer = browser.get(f"{SHARE}{release.pk}/report.html/")
    assert answer["Content-Disposition"] == 'attachment; filename="report.html"'
    assert answer.content == bytes(ReleasedFile.objects.get(release=release, name="report.html").content)
    assert browser.get(f"{SHARE}{release.pk}/other.html/").status_code == 404
    treated(Member.objects.get(service=lead.service, role=Role.CLINICIAN), "northone", 3)
    refused = browser.post(SHARE, {"year": str(STARTED.year)})
    assert refused.status_code == 422
    assert "No form was made" in refused.content.decode()


def test_the_marks_of_who_was_behind_it_stand_sealed(universe: Universe) -> None:
    release = universe.north.release
    kept = SharedRelease.objects.filter(pk=release.pk).values_list("marks", flat=True).get()
    assert str(STARTED.year).encode() not in bytes(kept.sealed)
    assert str(STARTED.year) in SharedRelease.objects.get(pk=release.pk).marks
