"""The shipped content: every file loads, every id resolves, and the paper's table 1 is all there."""

import re
from pathlib import Path

import pytest

from reconnect.model.load import CONTENT, KINDS, load_library, parse, shipped_library
from reconnect.model.published_hashes import LIST
from reconnect.model.source import Confidence

EXAMPLES = "examples"  # data to try ReConnect on: no content of the model
FILES = sorted(
    path.relative_to(CONTENT) for kind in CONTENT.iterdir() if kind.name != EXAMPLES for path in kind.glob("*/*")
)

# Table 1 of Edwards et al. 2019: components in the table's order, each with its techniques in the table's order.
TABLE_1 = {
    "myth-busting": ("cognitive", ["naming-myths", "pain-education", "sharing-with-partner"]),
    "sensations-and-feelings": ("sensory-affective", ["attention-and-mindfulness", "sensate-focus"]),
    "action-experimentation": (
        "behavioural",
        ["avoidance-reduction", "desensitisation", "flare-up-plan", "talking-with-partner", "medication-management"],
    ),
}


TECHNIQUES = [technique for _, techniques in TABLE_1.values() for technique in techniques]

# Lines on what the team does that stand in neither the paper nor the poster, nor in another source named beside them.
OURS = {
    "avoidance-reduction": [
        "Look at what is avoided and what that keeps going.",
        "Make the first step small, towards something the person values.",
        "Look out for the opposite too: carrying on through pain to get it over with.",
    ],
    "flare-up-plan": [
        "Write it before it is needed.",
        "Look at it again after a flare-up, and change what did not help.",
    ],
    "medication-management": ["Never stop or change a medicine alone: agree it with the prescriber."],
    "pain-education": ["Check what was understood, and claim no more than is known."],
    "sensate-focus": ["Any step may be the last: stopping there is a good place to be."],
    "sharing-with-partner": ["Leave it to the person whether, when and with whom."],
}


def ending(kind: str) -> str:
    """Transcripts are YAML whose figures stay text; everything else is TOML."""
    return "yaml" if kind == "transcripts" else "toml"


@pytest.mark.parametrize("file", FILES, ids=str)
def test_every_content_file_loads_on_its_own_and_says_where_it_belongs(file: Path) -> None:
    edition = parse((CONTENT / file).read_text("utf-8"), KINDS[file.parts[0]], file.as_posix())
    assert file.as_posix() == f"{file.parts[0]}/{edition.id}/{edition.version}.{ending(file.parts[0])}"


def test_nothing_but_content_files_and_the_list_stands_under_content() -> None:
    everything = {path.relative_to(CONTENT) for path in CONTENT.rglob("*") if path.is_file()}
    assert {path for path in everything if path.parts[0] != EXAMPLES} - {Path(LIST)} == set(FILES)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_has_files_and_all_of_them_are_on_its_shelf(kind: str) -> None:
    shelf = getattr(shipped_library(), kind.replace("-", "_"))
    loaded = {f"{kind}/{each.id}/{each.version}.{ending(kind)}" for each in shelf}
    assert loaded == {file.as_posix() for file in FILES if file.parts[0] == kind}
    assert loaded


def test_every_folder_under_content_is_a_kind_or_holds_the_examples() -> None:
    assert {path.name for path in CONTENT.iterdir() if path.is_dir()} == {*KINDS, EXAMPLES}


def test_the_library_has_a_shelf_for_every_kind_and_loads_from_a_copy_as_from_the_package(content: Path) -> None:
    copy, shipped = load_library(content), shipped_library()
    for kind in (each.replace("-", "_") for each in KINDS):
        assert getattr(copy, kind).editions == getattr(shipped, kind).editions


def test_every_component_that_a_technique_names_exists() -> None:
    library = shipped_library()
    assert {technique.component for technique in library.techniques} == set(library.components.newest)


def test_every_item_that_a_measure_names_exists() -> None:
    for questionnaire in shipped_library().questionnaires:
        ids = {item.id for item in questionnaire.items}
        for scoring in questionnaire.measures:
            assert set(scoring.items) <= ids
            assert len(set(scoring.items)) == len(scoring.items)


def test_every_measure_id_belongs_to_one_questionnaire() -> None:
    ids = [scoring.id for each in shipped_library().questionnaires.newest.values() for scoring in each.measures]
    assert sorted(ids) == sorted(shipped_library().measures)


def test_the_three_components_stand_in_the_order_of_table_1() -> None:
    components = sorted(shipped_library().components.newest.values(), key=lambda each: each.order)
    assert [(each.id, each.kind) for each in components] == [(name, kind) for name, (kind, _) in TABLE_1.items()]
    assert [each.order for each in components] == [1, 2, 3]


@pytest.mark.parametrize("component", TABLE_1)
def test_the_techniques_of_a_component_are_those_of_table_1_in_its_order(component: str) -> None:
    techniques = [each for each in shipped_library().techniques.newest.values() if each.component == component]
    techniques.sort(key=lambda each: each.order)
    assert [each.id for each in techniques] == TABLE_1[component][1]
    assert [each.order for each in techniques] == list(range(1, len(techniques) + 1))


def test_there_are_ten_techniques_and_each_says_what_to_do() -> None:
    techniques = shipped_library().techniques.newest.values()
    assert len(techniques) == 10
    for technique in techniques:
        assert technique.name.strip()
        assert technique.aim.strip()
        assert technique.application
        assert technique.draws_on
        assert all(line.strip() for line in (*technique.application, *technique.draws_on))


def test_who_leads_a_technique_is_marked_as_our_proposal_because_the_paper_does_not_say() -> None:
    for technique in shipped_library().techniques:
        assert technique.lead.disciplines
        assert technique.lead.source.confidence is Confidence.DESIGN


@pytest.mark.parametrize("name", TECHNIQUES)
def test_what_the_sources_do_not_say_of_a_technique_is_marked_as_ours_line_by_line(name: str) -> None:
    technique = shipped_library().techniques.newest[name]
    (ours,) = [source.place for source in technique.sources if source.confidence is Confidence.DESIGN]
    parts = ["the aim", "what it draws on", *(f'"{line}"' for line in OURS.get(name, []))]
    assert ours == "; ".join(parts)


@pytest.mark.parametrize("name", TECHNIQUES)
def test_a_line_that_a_source_names_is_a_line_of_the_technique_and_others_are_from_the_paper(name: str) -> None:
    technique = shipped_library().techniques.newest[name]
    named = {line for source in technique.sources for line in re.findall(r'"([^"]*)"', source.place)}
    assert named < set(technique.application)


def test_every_component_and_technique_rests_on_a_source_that_was_read() -> None:
    library = shipped_library()
    for each in (*library.components, *library.techniques):
        assert any(source.confidence is Confidence.READ for source in each.sources), each.id


def test_content_stands_in_the_order_that_it_says_itself_newest_editions_only() -> None:
    shelf = shipped_library().myths
    assert [each.order for each in shelf.in_order] == sorted(each.order for each in shelf.newest.values())
    assert set(shelf.in_order) == set(shelf.newest.values())
    assert len({each.id for each in shelf.in_order}) == len(shelf.in_order) < len(shelf.editions)
