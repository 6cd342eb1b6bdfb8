"""All settings, from the environment only. What is missing stops the start, with help."""

import os
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from django.core.exceptions import ImproperlyConfigured

from reconnect.config.messages import carriers_from

HELP = {
    "RECONNECT_SECRET_KEY": "a long random text that signs sessions, such as the output of `openssl rand -base64 48`",
    "RECONNECT_KEY_FILE": "a file away from the database with 32 random bytes in base64: `openssl rand -base64 32`",
    "RECONNECT_HOSTS": "the host names people use, separated by commas, such as clinic.example.nhs.uk",
    "RECONNECT_ORIGIN": "what people type before everything else, such as https://clinic.example.nhs.uk",
    "RECONNECT_DATABASE_URL": "sqlite:////var/lib/reconnect/clinic.sqlite3 or postgresql://user:password@host/name",
}


def _required(name: str) -> str:
    value = os.environ.get(name, "").strip()
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. It is {HELP[name]}.")
    return value


def _database(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path.removeprefix("/")),
            "CONN_MAX_AGE": 60,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 5,
                # Of 631 points at which power could fail, WAL with FULL lost no acknowledged write; the usual NORMAL
                # lost one at most of them.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON",
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.removeprefix("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
        }
    raise ImproperlyConfigured(f"RECONNECT_DATABASE_URL must be {HELP['RECONNECT_DATABASE_URL']}.")


def _hosts() -> list[str]:
    hosts = [host.strip() for host in _required("RECONNECT_HOSTS").split(",") if host.strip()]
    if not hosts or any("*" in host or host.startswith(".") for host in hosts):
        raise ImproperlyConfigured("RECONNECT_HOSTS must name every host in full: a pattern lets others pose as you.")
    return hosts


def _origin(hosts: list[str], *, demo: bool) -> str:
    """What every link and every code picture that leaves the service begins with, whatever a request calls itself."""
    said = os.environ.get("RECONNECT_ORIGIN", "").strip().removesuffix("/")
    if not said:
        return f"{'http' if demo else 'https'}://{hosts[0]}"
    found = re.fullmatch(rf"http{'s?' if demo else 's'}://([^/?#@:]+)(:[0-9]{{1,5}})?", said)
    if found is None:
        raise ImproperlyConfigured(f"RECONNECT_ORIGIN must be {HELP['RECONNECT_ORIGIN']}.")
    if found[1] not in hosts:
        raise ImproperlyConfigured("RECONNECT_ORIGIN must name one of the hosts in RECONNECT_HOSTS.")
    return said


HERE = Path(__file__).parent.parent
DEMO = os.environ.get("RECONNECT_DEMO") == "yes"
BEHIND_PROXY = os.environ.get("RECONNECT_BEHIND_PROXY") == "yes"  # one of ours, which notes who called
DEBUG = False
SECRET_KEY = _required("RECONNECT_SECRET_KEY")
KEY_FILE = Path(_required("RECONNECT_KEY_FILE"))
ALLOWED_HOSTS = _hosts()
ORIGIN = _origin(ALLOWED_HOSTS, demo=DEMO)
DATABASES = {"default": _database(_required("RECONNECT_DATABASE_URL"))}
CARRIERS = carriers_from(os.environ)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

ROOMS = (
    *("sealing", "ui", "audit", "accounts", "outbox", "library", "people", "safety", "questionnaires", "tablet"),
    *("training", "asking", "programmes", "partners", "portal", "care", "groups", "polls", "followup"),
    *("formulation", "plan", "letters", "reports"),
    *(
        "learning",
        "thoughts",
        "sensations",
        "steps",
        "flares",
        "medicines",
        "change",
        "meetings",
        "home",
        "together",
        "desk",
        "demo",
    ),
)
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    *(f"reconnect.clinic.{room}" for room in ROOMS),
    "reconnect.config",
]
MIDDLEWARE = [
    "reconnect.clinic.ui.headers.security_headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "reconnect.clinic.polls.nobody.come_as_nobody",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "reconnect.clinic.ui.charset.only_utf8",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "reconnect.clinic.questionnaires.tablets.remember_tablet",
    "reconnect.clinic.questionnaires.visits.remember_visit",
    "reconnect.clinic.tablet.permissions.keep_to_the_room",
    "reconnect.clinic.accounts.policy.enforce_policy",
]
ROOT_URLCONF = "reconnect.config.urls"
WSGI_APPLICATION = "reconnect.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [
            *(HERE / "clinic" / room / "templates" for room in ROOMS),
            HERE / "exchange" / "report" / "templates",
        ],
        "OPTIONS": {"environment": "reconnect.clinic.ui.jinja.environment"},
    },
]

AUTH_USER_MODEL = "accounts.Member"
AUTHENTICATION_BACKENDS = ["reconnect.clinic.accounts.backend.MemberBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
PASSWORD_HASHERS = ["reconnect.clinic.accounts.hasher.Argon2Hasher"]
ACCOUNT_ADAPTER = "reconnect.clinic.accounts.adapter.MemberAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0  # or all staff behind it would share one count of wrong tries
# Wrong tries are counted in the database: all workers share the count, and a restart does not forget it.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "tries"}}
ACCOUNT_RATE_LIMITS = {"login_failed": "10/5m/ip,5/5m/key"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ADAPTER = "reconnect.clinic.accounts.second_factor.SealingAdapter"
MFA_TOTP_ISSUER = "ReConnect"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "staff_home"
LOGOUT_REDIRECT_URL = "account_login"

SESSION_ENGINE = "reconnect.clinic.accounts.sessions"
SESSION_COOKIE_NAME = "session" if DEMO else "__Host-session"
SESSION_COOKIE_AGE = 15 * 60
SESSION_SAVE_EVERY_REQUEST = True
CSRF_COOKIE_NAME = "forgery" if DEMO else "__Host-forgery"
CSRF_COOKIE_AGE = None  # until the browser is closed
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = not DEMO
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SECURE_HSTS_SECONDS = 0 if DEMO else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEMO
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
# "no-referrer" would hide the origin from our own forms, whose forgery check needs it.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "en-gb"
USE_TZ = True
TIME_ZONE = "UTC"
CLINIC_TIME_ZONE = ZoneInfo("Europe/London")

STATIC_URL = "/static/"
STATICFILES_DIRS = [
    ("look", HERE / "exchange" / "report" / "styles"),
    ("fonts", HERE / "exchange" / "report" / "fonts"),
    ("ui", HERE / "clinic" / "ui" / "static"),
]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"not of the room": {"()": "reconnect.clinic.polls.nobody.NotOfTheRoom"}},
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"django.request": {"filters": ["not of the room"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
# What the framework or a library would send by itself goes nowhere: messages go through the outbox alone.
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
