"""GOV.UK Notify: e-mail, text messages and letters through a template that holds our subject and our words."""

import logging
from dataclasses import dataclass, field
from typing import Any, ClassVar

from notifications_python_client.errors import APIError
from notifications_python_client.notifications import NotificationsAPIClient

from reconnect.clinic.outbox.carriers.carrier import EndUnknown, Outgoing, Problem, RefusedForGood
from reconnect.clinic.outbox.channel import Channel

NOTIFY = "https://api.notifications.service.gov.uk"
PATIENCE = 20.0
KEY_LENGTH = 73  # two ids at the end of every key: the service's and the secret

# The client logs what Notify says, which may be what somebody's address looks like.
logging.getLogger("notifications_python_client").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Notify:
    """One channel of it. The message's id is the reference, so what went can be looked up."""

    looks_up: ClassVar[bool] = True

    channel: Channel
    template: str
    key: str = field(repr=False)
    base_url: str = NOTIFY
    patience: float = PATIENCE

    def send(self, message: Outgoing) -> str:
        """Hand it over; Notify's id of it."""
        try:
            answer = self._post(self._client(), message)
        except APIError as error:
            raise _meaning(error) from None
        if not isinstance(answer, dict) or not answer.get("id"):
            raise EndUnknown("Notify answered something else")
        return str(answer["id"])

    def find(self, message: Outgoing) -> str | None:
        """Notify's id of a message that it took before."""
        try:
            answer = self._client().get_all_notifications(reference=message.id)
        except APIError as error:
            raise Problem(_code(error), down=True) from None
        taken = answer.get("notifications") if isinstance(answer, dict) else None
        if taken is None:
            raise Problem("Notify answered something else", down=True)
        return str(taken[0]["id"]) if taken else None

    def _client(self) -> NotificationsAPIClient:
        return NotificationsAPIClient(self.key, base_url=self.base_url, timeout=self.patience)

    def _post(self, client: NotificationsAPIClient, message: Outgoing) -> Any:
        words = {"subject": message.subject, "body": message.text}
        if self.channel is Channel.EMAIL:
            return client.send_email_notification(message.to, self.template, words, reference=message.id)
        if self.channel is Channel.SMS:
            told = {"body": message.text}
            return client.send_sms_notification(message.to, self.template, told, reference=message.id)
        lines = enumerate(message.to.split("\n"), 1)
        address = {f"address_line_{number}": line for number, line in lines}
        return client.send_letter_notification(self.template, words | address, reference=message.id)


def _meaning(error: APIError) -> Problem:
    """400 is about this message. 403 is about our key or our clock, which somebody puts right: the message waits."""
    status = error.status_code
    if status in {400, 404, 413, 422}:
        return RefusedForGood(_code(error))
    if status in {401, 403, 429} or getattr(error.response, "status_code", None) == 503:
        return Problem(_code(error), down=True)
    if error.response is None and _never_connected(error):
        return Problem("not reached", down=True)
    return EndUnknown(_code(error))


def _never_connected(error: APIError) -> bool:
    import requests  # noqa: PLC0415 what the client itself uses

    cause = error.__cause__
    return isinstance(cause, requests.ConnectTimeout | requests.exceptions.SSLError) or (
        isinstance(cause, requests.ConnectionError) and "NewConnectionError" in repr(cause)
    )


def _code(error: APIError) -> str:
    return "cut off while sending" if error.response is None else f"Notify {error.response.status_code}"
