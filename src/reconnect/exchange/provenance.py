"""Where a line of figures comes from: how its measure is scored, and the days of its data."""

from reconnect.analysis.evaluate import Evaluation
from reconnect.model.load import shipped_library
from reconnect.model.measure import Measure


def scoring_version(measure: Measure) -> str | None:
    """The questionnaire and version by which ReConnect scores ``measure``; None of anybody else's measure."""
    return next(
        (
            f"{questionnaire.id} {questionnaire.version}"
            for questionnaire in shipped_library().questionnaires.newest.values()
            if measure in {scoring.measure for scoring in questionnaire.measures}
        ),
        None,
    )


def provenance(evaluation: Evaluation, measure: Measure) -> dict[str, str | None]:
    """Scoring version, and the first and last day of answering (None where no answer has a date)."""
    first, last = evaluation.outcomes.date_range or (None, None)
    return {
        "scoring": scoring_version(measure),
        "first_day": first.isoformat() if first else None,
        "last_day": last.isoformat() if last else None,
    }
