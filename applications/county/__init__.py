"""A made-up county (合成县): for the demo, the tests and the benchmarks; never real people."""

from .agencies import CLIENTS
from .compared import DIFFERING, plan_families
from .faults_written import lists_of, write_faults, write_lists
from .last_year import PILOT_BEGAN, Fate, PastFile, plan_last_year
from .making import REGULATION, plan_county
from .offices import ACCOUNTS, DESTINATION, NEIGHBOUR, OFFICES, ORIGIN
from .paper import demonstration_paper
from .plan import CountyPlan, PlannedCollective, PlannedHousehold, PlannedPerson, Story

__all__ = [
    "ACCOUNTS",
    "CLIENTS",
    "DESTINATION",
    "DIFFERING",
    "NEIGHBOUR",
    "OFFICES",
    "ORIGIN",
    "PILOT_BEGAN",
    "REGULATION",
    "CountyPlan",
    "Fate",
    "PastFile",
    "PlannedCollective",
    "PlannedHousehold",
    "PlannedPerson",
    "Story",
    "demonstration_paper",
    "lists_of",
    "plan_county",
    "plan_families",
    "plan_last_year",
    "write_faults",
    "write_lists",
]
