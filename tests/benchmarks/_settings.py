"""The project's settings, with the yardsticks mounted beside its own addresses."""

from hukou.settings import *  # noqa: F403 - a settings module is its names

ROOT_URLCONF = "tests.benchmarks._urls"
