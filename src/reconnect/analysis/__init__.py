"""From outcomes to figures: functions over plain tables, each naming its formula, what it needs and its source."""

from reconnect.analysis.evaluate import Evaluation, evaluate
from reconnect.analysis.outcomes import Outcomes, Participant, Reading

__all__ = ["Evaluation", "Outcomes", "Participant", "Reading", "evaluate"]
