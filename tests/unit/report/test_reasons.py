"""Whatever is not given says why, in words."""

from enum import StrEnum

import pytest

from reconnect.analysis import reason, refusal
from reconnect.exchange.report.render import report_environment

REASONS = [*reason.Reason, *refusal.Reason]


@pytest.mark.parametrize("each", REASONS, ids=lambda each: each.name)
def test_every_reason_has_words(each: StrEnum) -> None:
    words = report_environment().get_template("macros/reasons.html.j2").module.why(each)
    assert " " in words.strip()


def test_no_two_reasons_have_one_name() -> None:
    names = [each.name for each in REASONS]
    assert len(set(names)) == len(names)
