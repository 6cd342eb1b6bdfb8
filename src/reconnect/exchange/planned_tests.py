"""The family of tests as a mapping file tells it."""

import re

from reconnect.analysis.comparison import Cell, Comparison
from reconnect.analysis.family import Family
from reconnect.analysis.outcomes import ALL, Outcomes
from reconnect.errors import Problem
from reconnect.exchange.mapping import FamilyMap

COMPARISONS = {str(comparison): comparison for comparison in Comparison}


def planned_family(told: FamilyMap, outcomes: Outcomes, file: str, problems: list[Problem]) -> Family:
    """The tests of ``told``, each "measure, comparison" (in ``all``) or "measure, stratum, comparison".

    Adds to ``problems`` a test that names what the data cannot hold, and one that is named twice.
    """
    tests: list[Cell] = []
    for number, text in enumerate(told.tests, 1):
        where = f"family.tests[{number}]"
        parts = [part.strip() for part in re.split(r"[,/:]", text)]
        if len(parts) == 2:
            parts.insert(1, ALL)
        if len(parts) != 3:
            problems.append(
                Problem(file, 'write it as "measure, comparison" or "measure, stratum, comparison"', field=where)
            )
            continue
        measure, stratum, comparison = parts
        known = {
            "measure": (measure, tuple(outcomes.occasions)),
            "stratum": (stratum.lower(), outcomes.strata),
            "comparison": (comparison, tuple(COMPARISONS)),
        }
        unknown = {name: choices for name, (value, choices) in known.items() if value not in choices}
        for name, choices in unknown.items():
            problems.append(Problem(file, f"no such {name}; there are: {', '.join(choices)}", field=where))
        if not unknown:
            cell = Cell(measure, stratum.lower(), COMPARISONS[comparison])
            if cell in tests:
                problems.append(Problem(file, "this test is named already", field=where))
            tests.append(cell)
    return Family(tuple(tests))
