"""The start-up checks: known to the framework before anything asks for them."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Loads the modules that register checks. An address list that is loaded while checks run would be too late."""

    name = "reconnect.config"

    def ready(self) -> None:
        """Register them."""
        from reconnect.clinic.accounts import policy  # noqa: F401, PLC0415 needs the models
        from reconnect.clinic.audit import durability  # noqa: F401, PLC0415
        from reconnect.clinic.library import checks  # noqa: F401, PLC0415
        from reconnect.clinic.outbox import checks as of_messages  # noqa: F401, PLC0415
