"""Who may write what was agreed about a medicine."""

from reconnect.clinic.accounts.policy import CARERS, Policy, member_of


def _prescribes(request: object) -> bool:
    member = member_of(request)  # type: ignore[arg-type]
    return CARERS.admits(request) and member is not None and member.prescriber  # type: ignore[arg-type]


PRESCRIBERS = Policy("prescriber", _prescribes, for_staff=True)
