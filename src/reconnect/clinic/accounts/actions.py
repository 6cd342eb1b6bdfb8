"""What changes services and members."""

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from reconnect.clinic.accounts.models import ADULT, LOWEST, Member, Role, Service
from reconnect.clinic.accounts.policy import CLINICAL
from reconnect.clinic.accounts.portal_name import telling_word
from reconnect.clinic.audit.trail import record
from reconnect.clinic.audit.transaction import action
from reconnect.errors import ActionDenied


@action
def found_service(*, name: str, portal_name: str, support_note: str, demo: bool = False) -> Service:
    """Begin a service. Raises ActionDenied where the name of its pages tells what they are about."""
    _refuse_telling(portal_name)
    service = Service.objects.create(name=name, portal_name=portal_name, support_note=support_note, demo=demo)
    record(actor="operator", action="found_service", target=f"service:{service.id}", service_id=service.id)
    return service


@action
def name_portal(*, service: Service, portal_name: str, by: Member) -> None:
    """Call people's pages by this name from now on. Raises ActionDenied where it tells what they are about."""
    if by.service_id != service.pk or by.role not in {Role.LEAD, Role.ADMINISTRATOR}:
        raise ActionDenied("A lead or an administrator of the service names its pages.")
    _refuse_telling(portal_name)
    service.portal_name = portal_name
    service.save(update_fields=["portal_name"])
    record(actor=by.actor, action="name_portal", target=f"service:{service.id}", service_id=service.id)


@action
def set_youngest(*, service: Service, years: int) -> None:
    """From which age on the service sees people. Raises ActionDenied outside 16 to 18."""
    if not LOWEST <= years <= ADULT:
        raise ActionDenied(f"A service may see people from {LOWEST}, {LOWEST + 1} or {ADULT} years on.")
    service.youngest = years
    service.save(update_fields=["youngest"])
    record(actor="operator", action="set_youngest", target=f"service:{service.id}", service_id=service.id)


@action
def add_member(
    *, service: Service, name: str, email: str, role: Role, discipline: str = "", password: str | None = None
) -> Member:
    """Add a member; without a password they cannot sign in until one is set. Raises ActionDenied: what to change."""
    member = Member(service=service, name=name, email=email.lower(), role=role, discipline=discipline)
    _take_password(member, password)
    try:
        member.full_clean(exclude=["service"])
    except ValidationError as wrong:
        raise ActionDenied(_said(wrong)) from None
    member.save(force_insert=True)
    record(actor="operator", action="add_member", target=member.actor, service_id=service.id)
    return member


@action
def set_password(*, member: Member, password: str) -> None:
    """Give the member another password; who signed in with the old one is signed out. Raises ActionDenied."""
    _take_password(member, password)
    member.save(update_fields=["password"])
    _note(member, "set_password")


@action
def end_membership(*, member: Member) -> None:
    """Shut the member out, at once and wherever they are signed in. What they did stays in the trail."""
    member.is_active = False
    member.save(update_fields=["is_active"])
    _note(member, "end_membership")


@action
def remove_second_factor(*, member: Member) -> None:
    """Let the member set up another authenticator; sessions that the lost one confirmed end with it."""
    Authenticator.objects.filter(user=member).delete()
    _note(member, "remove_second_factor")


@action
def set_prescriber(*, member: Member, prescriber: bool, by: Member) -> None:
    """Note that the member prescribes, or no longer does. Raises ActionDenied for who treats nobody."""
    if by.role != Role.ADMINISTRATOR or by.service_id != member.service_id:
        raise ActionDenied("Only an administrator of the service says who prescribes.")
    if prescriber and not (member.is_active and member.role in CLINICAL):
        raise ActionDenied("Only an active member who treats people can be a prescriber.")
    member.prescriber = prescriber
    member.save(update_fields=["prescriber"])
    name = "name_prescriber" if prescriber else "unname_prescriber"
    record(actor=by.actor, action=name, target=member.actor, service_id=member.service_id)


@action
def note_sign_in(*, member: Member) -> None:
    """Note that the member signed in."""
    record(actor=member.actor, action="sign_in", target=member.actor, service_id=member.service_id)


def _refuse_telling(portal_name: str) -> None:
    word = telling_word(portal_name)
    if word:
        raise ActionDenied(f"“{word}” in the name of people's pages tells what they are about: choose another name.")


def _take_password(member: Member, password: str | None) -> None:
    if password is not None:
        try:
            validate_password(password, member)
        except ValidationError as weak:
            raise ActionDenied(" ".join(weak.messages)) from None
    member.set_password(password)


def _said(wrong: ValidationError) -> str:
    return " ".join(f"{field}: {' '.join(messages)}" for field, messages in wrong.message_dict.items())


def _note(member: Member, action_name: str) -> None:
    record(actor="operator", action=action_name, target=member.actor, service_id=member.service_id)
