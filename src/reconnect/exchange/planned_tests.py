"""The family of tests as a mapping file tells it."""

import re

from reconnect.analysis.comparison import Cell, Comparison
from reconnect.analysis.family import Family
from reconnect.analysis.outcomes import ALL, Outcomes
from reconnect.errors import Problem
from reconnect.exchange.mapping import FamilyMap

# A stratum may hold the marks that divide the parts.
TEST = re.compile(r"\s*(?P<measure>[^,/:]+?)\s*[,/:]\s*(?:(?P<stratum>.+?)\s*[,/:]\s*)?(?P<comparison>[^,/:]+?)\s*")
COMPARISONS = {str(comparison): comparison for comparison in Comparison}


def planned_family(told: FamilyMap, outcomes: Outcomes, file: str, problems: list[Problem]) -> Family:
    """The tests of ``told``, each "measure, comparison" (in ``all``) or "measure, stratum, comparison".

    A plan stands before the data: a test of a follow-up that nobody reached yet, or of a gender that did not come this
    year, belongs to it all the same and counts. Adds to ``problems`` an unknown measure or comparison, and a test that
    is named twice.
    """
    tests: list[Cell] = []
    for number, text in enumerate(told.tests, 1):
        where = f"family.tests[{number}]"
        parts = TEST.fullmatch(text)
        if parts is None:
            problems.append(
                Problem(file, 'write it as "measure, comparison" or "measure, stratum, comparison"', field=where)
            )
            continue
        measure, stratum, comparison = parts["measure"], (parts["stratum"] or ALL).lower(), parts["comparison"]
        known = {"measure": (measure, tuple(outcomes.occasions)), "comparison": (comparison, tuple(COMPARISONS))}
        unknown = {name: choices for name, (value, choices) in known.items() if value not in choices}
        for name, choices in unknown.items():
            problems.append(Problem(file, f"no such {name}; there are: {', '.join(choices)}", field=where))
        if not unknown:
            cell = Cell(measure, stratum, COMPARISONS[comparison])
            if cell in tests:
                problems.append(Problem(file, "this test is named already", field=where))
            tests.append(cell)
    return Family(tuple(tests))


def unheld_tests(family: Family, outcomes: Outcomes) -> tuple[Cell, ...]:
    """The tests of the family that these data do not hold: the occasion is not in them, or nobody of the stratum."""
    return tuple(
        cell
        for cell in family.tests
        if cell.stratum not in outcomes.strata
        or not {cell.comparison.earlier, cell.comparison.later} <= set(outcomes.occasions[cell.measure])
    )
