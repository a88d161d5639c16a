"""Breaks real processes and counts what was lost: `manage.py faults [NAME…]`."""

from hukou.management.drills import DrillCommand


class Command(DrillCommand):
    help = "Run the fault drills; prints NAME figure value yardstick ratio goal ok|short."
    kind = "faults"
