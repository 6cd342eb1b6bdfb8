"""What changes services and members."""

from reconnect.clinic.accounts.models import Member, Role, Service
from reconnect.clinic.audit.trail import record
from reconnect.clinic.audit.transaction import action


@action
def found_service(*, name: str, portal_name: str, support_note: str, demo: bool = False) -> Service:
    """Begin a service."""
    service = Service.objects.create(name=name, portal_name=portal_name, support_note=support_note, demo=demo)
    record(actor="operator", action="found_service", target=f"service:{service.id}", service_id=service.id)
    return service


@action
def add_member(
    *, service: Service, name: str, email: str, role: Role, discipline: str = "", password: str | None = None
) -> Member:
    """Add a member; without a password they cannot sign in until one is set."""
    member = Member(service=service, name=name, email=email.lower(), role=role, discipline=discipline)
    member.set_password(password)
    member.save(force_insert=True)
    record(actor="operator", action="add_member", target=member.actor, service_id=service.id)
    return member


@action
def note_sign_in(*, member: Member) -> None:
    """Note that the member signed in."""
    record(actor=member.actor, action="sign_in", target=member.actor, service_id=member.service_id)
