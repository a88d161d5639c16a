"""An import that is killed at random moments and started again leaves the same register."""

from tests.faults.test_faults import run


def test_a_killed_import_goes_on_to_the_same_register() -> None:
    """Three kills, every table compared byte for byte; `--large` does it for three seeds."""
    figures = run("killed_import")

    assert figures["tables_differ"] == "0"
    assert float(figures["states_found"]) >= 2
