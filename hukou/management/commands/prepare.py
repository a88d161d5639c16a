"""Makes the database ready to serve: tables, rights, divisions and, for a demo, a county."""

import gc
import io
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from hukou import env
from registry.queries import anybody_enrolled

SIGN_INS: Final = "demo-sign-ins.txt"
COUNTY: Final = {"people": 3000, "seed": 7}


def use(address: str) -> None:
    """Go on under another address of the same database."""
    connection.close()
    connection.settings_dict.update(env.database(address))


class Command(BaseCommand):
    help = "Migrate as the owner, grant the application its rights, load divisions."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--demo", action="store_true", help="also make a demonstration county")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        if env.text("DATABASE_OWNER_URL"):
            use("DATABASE_OWNER_URL")
        gc.disable()  # the many states of migrations are short-lived: collecting takes a quarter
        call_command("migrate", interactive=False, verbosity=1, stdout=self.stdout)
        gc.enable()
        call_command("grant_roles", stdout=self.stdout)
        use("DATABASE_URL")
        call_command("load_divisions", stdout=self.stdout)
        call_command("load_quality_rules", stdout=self.stdout)
        if options["demo"] and not anybody_enrolled():
            told = io.StringIO()
            call_command("generate_county", **COUNTY, faults=True, stdout=told)
            self.stdout.write(told.getvalue())
            Path(settings.DATA_DIR, SIGN_INS).write_text(told.getvalue(), encoding="utf-8")
            call_command("file_examples", **COUNTY, stdout=self.stdout)
            call_command("file_last_year", **COUNTY, stdout=self.stdout)
            call_command("issue_demo_permits", stdout=self.stdout)
            call_command("declare_demo_quotas", stdout=self.stdout)
            told = io.StringIO()
            call_command("run_demo_round", stdout=told)
            self.stdout.write(told.getvalue())
            with Path(settings.DATA_DIR, SIGN_INS).open("a", encoding="utf-8") as sign_ins:
                sign_ins.write(told.getvalue())
            call_command("check_quality", stdout=self.stdout)
