"""The modelled change with an interval over programmes, because people of one programme are alike."""

from collections.abc import Mapping, Sequence

from reconnect.analysis.comparison import Comparison
from reconnect.analysis.jackknife import Jackknife, jackknives
from reconnect.analysis.missing.mmrm import Mmrm
from reconnect.analysis.missing.model import Model, fit_model
from reconnect.analysis.outcomes import ALL
from reconnect.analysis.patterns import PatternMoments, merge_strata

Strata = Mapping[str, PatternMoments]


def jackknifed_changes(programmes: Sequence[Strata], whole: Mmrm) -> dict[tuple[str, Comparison], Jackknife]:
    """An interval for every change of ``whole``, by stratum and comparison; its strata are those of ``programmes``.

    Each leaves out a programme of all strata, and fits the others again with the occasions of ``whole``, starting from
    its covariance. A programme that leaves a stratum too small to model makes that stratum's interval undefined.
    """
    models = {
        (line.stratum, line.comparison): model
        for line in whole.changes
        for model in whole.models
        if model.occasions == line.occasions
    }

    def statistics(strata: Strata) -> dict[tuple[str, Comparison], float | None]:
        fitted = {model.occasions: fit_model(strata, model.occasions, model) for model in whole.models}
        return {
            (name, comparison): _change(fitted[model.occasions], strata, model, name, comparison)
            for (name, comparison), model in models.items()
        }

    return jackknives(programmes, statistics, merge_strata)


def _change(fitted: Model, strata: Strata, whole: Model, name: str, comparison: Comparison) -> float | None:
    later = fitted.occasions.index(comparison.later)
    changes = {each.stratum: each.means[later] - each.means[0] for each in fitted.strata}
    if name != ALL:
        return changes.get(name)
    wanted = [each.stratum for each in whole.strata]
    started = sum(strata[each].people for each in wanted if each in strata)
    if not wanted or not set(wanted) <= changes.keys():
        return None
    return sum(strata[each].people * changes[each] for each in wanted) / started
