"""Who may open what is kept apart from the record."""

from reconnect.clinic.accounts.models import Role
from reconnect.clinic.accounts.policy import Policy, roles

READERS = frozenset({Role.CLINICIAN, Role.LEAD})  # a facilitator leads groups, and has no part in what is kept apart
APART = Policy("clinician or lead", roles(*READERS), for_staff=True)
