"""Runs every test: `manage.py test [anything pytest takes]`."""

import os
import subprocess
import sys
from typing import Final

from django.core.management.base import BaseCommand

from hukou.env import ROOT

MOST_WORKERS: Final = 4  # each makes a database of its own


class Command(BaseCommand):
    help = "Run the tests with pytest; what follows is handed to pytest."
    requires_system_checks = ()

    def run_from_argv(self, argv: list[str]) -> None:
        """Hand everything on, for pytest reads its own options; all tests at once run side by side.

        Starting workers pays for the whole suite only, not for the few tests of a room.
        """
        chosen = argv[2:]
        whole = not any(part.startswith(("-n", "tests")) for part in chosen)
        workers = min(os.cpu_count() or 1, MOST_WORKERS)
        if whole and workers > 1:
            chosen = ["-n", str(workers), "--dist", "loadfile", "--no-loadscope-reorder", *chosen]
        command = [sys.executable, "-m", "pytest", *chosen]
        sys.exit(subprocess.run(command, cwd=ROOT, check=False).returncode)  # noqa: S603
