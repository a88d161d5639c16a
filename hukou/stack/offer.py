"""Lets `manage.py COMMAND` work on a bare machine: the embedded servers run while it does."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from hukou import env

from .processes import ROOT
from .services import InUse, Services, sole_use

NEED_A_DATABASE: Final = frozenset(
    {
        "changepassword", "clearsessions", "createsuperuser", "dbshell", "generate_county",
        "grant_roles", "import_register", "load_divisions", "migrate", "prepare", "shell",
        "showmigrations", "verify_register",
    }
)  # fmt: skip
ARE_THE_OWNERS: Final = frozenset({"grant_roles", "migrate", "showmigrations"})
MAKE_TABLES_THEMSELVES: Final = frozenset({"migrate", "prepare", "showmigrations"})


@contextmanager
def servers(command: Sequence[str]) -> Iterator[None]:
    """Point this process at the embedded servers, if `command` needs any and none are named.

    Those of a running `up` are used; otherwise they are started for this one command.
    """
    if not NEED_A_DATABASE & set(command) or "DATABASE_URL" in os.environ:
        yield
        return
    data = Path(env.text("HUKOU_DATA"))
    try:
        with sole_use(data), _for_now(Services(data)) as environment:
            _announce(environment, command)
            if not MAKE_TABLES_THEMSELVES & set(command):
                prepare = [sys.executable, str(ROOT / "manage.py"), "prepare"]
                subprocess.run(prepare, check=True, stdout=subprocess.DEVNULL)
            yield
    except InUse:
        known = json.loads((data / "environment.json").read_text(encoding="utf-8"))
        _announce(known, command)
        yield


def _announce(environment: Mapping[str, str], command: Sequence[str]) -> None:
    os.environ.update(environment)
    if ARE_THE_OWNERS & set(command):
        os.environ["DATABASE_URL"] = environment["DATABASE_OWNER_URL"]


@contextmanager
def _for_now(services: Services) -> Iterator[dict[str, str]]:
    try:
        services.start()
        yield services.environment
    finally:
        services.stop()
