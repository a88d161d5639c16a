#!/usr/bin/env python3
"""The project's command line: prepares `.venv` when started outside it, then is plain Django."""

import os
import sys

from hukou.stack import bootstrap

FROM_TESTS = ("test", "bench", "faults")  # what runs out of tests/, with its requirements


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hukou.settings")
    # What follows is there only once bootstrap has run, so it cannot be imported above.
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    from hukou.stack import offer  # noqa: PLC0415

    with offer.servers(sys.argv[1:2]):
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    bootstrap.enter(tests=not set(FROM_TESTS).isdisjoint(sys.argv[1:2]))
    main()
