"""measures.md: what is measured, and how a score is made."""

from collections.abc import Iterator

from pages.citations import Citations
from pages.markdown import bullets, page, plain, table
from reconnect.model.comparison_groups import ComparisonGroups
from reconnect.model.load import shipped_library
from reconnect.model.questionnaire import Method, MissingRule, Questionnaire, Scoring, Use

MISSING = {MissingRule.NONE_MISSING: "every item must be answered, or else there is no score"}

INTRODUCTION = """
The measures that come with ReConnect, by questionnaire. A table whose columns bear their ids needs no mapping file.
Any other measure can be evaluated as well: a [mapping file](mapping-file.md) gives its range and its better direction.
"""


def measures_page() -> str:
    """The page's text."""
    citations = Citations()
    measured = [each for each in shipped_library().questionnaires.newest.values() if each.use is Use.MEASURE]
    sections = [block for each in measured for block in _questionnaire(each, citations)]
    return page("Measures", "src/reconnect/content/questionnaires", INTRODUCTION, *sections, citations.section())


def _questionnaire(questionnaire: Questionnaire, citations: Citations) -> Iterator[str]:
    yield f"## {plain(questionnaire.name)}"
    yield plain(questionnaire.about)
    basis = "current, past or imagined" if questionnaire.asks_basis else "not asked"
    yield bullets(
        [
            f"Questionnaire: `{questionnaire.id}`, version {questionnaire.version}, {len(questionnaire.items)} items",
            f"Wording: {questionnaire.wording}. {plain(questionnaire.wording_note)}",
            f"Relationship that the answers rest on: {basis}",
        ]
    )
    for scoring in questionnaire.measures:
        yield f"### {plain(scoring.name)}: `{scoring.id}`"
        yield _scoring(scoring)
        for compared in shipped_library().compared_with(scoring.id):
            yield from _compared(compared, citations)
    yield "Sources:"
    yield citations.mentions(questionnaire.sources)


def _scoring(scoring: Scoring) -> str:
    low, high = scoring.range
    made = "one item" if scoring.method is Method.SINGLE else f"the sum of {len(scoring.items)} items"
    return bullets(
        [
            f"Range: {low} to {high}, {made}",
            f"Better: {scoring.better}",
            f"Missing answers: {MISSING[scoring.missing]}",
            f"Cut-off: {plain(scoring.cut_off)}",
            f"Note: {plain(scoring.note)}",
        ]
    )


def _compared(compared: ComparisonGroups, citations: Citations) -> Iterator[str]:
    yield f"{plain(compared.name)}, as context:"
    yield table(
        ["people", "mean", "SD", "n"],
        [[plain(group.people), *map(_figure, (group.mean, group.sd, group.n))] for group in compared.groups],
    )
    yield bullets([*map(plain, compared.caution), *map(citations.refer, compared.sources)])


def _figure(value: float | None) -> str:
    return "not known" if value is None else str(value)
