"""The template environment: everything escaped, a misspelt name is an error."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, StrictUndefined

from reconnect.exchange.report.wording import add_filters

_OFFERED: dict[str, Callable[..., Any]] = {}


def offer(name: str, function: Callable[..., Any]) -> None:
    """Give a function to every template. A room calls it at the start: pages stand below the rooms that fill them."""
    _OFFERED[name] = function


def environment(**options: Any) -> Environment:
    """As Django asks for it, with addresses and the report's filters."""
    environment = Environment(  # noqa: S701 Django's backend passes autoescape=True
        **(options | {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True})
    )
    environment.globals.update(static=static, url=_url, portal_name=_portal_name, demonstration=_demonstration)
    environment.globals.update(_OFFERED)
    add_filters(environment)
    return environment


def _url(name: str, *arguments: object) -> str:
    return reverse(name, args=arguments)


def _demonstration() -> bool:
    return bool(settings.DEMO)


def _portal_name(request: Any) -> str:
    """The name a person knows the site by; before any code is entered it belongs to no service."""
    visit = getattr(request, "visit", None)
    return "Your questions" if visit is None else visit.code.service.portal_name
