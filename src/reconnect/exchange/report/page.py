"""What the report shows, in the order it shows it."""

from collections.abc import Mapping
from dataclasses import dataclass

from reconnect import __version__
from reconnect.analysis.basis import BasisCount
from reconnect.analysis.comparison import Comparison
from reconnect.analysis.dose import DoseLine
from reconnect.analysis.effects import D_AV, D_PRE, D_Z, G_AV, G_PRE, G_Z, Formula
from reconnect.analysis.evaluate import Evaluation
from reconnect.analysis.everyone import Everyone
from reconnect.analysis.family import PRIMARY
from reconnect.analysis.flow import Flow
from reconnect.analysis.ingredients import Ingredients, Warned
from reconnect.analysis.outcomes import ALL
from reconnect.analysis.result import Result
from reconnect.exchange.report.change_chart import ChangeChart, change_chart
from reconnect.exchange.report.lead import lead
from reconnect.exchange.report.people_chart import PeopleChart, people_chart
from reconnect.exchange.report.people_shares import PeopleShares, people_shares
from reconnect.exchange.report.phrase import Clarity, ComparisonPhrase, comparison_phrase
from reconnect.exchange.report.reliable_bars import ReliableBar, reliable_bars
from reconnect.exchange.report.service_funnels import ServiceFunnel, service_funnels
from reconnect.model.comparison_groups import ComparisonGroups
from reconnect.model.load import shipped_library
from reconnect.model.measure import Measure


@dataclass(frozen=True, slots=True)
class MeasureCard:
    """One measure: its primary comparisons in ``all`` put for reading and drawn, and every result it has.

    ``everyone`` is None where nobody started.
    """

    measure: Measure
    phrases: tuple[ComparisonPhrase, ...]
    chart: ChangeChart
    results: tuple[Result, ...]
    everyone: Everyone | None
    reliable: tuple[ReliableBar, ...]


@dataclass(frozen=True, slots=True)
class StratumRow:
    """A stratum's line in the table by gender: the result of each primary comparison, None where none is planned."""

    stratum: str
    pre_post: Result | None
    pre_follow_up: Result | None


@dataclass(frozen=True, slots=True)
class MeasureTable:
    """A measure's rows in the layout of the paper's tables 3 and 4."""

    measure: Measure
    rows: tuple[StratumRow, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Everything the template needs; it computes nothing.

    ``note`` is said at the top where there is one. ``shares``: of each stratum, how many came how far. ``changed``: at
    least one change on the cards is clear.
    ``bases``: the comparisons in which somebody had another relationship in mind the second time. ``charts``: whether
    it is drawn, or told in words and tables alone. ``compared`` are groups of other people, for context; ``components``
    names of the parts that minutes are counted of, ``techniques`` of what was rated; ``eligible`` people by stratum.
    """

    evaluation: Evaluation
    version: str
    ignored: tuple[str, ...]
    note: str
    everyone: Flow
    people: PeopleChart
    shares: tuple[PeopleShares, ...]
    cards: tuple[MeasureCard, ...]
    by_gender: tuple[MeasureTable, ...]
    together: tuple[MeasureTable, ...]
    changed: bool
    bases: tuple[tuple[Comparison, BasisCount], ...]
    funnels: tuple[ServiceFunnel, ...]
    compared: tuple[tuple[Measure, ComparisonGroups], ...]
    components: Mapping[str, str]
    techniques: Mapping[str, str]
    few_programmes: bool
    eligible: Mapping[str, int]
    effect_formulas: tuple[Formula, ...]
    charts: bool = True


def report_page(evaluation: Evaluation, ignored: tuple[str, ...], note: str = "", *, charts: bool = True) -> Page:
    """The page of ``evaluation``; ``ignored`` are columns of the data that nobody asked for."""
    outcomes, library = evaluation.outcomes, shipped_library()
    genders = [stratum for stratum in outcomes.strata if stratum != ALL]
    cards = tuple(_card(measure, evaluation) for measure in outcomes.measures)
    return Page(
        evaluation,
        __version__,
        ignored,
        note,
        evaluation.flow[0],
        people_chart(evaluation.flow[0]),
        tuple(map(people_shares, evaluation.flow)),
        cards,
        tuple(_table(measure, genders, evaluation) for measure in outcomes.measures) if genders else (),
        tuple(_table(measure, [ALL], evaluation) for measure in outcomes.measures),
        any(phrase.clarity is Clarity.CLEAR for card in cards for phrase in card.phrases),
        tuple((each, found) for each, found in evaluation.bases.items() if each in PRIMARY and found.changed),
        service_funnels(evaluation.network),
        tuple((measure, each) for measure in outcomes.measures for each in library.compared_with(measure.id)),
        {each.id: each.name for each in library.components.newest.values()},
        {each.id: each.name for each in library.techniques.newest.values()},
        any(map(_few_programmes, evaluation.dose)),
        {flow.stratum: flow.eligible for flow in evaluation.flow},
        (D_PRE, D_AV, D_Z, G_PRE, G_AV, G_Z),
        charts,
    )


def _card(measure: Measure, evaluation: Evaluation) -> MeasureCard:
    results = tuple(result for result in evaluation.results if result.measure is measure)
    primary = [result for result in results if result.stratum == ALL and result.comparison in PRIMARY]
    everyone = evaluation.of_everyone(measure.id)
    leads = [
        lead(result, everyone.estimate(result.comparison) if everyone else None, evaluation.family)
        for result in primary
    ]
    return MeasureCard(
        measure,
        tuple(map(comparison_phrase, leads)),
        change_chart(measure, leads),
        results,
        everyone,
        reliable_bars(evaluation.reliable, measure),
    )


def _few_programmes(line: DoseLine) -> bool:
    return isinstance(line.figures, Ingredients) and Warned.FEW_PROGRAMMES in line.figures.warned


def _table(measure: Measure, strata: list[str], evaluation: Evaluation) -> MeasureTable:
    found = {(result.stratum, result.comparison): result for result in evaluation.results if result.measure is measure}
    return MeasureTable(
        measure,
        tuple(
            StratumRow(
                stratum, found.get((stratum, Comparison.PRE_POST)), found.get((stratum, Comparison.PRE_FOLLOW_UP))
            )
            for stratum in strata
        ),
    )
