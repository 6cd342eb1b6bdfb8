"""Within an action: keeping what waits from going, and ending the codes and pages that stand open."""

from collections.abc import Iterable
from datetime import datetime

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.followup.facts import about
from reconnect.clinic.followup.models import SafeChannel
from reconnect.clinic.outbox.actions import stop_messages
from reconnect.clinic.outbox.models import Message, State
from reconnect.clinic.people.models import Episode, Occasion, Partner, Person
from reconnect.clinic.portal.actions import close_pages, close_partner_pages
from reconnect.clinic.portal.models import OwnPages
from reconnect.clinic.questionnaires.entry import withdraw_codes


def hold_occasions(person: Person) -> None:
    """Let nobody make a code for any of their occasions until the transaction is over."""
    list(
        Occasion.objects.select_for_update(of=("self",), no_key=True)
        .filter(episode__person=person)
        .order_by("id")
        .only("pk")
    )


def stop_waiting(person: Person, by: Member, at: datetime) -> list[Occasion]:
    """Stop what waits to go to the person; the occasions of which something was stopped."""
    return [
        each
        for each in occasions_of(person)
        if stop_messages(service=each.service, about=about(each.pk), actor=by.actor, at=at)
    ]


def written_about(channel: SafeChannel) -> list[Occasion]:
    """The occasions about which something went, or is going, by a channel of that kind."""
    occasions = {about(each.pk): each for each in occasions_of(channel.person)}
    found = Message.objects.filter(about__in=[*occasions], channel=channel.channel).exclude(state=State.STOPPED)
    return [occasions[each] for each in set(found.values_list("about", flat=True))]


def end_codes(occasions: Iterable[Occasion], by: Member, at: datetime) -> None:
    """End their open codes. One that was on its way must not arrive as something that works."""
    for occasion in sorted(occasions, key=lambda each: each.pk):
        withdraw_codes(occasion=occasion, by=by, at=at)


def close_all_pages(person: Person, by: Member, at: datetime) -> None:
    """Close the person's own pages, with the codes that lead there, and those of a partner."""
    standing = OwnPages.objects.standing()
    for episode in Episode.objects.filter(person=person, own_pages__in=standing).order_by("id"):
        close_pages(episode=episode, by=by, at=at)
    for partner in Partner.objects.filter(person=person, own_pages__in=standing).order_by("id"):
        close_partner_pages(partner=partner, by=by, at=at)


def occasions_of(person: Person) -> list[Occasion]:
    """Every occasion of the person, always in one order: two actions that hold them never wait for each other."""
    found = Occasion.objects.filter(episode__person=person).select_related("episode__person", "service")
    return list(found.order_by("id"))
