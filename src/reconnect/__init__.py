"""ReConnect: carry the published model for rebuilding intimacy with persistent pain, and say whether it helped."""

from importlib.metadata import version

__version__ = version("reconnect")
