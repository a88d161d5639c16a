"""The rules of data quality that a register begins with, read from `registry/data`."""

from importlib.resources import files
from typing import Any

import yaml


def seed_rules() -> list[dict[str, Any]]:
    """Return the rules of the file, one dictionary each."""
    text = (files("registry") / "data" / "quality_rules.yaml").read_text(encoding="utf-8")
    rules: list[dict[str, Any]] = yaml.safe_load(text)["rules"]
    return rules
