"""Django's settings, derived from the environment."""

import os
import secrets
import sys
from pathlib import Path

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from pydantic import ValidationError

from atlasviewer.environment import Environment, explain
from atlasviewer.web.openapi_security import SECURITY_SCHEMES

BASE_DIR = Path(__file__).resolve().parent.parent

try:
    ATLASVIEWER = Environment()
except ValidationError as error:
    sys.exit(explain(error))

ATLASVIEWER.var_dir.mkdir(parents=True, exist_ok=True)


def _load_secret_key() -> str:
    """Return the key from the environment, or the one that this site created at its first start."""
    if ATLASVIEWER.secret_key:
        return ATLASVIEWER.secret_key
    path = ATLASVIEWER.var_dir / "secret_key"
    if not path.exists():
        draft = path.with_suffix(f".{secrets.token_hex(4)}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        # Linking fails if another process was first; both then read the same key.
        try:
            path.hardlink_to(draft)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()


SECRET_KEY = _load_secret_key()
DEBUG = ATLASVIEWER.debug
ALLOWED_HOSTS = ATLASVIEWER.allowed_hosts
CSRF_TRUSTED_ORIGINS = ATLASVIEWER.trusted_origins

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "corsheaders",
    "csp",
    "django_guid",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "atlasviewer",
    "buckets",
    "features",
]

MIDDLEWARE = [
    "django_guid.middleware.guid_middleware",
    "atlasviewer.running.metrics.Metrics",
    "django.middleware.security.SecurityMiddleware",
    "atlasviewer.build.assets.AssetMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "atlasviewer.web.limits.RequestLimits",
    "features.reads.fast_reads.FastReads",
    "csp.middleware.CSPMiddleware",
    "buckets.access.tries.CountTries",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "atlasviewer.web.refusals.RefusalPages",
]

ROOT_URLCONF = "atlasviewer.urls"
WSGI_APPLICATION = "atlasviewer.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- Data -----------------------------------------------------------------------------------------

DATABASES = {
    "default": dj_database_url.parse(
        ATLASVIEWER.database_url or f"sqlite:///{ATLASVIEWER.var_dir / 'atlasviewer.sqlite3'}"
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # A writer takes its lock at the start, waits for others, and never blocks a reader.
        "transaction_mode": "IMMEDIATE",
        "timeout": 10,
        # FULL flushes the log at each commit: what was answered with 200 survives a power cut.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
        "PRAGMA temp_store=MEMORY;",
        **DATABASES["default"].get("OPTIONS", {}),
    }
    # Each thread opens the file once; unlike a network connection, it cannot be lost.
    DATABASES["default"]["CONN_MAX_AGE"] = None
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"].setdefault("OPTIONS", {}).update(ATLASVIEWER.postgres_options())
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_URL = "/static/"
STATIC_ROOT = ATLASVIEWER.var_dir / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "payloads": ATLASVIEWER.payload_storage(),
    "staticfiles": {"BACKEND": "atlasviewer.build.assets.StaticStorage"},
}
MEDIA_ROOT = ATLASVIEWER.var_dir / "media"
WHITENOISE_MAX_AGE = 0
# For the fields of a form. The size of whole requests is limited route by route: `limits.py`.
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 1
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440

# --- Safety ---------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF, "blob:"],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "atlasviewer.pages.views.refuse_form"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ATLASVIEWER.https
SECURE_SSL_REDIRECT = ATLASVIEWER.https
# Monitoring asks the server by plain HTTP, bypassing the proxy.
SECURE_REDIRECT_EXEMPT = [r"^api/health/?$"]
SECURE_HSTS_SECONDS = 31_536_000 if ATLASVIEWER.https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ATLASVIEWER.https else None

CORS_URLS_REGEX = r"^/api/"
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_CREDENTIALS = False
CORS_EXPOSE_HEADERS = ["ETag", "Content-Disposition", "X-Inflated-Length"]

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# --- API ------------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "atlasviewer.web.negotiation.Negotiation",
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "atlasviewer.web.refusals.handle_api_exception",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "atlasviewer",
    "DESCRIPTION": "Buckets and features: values of mouse-brain regions, volumes and points.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "APPEND_COMPONENTS": {"securitySchemes": SECURITY_SCHEMES},
    "SCHEMA_PATH_PREFIX": "/api",
    "POSTPROCESSING_HOOKS": ["atlasviewer.web.openapi.drop_trailing_slashes"],
    "SWAGGER_UI_DIST": "SIDECAR",
    # Deep links would be links within buttons, which screen readers cannot reach.
    "SWAGGER_UI_SETTINGS": {"deepLinking": False},
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

# --- Language and log -----------------------------------------------------------------------------

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = False

DJANGO_GUID = {
    "GUID_HEADER_NAME": "X-Request-ID",
    "VALIDATE_GUID": True,
    "RETURN_HEADER": True,
    "EXPOSE_HEADER": False,
    "UUID_LENGTH": 32,
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request": {"()": "django_guid.log_filters.CorrelationId"}},
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s [%(correlation_id)s]: %(message)s"},
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s %(correlation_id)s",
            "rename_fields": {
                "asctime": "time",
                "levelname": "level",
                "name": "logger",
                "correlation_id": "request_id",
            },
        },
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": ATLASVIEWER.log_format,
            "filters": ["request"],
        }
    },
    "root": {"handlers": ["console"], "level": ATLASVIEWER.log_level},
    "loggers": {
        # It would log for every request that it assigned an id.
        "django_guid": {"level": "WARNING"},
        # Who wrote what, and which keys were wrong: always logged.
        "atlasviewer.audit": {"level": "INFO"},
    },
}
if ATLASVIEWER.metrics_token.get_secret_value():
    # prometheus_client reads it when it is imported.
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(ATLASVIEWER.var_dir / "metrics"))
    Path(os.environ["PROMETHEUS_MULTIPROC_DIR"]).mkdir(parents=True, exist_ok=True)
