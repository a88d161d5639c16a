"""The ground of a chart (图底): where a share of the way across or up lies, for an SVG."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A chart's size and its margins, in the units of its `viewBox`."""

    width: int
    height: int
    left: int
    right: int
    top: int
    foot: int

    @property
    def edge(self) -> int:
        """Where the lines of the ground end."""
        return self.width - self.right

    @property
    def floor(self) -> int:
        """Where what stands on the ground begins."""
        return self.height - self.foot

    def across(self, share: float) -> float:
        """Return how far from the left a share of the way lies, from 0 to 1."""
        return round(self.left + (self.edge - self.left) * share, 1)

    def up(self, share: float) -> float:
        """Return how far from the top a share of the height lies, from 0 to 1."""
        return round(self.top + (self.floor - self.top) * (1 - share), 1)
