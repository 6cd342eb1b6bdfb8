"""Names that a table gives to what is something else."""

from dataclasses import dataclass

from reconnect.analysis.appraisal.finding import Examined, Finding, Rule, Verdict
from reconnect.analysis.appraisal.interval import Interval, printed
from reconnect.analysis.appraisal.sd_bounds import ends
from reconnect.model.transcript.statement import Label
from reconnect.model.transcript.transcript import Transcript


@dataclass(frozen=True, slots=True)
class LabelFacts:
    """The label, the means of its table from the smallest to the largest, and the scale of what was measured."""

    label: Label
    means: tuple[str, ...]
    scale: Interval | None


def labels(transcript: Transcript) -> Examined:
    """Every label that the paper's own description of the measure contradicts."""
    findings = []
    for label in transcript.labels:
        table = transcript.table(label.table)
        rows = () if table is None else table.rows
        means = [mean for row in rows for mean in (row.pre.mean, *(later.mean for later in row.later))]
        scales = [scale for row in rows if (scale := transcript.scale(row.scale)) is not None]
        ranges = {reach for scale in scales if (reach := ends(scale)) is not None}
        facts = LabelFacts(
            label,
            tuple(sorted(means, key=lambda mean: printed(mean).middle)),
            ranges.pop() if len(ranges) == 1 else None,
        )
        findings.append(Finding(Rule.LABEL, label.id, label.where, Verdict.NOTE, facts))
    return Examined(Rule.LABEL, len(transcript.labels), tuple(findings))
