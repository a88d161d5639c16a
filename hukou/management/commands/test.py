"""Runs every test: `manage.py test [anything pytest takes]`."""

import subprocess
import sys
from typing import Final

from django.core.management.base import BaseCommand

from hukou.env import ROOT

NOTHING_COLLECTED: Final = 5


class Command(BaseCommand):
    help = "Run the tests with pytest; what follows is handed to pytest."
    requires_system_checks = ()

    def run_from_argv(self, argv: list[str]) -> None:
        """Hand everything on: pytest reads its own options."""
        command = [sys.executable, "-m", "pytest", *argv[2:]]
        sys.exit(subprocess.run(command, cwd=ROOT, check=False).returncode)  # noqa: S603
