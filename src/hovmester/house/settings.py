"""Every setting of the web application. Odd values fail loudly; nothing insecure starts by default.

Environment (all optional):
  HOVMESTER_HOME           folder of the embedded database, photos and the secret key   (./hovmester-data)
  HOVMESTER_DATABASE_URL   postgresql://user:password@host:port/name instead of SQLite
  HOVMESTER_SECRET_KEY     the signing key; otherwise one is made once and kept in HOVMESTER_HOME
  HOVMESTER_HOSTS          comma-separated names the house answers to                   (localhost,127.0.0.1,[::1])
  HOVMESTER_NOTIFY_URL     where staff are told things besides on the pages: log:, https://… (a webhook) or
                           smtp://user:password@host:587?from=house@example.com                    (nowhere)
  HOVMESTER_NOTIFY_SECRET  signs what goes to that webhook
  HOVMESTER_LLM_URL        a language model that reads too: any OpenAI-compatible address, up to /v1 (none)
  HOVMESTER_LLM_MODEL      its name there
  HOVMESTER_LLM_KEY        its key; sent over HTTPS alone, or to this machine
  HOVMESTER_HTTPS          "yes" when a proxy in front speaks HTTPS: secure cookies, HSTS, forwarded headers
"""

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from hovmester.outside.llm.endpoint import Endpoint

PACKAGE = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("HOVMESTER_HOME", "hovmester-data")).resolve()


def _yes(name: str) -> bool:
    value = os.environ.get(name, "no").lower()
    if value not in {"yes", "no"}:
        raise ImproperlyConfigured(f"{name} must be yes or no, got {value!r}")
    return value == "yes"


def _secret_key() -> str:
    """The key from the environment, or one made once and readable by the house's own user alone."""
    if key := os.environ.get("HOVMESTER_SECRET_KEY"):
        if len(key) < 32:
            raise ImproperlyConfigured(
                f"HOVMESTER_SECRET_KEY must have at least 32 characters, got {len(key)}"
            )
        return key
    path = HOME / "secret-key"
    if not path.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        try:
            with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(48))
        except FileExistsError:
            pass  # another process of this house was first; its key is read below
    return path.read_text()


def _database() -> dict[str, object]:
    url = os.environ.get("HOVMESTER_DATABASE_URL", "")
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME / "house.sqlite3",
            "CONN_MAX_AGE": 60,  # opening it costs as much as answering a small request
            "OPTIONS": {
                # A writer takes its lock when the transaction begins, so that two writers wait instead of failing.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # FULL: what was answered with 2xx survives a power cut, not only a killed process.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise ImproperlyConfigured(
            "HOVMESTER_DATABASE_URL must look like postgresql://user:password@host:port/name, "
            f"got scheme {parts.scheme!r} and database {parts.path.strip('/')!r}"
        )
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or query.get("host", "")),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = os.environ.get("HOVMESTER_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "hovmester.house.ledger",
    "hovmester.house.premises",
    "hovmester.house.people",
    "hovmester.house.guests",
    "hovmester.house.hearing",
    "hovmester.house.promises",
    "hovmester.house.web",
    "hovmester.house.worker",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "hovmester.house.ledger.middleware.NowMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "hovmester.house.urls"
WSGI_APPLICATION = "hovmester.house.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

AUTH_USER_MODEL = "people.Person"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/sign-in/"
CSRF_FAILURE_VIEW = "hovmester.house.web.views.errors.form_too_old"

NOTIFY_URL = os.environ.get("HOVMESTER_NOTIFY_URL", "")
NOTIFY_SECRET = os.environ.get("HOVMESTER_NOTIFY_SECRET", "")


def _language_model() -> Endpoint | None:
    url = os.environ.get("HOVMESTER_LLM_URL", "")
    if not url:
        return None
    try:
        return Endpoint(
            url=url,
            model=os.environ.get("HOVMESTER_LLM_MODEL", ""),
            key=os.environ.get("HOVMESTER_LLM_KEY", ""),
        )
    except ValueError as error:
        raise ImproperlyConfigured(f"HOVMESTER_LLM_URL, _MODEL and _KEY do not fit: {error}") from error


LANGUAGE_MODEL = _language_model()

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("nl", _("Dutch")), ("nb", _("Norwegian"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"  # storage; pages show the zone of the place

STATIC_URL = "/static/"
STATIC_ROOT = None  # nothing is collected: whitenoise serves each file from the package it came with
MEDIA_ROOT = HOME / "photos"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

if _yes("HOVMESTER_HTTPS"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "at=%(asctime)s level=%(levelname)s name=%(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
}
