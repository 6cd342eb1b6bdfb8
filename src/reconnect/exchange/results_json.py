"""results.json: every figure for machines, with where the data came from."""

import json

from reconnect import __version__
from reconnect.analysis.evaluate import Evaluation
from reconnect.analysis.family import Family
from reconnect.analysis.flow import Flow
from reconnect.analysis.sensitivity import SEED
from reconnect.exchange.estimates import estimate_lines
from reconnect.exchange.figures import FORMULAS, result_lines
from reconnect.exchange.plain import plain
from reconnect.exchange.provenance import scoring_version

USE = "inside the service: counts are exact"


def results_json(evaluation: Evaluation) -> str:
    """The file's text. ``date_range`` is null where no answer has a date; undefined figures are null.

    ``scoring`` names the questionnaire and version of each measure that ReConnect scores; null of any other.
    """
    days = evaluation.outcomes.date_range
    document = {
        "version": __version__,
        "use": USE,
        "source": evaluation.outcomes.source,
        "date_range": None if days is None else {"first": days[0].isoformat(), "last": days[1].isoformat()},
        "scoring": {measure.id: scoring_version(measure) for measure in evaluation.outcomes.measures},
        "sensitivity": {"asked": evaluation.sensitivity, "seed": SEED if evaluation.sensitivity else None},
        "formulas": FORMULAS,
        "results": list(result_lines(evaluation)),
        "flow": list(map(_flow, evaluation.flow)),
        "everyone": list(estimate_lines(evaluation)),
        "leavers": [
            {"measure": each.measure.id} | plain(estimate.leavers)
            for each in evaluation.everyone
            for estimate in each.estimates
        ],
        "reliable": plain(evaluation.reliable),
        "network": plain(evaluation.network),
        "dose": plain(evaluation.dose),
        "helpful": plain(evaluation.helpful),
        "answer_basis": plain(evaluation.bases),
        "family": _family(evaluation.family),
    }
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _flow(flow: Flow) -> dict[str, str | int | None]:
    counts = ("eligible", "started", "post", "follow_up", "complete", "heard", "unheard", "late")
    return {"stratum": flow.stratum} | {name: getattr(flow, name) for name in counts}


def _family(family: Family) -> dict[str, object]:
    return {
        "m": len(family.tests),
        "declared": family.declared,
        "tests": [
            {"measure": cell.measure, "stratum": cell.stratum, "comparison": str(cell.comparison)}
            for cell in family.tests
        ],
        "p_bonferroni": "min(1, m p)",
    }
