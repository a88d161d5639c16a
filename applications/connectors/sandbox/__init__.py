"""Agencies played by one separate HTTP process, for demonstrations and tests (部门模拟器).

They answer from the truth planted beside the demo county, and can be told to be slow, down,
wrong, silent, or to answer later. Production refuses to start with them configured.
"""

from .truth import ANYBODY, Truth, write_truth

__all__ = ["ANYBODY", "Truth", "write_truth"]
