"""Rules that no single field can keep: a copy of the shipped content passes, is broken in one place, and is refused."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from reconnect.errors import ContentError
from reconnect.model.load import load_library

MSQ = "questionnaires/msq-anxiety/1.toml"
FOUR = "questionnaires/interference-and-avoidance/1.toml"
HARD = "questionnaires/assessment-hard-experiences/1.toml"
PAIN = "techniques/pain-education/1.toml"
MYTHS = "components/myth-busting/1.toml"
PAPER = "published/edwards-2019/1.toml"
STUDENTS = "comparison-groups/msq-anxiety-students/1.toml"
COMPONENTS = "action-experimentation, myth-busting, sensations-and-feelings"

Edit = Callable[[str], str]


def swap(old: str, new: str) -> Edit:
    """An edit that puts ``new`` in the place of the first ``old``, which must be there."""

    def edit(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return edit


def without_sources(text: str) -> str:
    return "sources = []\n" + text.partition("[[sources]]")[0]


def with_item_twice(text: str) -> str:
    item = re.search(r'\[\[items\]\]\nid = "anxiety-5".*?\n\n', text, re.DOTALL)
    assert item is not None
    return text.replace("[[measures]]", f"{item[0]}[[measures]]", 1)


@dataclass(frozen=True, kw_only=True)
class Break:
    """``file`` is edited, in its place or as a new file ``to``; then its ``field`` is reported with ``message``."""

    file: str
    edit: Edit
    field: str
    message: str
    to: str | None = None


BREAKS = {
    "an id with capitals": Break(
        file=PAIN,
        edit=swap('id = "pain-education"', 'id = "Pain-Education"'),
        field="id",
        message="use lower-case words joined by hyphens",
        to="techniques/Pain-Education/1.toml",
    ),
    "an id with an underscore": Break(
        file=PAPER,
        edit=swap('id = "edwards-2019"', 'id = "edwards_2019"'),
        field="id",
        message="use lower-case words joined by hyphens",
        to="published/edwards_2019/1.toml",
    ),
    "a component without a source": Break(
        file=MYTHS, edit=without_sources, field="sources", message="name at least one source"
    ),
    "a technique without a source": Break(
        file=PAIN, edit=without_sources, field="sources", message="name at least one source"
    ),
    "a questionnaire without a source": Break(
        file=MSQ, edit=without_sources, field="sources", message="name at least one source"
    ),
    "a paper without a source": Break(
        file=PAPER, edit=without_sources, field="sources", message="name at least one source"
    ),
    "a technique of no component": Break(
        file=PAIN,
        edit=swap('component = "myth-busting"', 'component = "myths"'),
        field="component",
        message=f"no such component; there are: {COMPONENTS}",
    ),
    "a technique that nobody leads": Break(
        file=PAIN,
        edit=swap('disciplines = ["physiotherapy", "psychology", "medicine", "nursing"]', "disciplines = []"),
        field="lead.disciplines",
        message="name at least one discipline",
    ),
    "a component without techniques": Break(
        file=MYTHS,
        edit=swap('id = "myth-busting"', 'id = "fourth"'),
        field="id",
        message="no technique belongs to this component",
        to="components/fourth/1.toml",
    ),
    "two items of one id": Break(
        file=MSQ, edit=with_item_twice, field="items.anxiety-5", message="two items have this id"
    ),
    "a locked question that is not sealed": Break(
        file=HARD,
        edit=swap("sealed = true\n", ""),
        field="items.go-on.sealed",
        message="seal what is locked",
    ),
    "no label at the low end": Break(
        file=MSQ,
        edit=swap('{ 0 = "Not at all like me", ', "{ "),
        field="items.anxiety-1.labels",
        message="label both ends, and only steps",
    ),
    "no label at the high end": Break(
        file=FOUR,
        edit=swap(', 10 = "Completely" }', " }"),
        field="items.embarrassment.labels",
        message="label both ends, and only steps",
    ),
    "a label off the scale": Break(
        file=MSQ,
        edit=swap('4 = "Very much like me" }', '4 = "Very much like me", 5 = "More" }'),
        field="items.anxiety-1.labels",
        message="label both ends, and only steps",
    ),
    "a label for a word": Break(
        file=MSQ,
        edit=swap('4 = "Very much like me" }', '4 = "Very much like me", most = "More" }'),
        field="items.anxiety-1.labels",
        message="label both ends, and only steps",
    ),
    "a measure id with a hyphen": Break(
        file=MSQ,
        edit=swap('id = "msq_anxiety"', 'id = "msq-anxiety"'),
        field="measures.msq-anxiety",
        message="use lower-case words joined by underscores",
    ),
    "a measure of an unknown item": Break(
        file=MSQ,
        edit=swap('items = ["anxiety-1"', 'items = ["anxiety-0"'),
        field="measures.msq_anxiety.items",
        message="name items of this questionnaire",
    ),
    "a measure of another questionnaire's item": Break(
        file=FOUR,
        edit=swap('items = ["avoid-sex"]', 'items = ["anxiety-1"]'),
        field="measures.avoid_sex.items",
        message="name items of this questionnaire",
    ),
    "a measure of no items": Break(
        file=FOUR,
        edit=swap('items = ["avoid-sex"]', "items = []"),
        field="measures.avoid_sex.items",
        message="name items of this questionnaire",
    ),
    "a measure that counts an item twice": Break(
        file=MSQ,
        edit=swap('items = ["anxiety-1", "anxiety-2"', 'items = ["anxiety-1", "anxiety-1"'),
        field="measures.msq_anxiety.items",
        message="twice",
    ),
    "a single of five items": Break(
        file=MSQ,
        edit=swap('method = "sum"', 'method = "single"'),
        field="measures.msq_anxiety.method",
        message="'single' takes exactly one item",
    ),
    "a range beyond what the items reach": Break(
        file=MSQ,
        edit=swap("range = [0, 20]", "range = [0, 25]"),
        field="measures.msq_anxiety.range",
        message="the items reach 0 to 20",
    ),
    "a range that starts too high": Break(
        file=FOUR,
        edit=swap("range = [0, 10]", "range = [1, 10]"),
        field="measures.embarrassment.range",
        message="the items reach 0 to 10",
    ),
    "an item on another scale than the range expects": Break(
        file=MSQ,
        edit=lambda text: text.replace("low = 0", "low = 1", 1).replace("{ 0 =", "{ 1 =", 1),
        field="measures.msq_anxiety.range",
        message="the items reach 1 to 20",
    ),
    "a measure id used by another questionnaire": Break(
        file=MSQ,
        edit=swap('id = "msq_anxiety"', 'id = "avoid_sex"'),
        field="measures.avoid_sex",
        message="interference-and-avoidance has a measure of this id already",
    ),
    "a measure id used twice in a questionnaire": Break(
        file=FOUR,
        edit=swap('id = "avoid_sex"', 'id = "avoid_touch"'),
        field="measures.avoid_touch",
        message="interference-and-avoidance has a measure of this id already",
    ),
    "a table row that is too short": Break(
        file=PAPER, edit=swap('"12.5 (6.3)", ', ""), field="tables.3", message="its rows differ in length"
    ),
    "a table header that is too long": Break(
        file=PAPER,
        edit=swap('[["Demographics", ""]]', '[["Demographics", "", ""]]'),
        field="tables.2",
        message="its rows differ in length",
    ),
    "groups compared on an unknown measure": Break(
        file=STUDENTS,
        edit=swap('measure = "msq_anxiety"', 'measure = "msq_total"'),
        field="measure",
        message="no such measure; there are: embarrassment, pain_interference, avoid_touch, avoid_sex, msq_anxiety",
    ),
    "no group to compare with": Break(
        file=STUDENTS,
        edit=lambda text: re.sub(r"\[\[groups\]\].*?(?=\[\[sources)", "", text, flags=re.DOTALL).replace(
            "caution =", "groups = []\ncaution =", 1
        ),
        field="groups",
        message="give at least one group",
    ),
    "two groups of one stratum": Break(
        file=STUDENTS,
        edit=swap('stratum = "man"', 'stratum = "woman"'),
        field="groups.woman",
        message="two groups have this stratum",
    ),
    "a stratum that no outcomes can have": Break(
        file=STUDENTS,
        edit=swap('stratum = "man"', 'stratum = "Man"'),
        field="groups.Man",
        message="use lower-case words",
    ),
    "a mean off the scale": Break(
        file=STUDENTS,
        edit=swap("mean = 6", "mean = 20.5"),
        field="groups.man.mean",
        message="outside the scale, 0 to 20",
    ),
    "an SD that two people at the ends do not reach": Break(
        file=STUDENTS,
        edit=swap("mean = 6", "mean = 6\nsd = 14.2"),
        field="groups.man.sd",
        message="an SD on this scale lies in 0 to 14.14",
    ),
    "a group of nobody": Break(
        file=STUDENTS, edit=swap("mean = 6", "mean = 6\nn = 0"), field="groups.man.n", message="1 or more"
    ),
}


@pytest.mark.parametrize("name", BREAKS)
def test_broken_content_is_reported_and_the_same_content_unbroken_passes(content: Path, name: str) -> None:
    case = BREAKS[name]
    load_library(content)
    to = case.to or case.file
    (content / to).parent.mkdir(exist_ok=True)
    (content / to).write_text(case.edit((content / case.file).read_text("utf-8")), "utf-8")
    with pytest.raises(ContentError) as caught:
        load_library(content)
    (problem,) = caught.value.problems
    assert (problem.file, problem.field) == (to, case.field)
    assert case.message in problem.message


def test_problems_of_several_files_come_in_one_error(content: Path) -> None:
    for file, edit in (
        (PAIN, swap('component = "myth-busting"', 'component = "myths"')),
        (MSQ, swap("range = [0, 20]", "range = [0, 25]")),
        (PAPER, swap('"12.5 (6.3)", ', "")),
    ):
        (content / file).write_text(edit((content / file).read_text("utf-8")), "utf-8")
    with pytest.raises(ContentError) as caught:
        load_library(content)
    assert {problem.file for problem in caught.value.problems} == {PAIN, MSQ, PAPER}


def test_every_step_of_a_scale_may_have_a_label(content: Path) -> None:
    text = (content / MSQ).read_text("utf-8")
    steps = '{ 0 = "Not at all like me", 1 = "A little", 2 = "Some", 3 = "Much", 4 = "Very much like me" }'
    (content / MSQ).write_text(swap('{ 0 = "Not at all like me", 4 = "Very much like me" }', steps)(text), "utf-8")
    item = load_library(content).questionnaires.newest["msq-anxiety"].items[0]
    assert list(item.labels) == ["0", "1", "2", "3", "4"]


def test_a_new_version_may_keep_the_ids_of_its_measures(content: Path) -> None:
    text = (content / MSQ).read_text("utf-8")
    (content / MSQ).with_name("2.toml").write_text(text.replace("version = 1", "version = 2", 1), "utf-8")
    assert load_library(content).questionnaires.newest["msq-anxiety"].version == 2


def test_a_technique_may_not_rest_on_a_component_whose_only_file_is_gone(content: Path) -> None:
    (content / MYTHS).unlink()
    with pytest.raises(ContentError) as caught:
        load_library(content)
    assert {(problem.file, problem.field) for problem in caught.value.problems} == {
        ("techniques/naming-myths/1.toml", "component"),
        ("techniques/pain-education/1.toml", "component"),
        ("techniques/sharing-with-partner/1.toml", "component"),
    }


def test_what_is_wrong_with_a_piece_is_said_once(content: Path) -> None:
    orders = {}
    for name in ("still-right", "their-time"):
        file = content / "suggestions" / name / "1.toml"
        orders[name] = re.search(r"^order = \d+$", file.read_text("utf-8"), re.MULTILINE)[0]
    file = content / "suggestions" / "still-right" / "1.toml"
    file.write_text(swap(orders["still-right"], orders["their-time"])(file.read_text("utf-8")), "utf-8")
    with pytest.raises(ContentError) as caught:
        load_library(content)
    told = [(problem.file, problem.field) for problem in caught.value.problems]
    assert told == [("suggestions/still-right/1.toml", "order"), ("suggestions/their-time/1.toml", "order")]
