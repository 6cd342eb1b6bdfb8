"""The commands that need the web application; nothing of it is imported until one of them runs."""

from reconnect.config.commands.audit import add_audit
from reconnect.config.commands.member import add_member
from reconnect.config.commands.parsers import Commands
from reconnect.config.commands.questionnaire import add_questionnaire
from reconnect.config.commands.serve import add_serve
from reconnect.config.commands.tick import add_tick
from reconnect.config.commands.youngest import add_service


def add_commands(commands: Commands) -> None:
    """Add them to the command line, in the order in which a clinic meets them."""
    add_serve(commands)
    add_tick(commands)
    add_questionnaire(commands)
    add_audit(commands)
    add_member(commands)
    add_service(commands)
