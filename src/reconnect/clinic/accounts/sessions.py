"""Sessions in the database that no browser keeps once it is closed, however long the server would."""

from django.contrib.sessions.backends import db


class SessionStore(db.SessionStore):
    """A visit may be idle for longer than staff may; its cookie goes with the browser all the same."""

    def get_expire_at_browser_close(self) -> bool:
        """Always."""
        return True
