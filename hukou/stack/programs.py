"""What `up` runs beside the database servers: each a command, and the variables it gets."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

from .processes import LOOPBACK

ROOT: Final = Path(__file__).resolve().parents[2]
POOL: Final = "8"  # database connections of each web process
CELERY: Final = ("-m", "celery", "-A", "hukou.celery")


class Program(NamedTuple):
    """A long-running program: its name is that of its log file."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]


def sandbox(environment: Mapping[str, str]) -> Program:
    """Agencies played by a process of their own, over real HTTP."""
    return _python("sandbox", ("-m", "applications.connectors.sandbox"), environment)


def web(environment: Mapping[str, str], *, data: Path, port: int) -> Program:
    metrics = data / "metrics"
    metrics.mkdir(exist_ok=True)
    for file in metrics.glob("*.db"):  # counters of processes that are gone
        file.unlink(missing_ok=True)
    more = {
        "DATABASE_POOL": POOL,
        "WEB_BIND": f"{LOOPBACK}:{port}",
        "PROMETHEUS_MULTIPROC_DIR": str(metrics),
    }
    command = ("-m", "gunicorn", "--config", str(ROOT / "deploy" / "gunicorn.conf.py"))
    return _python("web", (*command, "hukou.wsgi"), {**environment, **more})


def worker(environment: Mapping[str, str]) -> Program:
    options = ("--without-gossip", "--without-mingle", "--loglevel=INFO")
    return _python("worker", (*CELERY, "worker", *options), environment)


def beat(environment: Mapping[str, str]) -> Program:
    return _python("beat", (*CELERY, "beat", "--pidfile=", "--loglevel=INFO"), environment)


def _python(name: str, arguments: tuple[str, ...], environment: Mapping[str, str]) -> Program:
    return Program(name, (sys.executable, *arguments), environment)
