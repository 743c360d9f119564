"""Settings of the office: safe as they stand, and few enough to be told on one page (docs/office.md)."""

import contextlib
import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

HERE = Path(__file__).resolve().parent


def data_folder() -> Path:
    """Where the office keeps its database and secret (COMITY_DATA)."""
    return Path(os.environ.get("COMITY_DATA") or Path.home() / ".comity").resolve()


def secret_key(folder: Path) -> str:
    """The key that signs sessions: given, or made by `comity serve`; otherwise one for this process only."""
    with contextlib.suppress(FileNotFoundError):
        return secret("COMITY_SECRET_KEY") or (folder / "secret-key").read_text(encoding="utf-8").strip()
    return secrets.token_urlsafe(50)


def secret(name: str) -> str:
    """A secret of systemd's credentials, which are sealed and given to one unit alone, or else of the environment."""
    kept = Path(os.environ.get("CREDENTIALS_DIRECTORY") or "/nowhere", name)
    with contextlib.suppress(OSError):
        return kept.read_text(encoding="utf-8").strip()
    return os.environ.get(name, "")


def database(address: str, folder: Path) -> dict[str, object]:
    """SQLite in the data folder, or the PostgreSQL of COMITY_DATABASE_URL."""
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(folder / "office.sqlite3"),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
            },
        }
    parts = urlsplit(address)
    elsewhere = (parts.hostname or "") not in {"", "localhost", "127.0.0.1", "::1"}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": ({"sslmode": "verify-full"} if elsewhere else {}) | dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": 60,
    }


DATA_FOLDER = data_folder()
SECRET_KEY = secret_key(DATA_FOLDER)
DATABASES = {"default": database(secret("COMITY_DATABASE_URL"), DATA_FOLDER)}
DEBUG = False
DEMO = os.environ.get("COMITY_DEMO") == "1"
SECURE = os.environ.get("COMITY_HTTPS") == "1"
PROXIES = {"127.0.0.1", "::1", "", *os.environ.get("COMITY_PROXIES", "").split()}  # whose X-Forwarded-* count
PAGES_A_MINUTE = int(os.environ.get("COMITY_PAGES_A_MINUTE", "300"))  # of one person in one process of the server
CONNECTOR = os.environ.get("COMITY_CONNECTOR", "")  # the settings of a national e-CODEX connector; none by default
HOSTS = os.environ.get("COMITY_HOSTS", "").split()
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *HOSTS]
CSRF_TRUSTED_ORIGINS = [f"https://{name}" for name in HOSTS]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tasks_db",
    "comity.casework",
    "comity.knowledge",
    "comity.web",
]
MIDDLEWARE = [
    "comity.web.front.write_refusals",
    "comity.web.front.in_front",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "comity.web.middleware.content_security_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "comity.web.middleware.language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "comity.web.sessions.end_in_time",
    "comity.web.front.not_too_often",
    "comity.web.middleware.sign_in_first",
    "django.contrib.messages.middleware.MessageMiddleware",
    "comity.web.middleware.WholeText",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "OPTIONS": {
            "loaders": [("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"])],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "comity.web.context.office",
            ],
            "builtins": ["comity.web.templatetags.comity"],
        },
    }
]
ROOT_URLCONF = "comity.web.urls"
WSGI_APPLICATION = "comity.web.wsgi.application"

AUTH_USER_MODEL = "casework.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["comity.casework.accounts.hashers.Argon2idHasher"]
DIRECTORY = {  # an OpenID Connect provider; without an issuer there is none
    name: secret(f"COMITY_OIDC_{name.upper()}") or default
    for name, default in {
        "issuer": "",
        "client": "",
        "secret": "",
        "name": "",
        "claim": "preferred_username",
        "contexts": "",
    }.items()
}
LOGIN_URL = "/sign-in"
LOGIN_REDIRECT_URL = "/"
SESSION_ENGINE = "comity.casework.accounts.session_store"
SESSION_COOKIE_NAME = "__Host-comity" if SECURE else "comity"  # browsers take the prefix over HTTPS only
SESSION_COOKIE_AGE = int(os.environ.get("COMITY_SESSION_HOURS", "8")) * 3600  # a working day
IDLE_SECONDS = int(os.environ.get("COMITY_IDLE_MINUTES", "30")) * 60  # then who was signed in signs in again
MOST_SESSIONS = int(os.environ.get("COMITY_SESSIONS", "5"))  # of one person; the oldest ends
FACTOR_TO_READ = not DEMO and os.environ.get("COMITY_READ_WITHOUT_FACTOR") != "1"
OLD_CODES = os.environ.get("COMITY_OLD_CODES") == "1"  # one-time codes with SHA-1, for applications that know no other
BREACHED_PASSWORDS = os.environ.get("COMITY_BREACHED_PASSWORDS", "")  # a file of digests; without it the common ones
PASSWORD_WORDS = os.environ.get("COMITY_PASSWORD_WORDS", "").split()  # besides the office's own names
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
CSRF_USE_SESSIONS = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE  # of the office's own name; nothing else is served below it
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_HANDLERS = ["comity.web.uploads.DigestingUploads"]
LISTS_FOLDER = DATA_FOLDER / "lists"  # indexes made by comity screen-index
EVIDENCE_FOLDER = DATA_FOLDER / "evidence"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}  # done by `comity work`
EVIDENCE_LIMIT = int(os.environ.get("COMITY_EVIDENCE_MB", "500")) * 1_000_000  # bytes of one file
CASE_LIMIT = int(os.environ.get("COMITY_CASE_MB", "50000")) * 1_000_000  # bytes of all files of one case
PERSON_LIMIT = int(os.environ.get("COMITY_PERSON_MB", "10000")) * 1_000_000  # bytes that one person brings in a day
SCANNER = os.environ.get("COMITY_CLAMD", "")  # the socket of a scanner for malicious software, or address:port

STATIC_URL = "/static/"
STATICFILES_DIRS = [HERE / "static"]
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

LANGUAGE_CODE = "en"
LANGUAGES = [(code, code) for code in ("ar", "zh-hans", "en", "fr", "ru", "es")]
TIME_ZONE = os.environ.get("COMITY_TIME_ZONE", "UTC")
USE_I18N = True
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django.request": {"level": "ERROR"},  # what is refused is told by comity.security
        "comity.security": {"level": "WARNING" if DEMO else "INFO"},  # every refusal, without what was sent
        "comity.log": {"level": "WARNING" if DEMO else "INFO"},  # every entry of the log of the office, without details
    },
}
