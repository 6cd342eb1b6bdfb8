"""A template in a service's own words."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import IntegrityError

from reconnect.clinic.accounts.models import Member, Service
from reconnect.clinic.audit.transaction import writing
from reconnect.clinic.letters.queries import KIND, template_for
from reconnect.clinic.library.actions import edit_content
from reconnect.errors import ActionDenied, ContentError, Problem
from reconnect.model.coherence import place
from reconnect.model.letter_template import LetterTemplate


class StaleTemplate(ActionDenied):
    """Somebody else changed the template meanwhile."""

    def __init__(self) -> None:
        super().__init__("Somebody else has changed this letter since you opened it. Theirs stands below.")


def reword_template(
    *,
    template: LetterTemplate,
    version: int,
    subject: str,
    greeting: str,
    paragraphs: Sequence[str],
    closing: Sequence[str],
    outside: Sequence[str],
    by: Member,
) -> None:
    """Use these words from now on; the same words once more do nothing.

    Raises ContentError with each field that is not right, and StaleTemplate where a newer edition than ``version`` is
    in use.
    """
    edited = replace(
        template,
        subject=subject,
        greeting=greeting,
        paragraphs=tuple(paragraphs),
        closing=tuple(closing),
        outside=tuple(outside),
    )
    try:
        with writing():
            Service.objects.select_for_update().only("pk").get(pk=by.service_id)  # two who save at once take turns
            now = template_for(by, template.id)
            if replace(edited, version=now.version) == now:
                return
            if now.version != version:
                raise StaleTemplate
            _refuse_own_name(edited, by)
            edit_content(kind=KIND, edited=edited, by=by)
    except IntegrityError:  # the other was faster by less than a transaction
        raise StaleTemplate from None


def _refuse_own_name(template: LetterTemplate, by: Member) -> None:
    """Where a service chose a name for people to see, its own stands on no envelope."""
    name = by.service.name.casefold()
    if name == by.service.portal_name.casefold():
        return
    outward = {"subject": template.subject, "outside": "\n".join(template.outside)}
    told = [field for field, text in outward.items() if name in text.casefold()]
    message = "your service's own name tells what this is about: write {service}, which shows the name people know"
    if told:
        raise ContentError([Problem(place(KIND, template), message, field=field) for field in told])
