"""What changes partners, and what they told."""

from reconnect.clinic.partners.actions.note import read_partner_note, withdraw_partner_note, write_partner_note
from reconnect.clinic.partners.actions.partner import add_partner, end_partner, record_involvement, record_mode

__all__ = [
    "add_partner",
    "end_partner",
    "read_partner_note",
    "record_involvement",
    "record_mode",
    "withdraw_partner_note",
    "write_partner_note",
]
