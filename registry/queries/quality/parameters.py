"""The parameters of a check (检查参数): what a steward may set, and within which bounds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hukou.kernel.errors import InvalidInput
from registry.errors import BadParameter


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number between two bounds, both allowed; `unit` is said after it."""

    name: str
    label: str
    least: int
    most: int
    unit: str = ""

    def read(self, value: object) -> int:
        """Return the number, or refuse it naming the parameter."""
        if isinstance(value, bool) or not isinstance(value, int):
            raise BadParameter(f"{self.label}应为整数。", field=self.name)
        if not self.least <= value <= self.most:
            asked = f"{self.label}应在 {self.least} 至 {self.most} 之间。"
            raise BadParameter(asked, field=self.name)
        return value


@dataclass(frozen=True, slots=True)
class Words:
    """Some words of a closed list, at least one; `choices` gives each its Chinese name."""

    name: str
    label: str
    choices: Mapping[str, str]

    def read(self, value: object) -> list[str]:
        """Return the words, sorted, or refuse them naming the parameter."""
        chosen = value if isinstance(value, list) else []
        if not chosen or any(each not in self.choices for each in chosen):
            asked = f"{self.label}应从 {'、'.join(self.choices)} 中至少选择一项。"
            raise BadParameter(asked, field=self.name)
        return sorted(set(chosen))


@dataclass(frozen=True, slots=True)
class Flag:
    """Yes or no."""

    name: str
    label: str

    def read(self, value: object) -> bool:
        """Return it, or refuse what is no yes or no."""
        if not isinstance(value, bool):
            raise BadParameter(f"{self.label}应为是或否。", field=self.name)
        return value


Parameter = Whole | Words | Flag


def read_parameters(parameters: tuple[Parameter, ...], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters of a check as given, each checked; all of them and no others.

    Raises:
        InvalidInput: one error per parameter at fault.
    """
    values: dict[str, Any] = {}
    known = {each.name for each in parameters}
    problems: list[InvalidInput] = [
        BadParameter("这项检查没有此参数。", field=name) for name in sorted(set(given) - known)
    ]
    for parameter in parameters:
        try:
            values[parameter.name] = parameter.read(given.get(parameter.name))
        except BadParameter as problem:
            problems.append(problem)
    if problems:
        raise BadParameter.gather(problems)
    return values
