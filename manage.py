#!/usr/bin/env python3
"""The project's command line: prepares `.venv` when started outside it, then is plain Django."""

import os
import sys

from hukou.stack import bootstrap


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hukou.settings")
    # Django is there only once bootstrap has run, so it cannot be imported above.
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    bootstrap.enter(tests=sys.argv[1:2] == ["test"])
    main()
