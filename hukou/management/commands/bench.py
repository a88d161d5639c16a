"""Measures the service beside yardsticks of the same run: `manage.py bench [NAME…]`."""

from hukou.management.drills import DrillCommand


class Command(DrillCommand):
    help = "Run the benchmarks; prints NAME figure value yardstick ratio goal ok|short."
    kind = "benchmarks"
