"""results.json: every figure for machines, with where the data came from."""

import json

from reconnect import __version__
from reconnect.analysis.evaluate import Evaluation
from reconnect.exchange.figures import FORMULAS, result_lines

USE = "inside the service: counts are exact"


def results_json(evaluation: Evaluation) -> str:
    """The file's text. ``date_range`` is null where no answer has a date; undefined figures are null."""
    days = evaluation.outcomes.date_range
    family = evaluation.family
    document = {
        "version": __version__,
        "use": USE,
        "source": evaluation.outcomes.source,
        "date_range": None if days is None else {"first": days[0].isoformat(), "last": days[1].isoformat()},
        "formulas": FORMULAS,
        "results": list(result_lines(evaluation)),
        "flow": [
            {
                "stratum": flow.stratum,
                "eligible": flow.eligible,
                "started": flow.started,
                "post": flow.post,
                "follow_up": flow.follow_up,
                "complete": flow.complete,
            }
            for flow in evaluation.flow
        ],
        "family": {
            "m": len(family.tests),
            "tests": [
                {"measure": cell.measure, "stratum": cell.stratum, "comparison": str(cell.comparison)}
                for cell in family.tests
            ],
            "p_bonferroni": "min(1, m p)",
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
