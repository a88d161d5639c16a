"""A made-up county (合成县): for the demo, the tests and the benchmarks; never real people."""

from .making import plan_county
from .plan import CountyPlan, PlannedHousehold, PlannedPerson, Story

__all__ = ["CountyPlan", "PlannedHousehold", "PlannedPerson", "Story", "plan_county"]
