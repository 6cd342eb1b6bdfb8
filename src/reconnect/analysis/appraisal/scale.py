"""Means that lie outside their scale."""

from dataclasses import dataclass

from reconnect.analysis.appraisal.finding import Examined, Finding, Rule, Verdict
from reconnect.analysis.appraisal.interval import printed
from reconnect.analysis.appraisal.sd_bounds import ends
from reconnect.model.occasion import Occasion
from reconnect.model.transcript.table import Scale
from reconnect.model.transcript.transcript import Transcript


@dataclass(frozen=True, slots=True)
class ScaleFacts:
    """The ``mean`` of an occasion, and the scale that it is outside of."""

    occasion: Occasion
    mean: str
    scale: Scale


def off_scale(transcript: Transcript) -> Examined:
    """Every mean that cannot be within its scale however it was rounded."""
    tried, findings = 0, []
    for table in transcript.tables:
        for row in table.rows:
            scale = transcript.scale(row.scale)
            reach = None if scale is None else ends(scale)
            if scale is None or reach is None:
                continue
            for occasion, mean in ((Occasion.PRE, row.pre.mean), *((each.occasion, each.mean) for each in row.later)):
                tried += 1
                if not printed(mean).meets(reach):
                    facts = ScaleFacts(occasion, mean, scale)
                    place, where = f"{table.id}.{row.id}.{occasion}", f"{table.name}, {row.label}"
                    findings.append(Finding(Rule.SCALE, place, where, Verdict.IMPOSSIBLE, facts))
    return Examined(Rule.SCALE, tried, tuple(findings))
