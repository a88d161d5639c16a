"""The texts of a regulation (法规原文): which lines of a file are its own."""

from hukou.law import Regulation
from hukou.law.texts.matching import cited_lines


def lines_of(regulation: Regulation) -> range | None:
    """Return the lines of the file that the pack says are this regulation; None for all of it."""
    cited = cited_lines(regulation.provenance.lines)
    if not cited:
        return None
    return range(min(each.start for each in cited), max(each.stop for each in cited))
