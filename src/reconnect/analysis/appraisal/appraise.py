"""The appraisal: every rule over one transcript."""

from dataclasses import dataclass

from reconnect.analysis.appraisal.alpha import family
from reconnect.analysis.appraisal.categories import categories
from reconnect.analysis.appraisal.claim import claims
from reconnect.analysis.appraisal.complement import complements
from reconnect.analysis.appraisal.completers import completers
from reconnect.analysis.appraisal.confidence import confidence_intervals
from reconnect.analysis.appraisal.degrees import degrees
from reconnect.analysis.appraisal.finding import Examined, Finding, Verdict
from reconnect.analysis.appraisal.grim import grim
from reconnect.analysis.appraisal.grimmer import grimmer
from reconnect.analysis.appraisal.label import labels
from reconnect.analysis.appraisal.p_value import p_values
from reconnect.analysis.appraisal.samples import samples
from reconnect.analysis.appraisal.scale import off_scale
from reconnect.analysis.appraisal.spread import spread
from reconnect.analysis.appraisal.twice import told_twice
from reconnect.analysis.appraisal.which_d import which_d
from reconnect.model.transcript.transcript import Transcript

RULES = (
    spread,
    off_scale,
    grim,
    grimmer,
    degrees,
    p_values,
    confidence_intervals,
    complements,
    completers,
    samples,
    categories,
    told_twice,
    family,
    claims,
    labels,
    which_d,
)


@dataclass(frozen=True, slots=True)
class Appraisal:
    """The findings, gravest first and then in the order of the rules; ``examined`` says what each rule looked at."""

    transcript: Transcript
    findings: tuple[Finding, ...]
    examined: tuple[Examined, ...]


def appraise(transcript: Transcript) -> Appraisal:
    """What cannot be, or cannot be told, in ``transcript``. Nothing is corrected."""
    examined = tuple(rule(transcript) for rule in RULES)
    order = list(Verdict)
    findings = sorted(
        (finding for each in examined for finding in each.findings), key=lambda finding: order.index(finding.verdict)
    )
    return Appraisal(transcript, tuple(findings), examined)
