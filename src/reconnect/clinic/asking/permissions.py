"""Who may open what is locked: whoever treats the person, not whoever runs a group."""

from reconnect.clinic.accounts.models import Role
from reconnect.clinic.accounts.policy import Policy, roles

OPENERS = (Role.CLINICIAN, Role.LEAD)
CLINICIANS = Policy("clinicians", roles(*OPENERS), for_staff=True)
