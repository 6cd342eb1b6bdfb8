"""Reads that every kind of record has: what was recorded stays, and a correction takes its place."""

from typing import Self

from reconnect.clinic.accounts.visible import VisibleQuerySet


class KeptQuerySet(VisibleQuerySet):
    """Reads of records that are corrected by a newer one."""

    def live(self) -> Self:
        """Those that were neither replaced nor taken back."""
        return self.filter(retracted_at=None)
