"""120 people who do not exist: as many changed reliably as R says. individuals.R says how R's counts were got."""

import csv
from pathlib import Path

import pytest

from reconnect.analysis.comparison import Comparison
from reconnect.analysis.engines.reference import stratum_counts
from reconnect.analysis.individuals import Method, ReliableChange, reliable_change
from reconnect.analysis.reliability import Reliability, ReliabilityKind
from reconnect.exchange.outcomes_files import read_outcomes
from reconnect.model.load import shipped_library
from reconnect.model.measure import Better

HERE = Path(__file__).parent
GOLDEN = list(csv.DictReader((HERE / "individuals.csv").read_text("utf-8").splitlines()))
COMPARISONS = {str(comparison): comparison for comparison in Comparison}
INVENTED = Reliability(0.8, ReliabilityKind.TEST_RETEST, "invented for this test")
METHODS = {"jt": Method.JACOBSON_TRUAX, "ha": Method.HAGEMAN_ARRINDELL}


@pytest.mark.parametrize("short", METHODS)
@pytest.mark.parametrize("line", GOLDEN, ids=lambda line: f"{line['stratum']} {line['comparison']}")
def test_as_many_changed_reliably_as_r_says(line: dict[str, str], short: str) -> None:
    outcomes = read_outcomes(HERE / "outcomes.csv", HERE / "map.toml", shipped_library().measures).outcomes
    counts = stratum_counts(outcomes)["worry", line["stratum"]]
    found = reliable_change(
        counts, COMPARISONS[line["comparison"]], Better.LOWER, INVENTED, items=5, unknown=7, method=METHODS[short]
    )
    assert isinstance(found, ReliableChange)
    sides = [int(line[f"{short}_{side}"]) for side in ("worse", "unchanged", "better")]
    assert [found.worse, found.unchanged, found.better] == sides
    assert found.baseline == int(line["baseline"])
    assert [found.sd, found.error] == pytest.approx([float(line["sd"]), float(line["error"])], rel=1e-9)
    assert (found.pairs, found.started) == (sum(sides), sum(sides) + 7)
    assert found.points == (pytest.approx(float(line["points"]), rel=1e-9) if short == "jt" else None)
