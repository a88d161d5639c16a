"""Settings, read top to bottom, from the environment (`hukou.env` explains each variable)."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import django_stubs_ext
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from hukou import beat, described, env, logs
from hukou.api.scopes import SCOPES

django_stubs_ext.monkeypatch()

BASE_DIR = env.ROOT
HUKOU_ENV = env.text("HUKOU_ENV")
HUKOU_DEMO = env.flag("HUKOU_DEMO")
DATA_DIR = Path(env.text("HUKOU_DATA"))
DEBUG = env.flag("HUKOU_DEBUG")
SECRET_KEY = env.text("SECRET_KEY")
ALLOWED_HOSTS = env.listing("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env.listing("CSRF_TRUSTED_ORIGINS")

# --- what there is -----------------------------------------------------------------------------
INSTALLED_APPS = [
    "hukou",
    "registry",
    "applications",
    "unfold.apps.BasicAppConfig",
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "oauth2_provider",
    "axes",
    "csp",
    "django_htmx",
    "django_prometheus",
    "django_structlog",
]
MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "hukou.web.sessions.SessionRenewal",
    "hukou.web.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "registry.web.sessions.SessionLimits",
    "hukou.admission.BodyLimit",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "hukou.web.errors.RefusalMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "axes.middleware.AxesMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]
ROOT_URLCONF = "hukou.urls"
WSGI_APPLICATION = "hukou.wsgi.application"
APPEND_SLASH = False
TAG_LIBRARIES = {
    **dict.fromkeys(("counter", "quoting"), "hukou"),
    **dict.fromkeys(
        ("audit", "papers", "places", "quality", "register", "rights", "visits"), "registry"
    ),
    **dict.fromkeys(("benefits", "cases", "comparisons", "delegations", "duties"), "applications"),
    **dict.fromkeys(
        ("faces", "law", "law_desk", "oversight", "permit_cards", "points"), "applications"
    ),
    "rounds": "applications",
}
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "registry.web.desk.desk",
            ],
            "libraries": {
                name: f"{room}.web.templatetags.{name}" for name, room in TAG_LIBRARIES.items()
            },
        },
    },
]

# --- what is true: PostgreSQL ------------------------------------------------------------------
# Server-side binding sends bigint parameters as bigint; without it the planner never reads the
# exclusion index on (person, period). Waiting for a lock longer than 4 s becomes "try again".
DATABASE_POOL = env.number("DATABASE_POOL")
DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        **env.database("DATABASE_URL"),
        "TIME_ZONE": "Asia/Shanghai",
        "CONN_MAX_AGE": 0 if DATABASE_POOL else 600,
        "CONN_HEALTH_CHECKS": not DATABASE_POOL,
        "OPTIONS": {
            "server_side_binding": True,
            # The register's wide reads cost more to plan than to run: kept plans make them 7 times
            # faster. PostgreSQL still plans anew where the values change the plan (prefixes).
            "prepare_threshold": 3,
            "connect_timeout": 5,
            "options": "-c lock_timeout=4s -c statement_timeout=60s"
            " -c idle_in_transaction_session_timeout=60s",
            **({"assume_role": role} if (role := env.text("DATABASE_ROLE")) else {}),
            **({"pool": {"min_size": 1, "max_size": DATABASE_POOL}} if DATABASE_POOL else {}),
        },
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INVARIANTS = ("registry.queries.CHECKS", "applications.queries.invariants.CHECKS")
JOURNALS = ("registry.queries.JOURNALS", "applications.queries.journals.JOURNALS")

# --- what only helps: Redis --------------------------------------------------------------------
REDIS_URL = env.text("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "hukou",
    },
}

# --- work in the background --------------------------------------------------------------------
# A lost or repeated message is harmless: rows in PostgreSQL are the truth, and `sweep` claims
# what is due. The restore options bring a killed worker's tasks back in seconds, not minutes.
CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
}
CELERY_TASK_QUEUES, CELERY_RESULT_BACKEND = beat.QUEUES, None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
# Threads: they wait for agencies most of the time. Each has its connection; a call, a statement
# and the wait for a lock have limits of their own, which no task outlives.
CELERY_WORKER_POOL, CELERY_WORKER_CONCURRENCY = "threads", env.number("WORKER_SLOTS")
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "Asia/Shanghai"
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = beat.SCHEDULE

# --- agencies that verify facts ----------------------------------------------------------------
AGENCIES = env.agencies()
FACE_SERVICE = env.face_service()
AGENCY_TIMEOUT = env.number("AGENCY_TIMEOUT_SECONDS")
AGENCY_CLOCK_SKEW = env.number("AGENCY_CLOCK_SKEW_SECONDS")
CALLBACK_URL = env.text("CALLBACK_URL")
PUBLIC_URL = (env.text("PUBLIC_URL") or CALLBACK_URL).rstrip("/")  # in the QR codes of documents
PRINT_FONTS = env.listing("HUKOU_PRINT_FONT")

# --- who may come in ---------------------------------------------------------------------------
AUTH_USER_MODEL = "registry.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = LOGOUT_REDIRECT_URL = "/sign-in"
LOGIN_REDIRECT_URL = "/"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS, AXES_VERBOSE = True, False
PROXY_COUNT = env.number("PROXY_COUNT")
AXES_CLIENT_IP_CALLABLE = "hukou.web.origin.address_of"
AXES_LOCKOUT_TEMPLATE = "registry/locked_out.html"
CSRF_FAILURE_VIEW = "hukou.web.errors.stale_form"
API_SCOPES = SCOPES
BCP_RFC9700 = [
    "IMPLICIT_GRANT", "PASSWORD_GRANT", "PKCE_METHOD", "ACCESS_TOKEN_TRANSPORT",
    "AUTHZ_RESPONSE_ISS", "TOKEN_STORAGE", "REFRESH_TOKEN", "REDIRECT_URI_SCHEME",
]  # fmt: skip
OAUTH2_PROVIDER = {
    "ACCESS_TOKEN_EXPIRE_SECONDS": 600,
    "ALLOWED_REDIRECT_URI_SCHEMES": ["https"],
    "REFRESH_TOKEN_REUSE_PROTECTION": True,
    # RFC 9700 throughout: what it advises against is off, tokens are stored as digests.
    **dict.fromkeys((f"COMPLIANT_BCP_RFC9700_{part}" for part in BCP_RFC9700), True),
    "SCOPES": API_SCOPES,
    "SCOPES_BACKEND_CLASS": "registry.api.oauth.GrantedScopes",
}
OAUTH2_PROVIDER_APPLICATION_MODEL = "oauth2_provider.Application"

# --- safe by default ---------------------------------------------------------------------------
HTTPS = env.flag("HTTPS")
SESSION_COOKIE_AGE = 30 * 60  # seconds without a request
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"  # read from the cache, kept in rows
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CARD_READER_URL = env.text("CARD_READER_URL")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "connect-src": [SELF, *filter(None, [CARD_READER_URL])],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # bytes of a body that is not a file
FILE_UPLOAD_PERMISSIONS = 0o600

# --- words and time ----------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "hukou" / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# --- files -------------------------------------------------------------------------------------
# Uploads are evidence: they are read through a view that checks who asks, never by address.
MEDIA_ROOT = DATA_DIR / "uploads"
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / ".static"
PRODUCTION = HUKOU_ENV == "production"
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}

# --- the API -----------------------------------------------------------------------------------
REST_FRAMEWORK: dict[str, Any] = {
    "EXCEPTION_HANDLER": "hukou.api.problems.exception_handler",
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "registry.api.tokens.AgencyToken",
        "hukou.api.authentication.OfficerSession",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["hukou.api.permissions.MayCall"],
    "DEFAULT_PARSER_CLASSES": ["hukou.api.parsers.ExactJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "hukou.api.schema.HouseSchema",
    "URL_FORMAT_OVERRIDE": None,
    "NUM_PROXIES": PROXY_COUNT,
}
API_PUBLIC_RATE = env.number("API_PUBLIC_RATE")
API_TOKEN_RATE = 120  # a minute from one address; a token lasts ten
IDEMPOTENCY_STORE = "registry.actions.answers.DatabaseStore"
SPECTACULAR_SETTINGS = described.SETTINGS

# --- what is told ------------------------------------------------------------------------------
LOGGING = logs.configuration(level=env.text("HUKOU_LOG_LEVEL"), form=env.text("HUKOU_LOG_FORMAT"))
DJANGO_STRUCTLOG_CELERY_ENABLED = True
