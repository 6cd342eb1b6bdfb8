"""Several who save the same formulation at the same moment: one wins, the others are told, every text is there."""

from dataclasses import replace
from functools import partial

import pytest
from at_once import at_once
from formulating import edit_address, opened, prefix_of
from test_formulation import OWN, TWO, begun, saved
from universe import Place, build_place

from reconnect.clinic.accounts.models import Role
from reconnect.clinic.audit.models import AuditEvent
from reconnect.clinic.audit.trail import first_broken
from reconnect.clinic.formulation.actions import begin_formulation
from reconnect.clinic.formulation.models import Formulation, Version
from reconnect.clinic.formulation.queries import newest_version

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place(transactional_db: None) -> Place:
    return build_place("north", furnished=False)


def test_of_two_pages_that_are_saved_at_once_exactly_one_wins_and_both_texts_are_there(place: Place) -> None:
    base = saved(place, begun(place, place.waiting), OWN)
    editors = [opened(base, place.staff[role]) for role in (Role.CLINICIAN, Role.LEAD)]
    jobs = []
    for (browser, sent), words in zip(editors, ("From the clinician", "From the lead"), strict=True):
        sent[f"{prefix_of(sent, TWO.key)}text"] = words
        jobs.append(partial(browser.post, edit_address(base), sent))
    pages = at_once(jobs)
    assert sorted(getattr(page, "status_code", repr(page)) for page in pages) == [302, 409]
    told = next(page for page in pages if page.status_code == 409).content.decode()
    assert "From the clinician" in told
    assert "From the lead" in told
    later = Version.objects.filter(formulation=base.formulation, number__gt=base.number)
    assert {each.graph.box(TWO.key).text for each in later} == {"From the clinician", "From the lead"}
    assert [each.aside for each in later.order_by("number")] == [False, True]
    assert first_broken(AuditEvent.objects.all()) is None


def test_of_eight_who_save_at_once_one_stands_and_seven_are_kept_aside(place: Place) -> None:
    base = begun(place, place.waiting)
    graphs = [replace(OWN, boxes=(OWN.boxes[0], replace(TWO, text=f"Text {number}"))) for number in range(8)]
    done = at_once([partial(saved, place, base, graph) for graph in graphs])
    assert [each for each in done if isinstance(each, Exception)] == []
    versions = list(Version.objects.filter(formulation=base.formulation).order_by("number"))
    assert [each.number for each in versions] == list(range(1, 10))
    assert [each.aside for each in versions] == [False, False] + [True] * 7
    assert {each.graph.box(TWO.key).text for each in versions[1:]} == {f"Text {number}" for number in range(8)}


def test_eight_clicks_on_save_are_one_version_and_eight_on_begin_one_formulation(place: Place) -> None:
    began = at_once([partial(begin_formulation, episode=place.waiting.episode, by=place.clinician)] * 8)
    assert {each.pk for each in began} == {Formulation.objects.get(episode=place.waiting.episode).pk}
    base = newest_version(began[0])
    browser, sent = opened(base, place.clinician)
    box = next(name.removesuffix("key") for name in sent if name.startswith("box-0") and name.endswith("key"))
    sent[f"{box}text"] = "Clicked often"
    pages = at_once([partial(browser.copy().post, edit_address(base), sent)] * 8)
    assert {getattr(page, "status_code", repr(page)) for page in pages} == {302}
    assert Version.objects.filter(formulation=base.formulation).count() == 2
