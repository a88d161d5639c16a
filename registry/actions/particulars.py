"""What is registered about a person (登记事项), checked and stored with its search keys."""

from collections.abc import Mapping
from typing import Any, Final

from psycopg.types.range import Range

from hukou.kernel import clock, names
from hukou.kernel.codes import Scheme, of
from hukou.kernel.errors import InvalidInput
from hukou.kernel.name_keys import bigrams, name_norm, readings
from registry.errors import EventInFuture
from registry.models import Particulars, Person

CODED: Final = {
    "sex": Scheme.SEX,
    "ethnicity": Scheme.ETHNIC_GROUP,
    "marital_status": Scheme.MARITAL_STATUS,
    "education": Scheme.EDUCATION,
}
REQUIRED: Final = ("sex", "ethnicity")


MARKED: Final = ("name", "former_name", *CODED)


class CheckedParticulars:
    """Particulars as they will be stored: name normalised, codes read, keys made."""

    def __init__(self, filled_in: Mapping[str, Any]) -> None:
        """Check everything at once, so that a form is corrected in one go.

        Raises:
            InvalidInput: one error per field at fault.
            EventInFuture: the birth lies after today.
        """
        self.values = checked_items({**dict.fromkeys(MARKED, ""), **filled_in})

    def of(self, person: Person) -> Particulars:
        """Return them, not stored yet, as true of somebody from the birth on."""
        return Particulars(
            person=person,
            period=Range(self.values["birth_date"], None),
            **self.values,
            **name_columns(self.values["name"]),
        )

    def store(self, person: Person) -> None:
        """Store them as true from the birth on."""
        self.of(person).save(force_insert=True)


def checked_items(items: Mapping[str, Any]) -> dict[str, Any]:
    """Return single items as they will be stored.

    Raises:
        InvalidInput: one error per field at fault.
        EventInFuture: the birth lies after today.
    """
    born = items.get("birth_date")
    if born is not None and born > clock.today():
        raise EventInFuture(on=born.isoformat())
    checked: dict[str, Any] = {}
    problems: list[InvalidInput] = []
    for name, value in items.items():
        try:
            checked[name] = _checked(name, value)
        except InvalidInput as problem:
            problems.append(problem)
    if problems:
        raise InvalidInput.gather(problems)
    return checked


def _checked(field: str, value: object) -> object:
    if field in MARKED:
        return _written(field, str(value or ""))
    longest = Particulars._meta.get_field(field).max_length  # type: ignore[union-attr]  # no relation
    if isinstance(value, str) and longest and len(value) > longest:
        raise InvalidInput(f"最多{longest}个字。", field=field)
    return value


def _written(field: str, text: str) -> str:
    if field == "name" or (field == "former_name" and text):
        return names.normalise(text, field=field)
    if field in REQUIRED or text:
        return of(CODED[field]).read(text, field=field).code if field in CODED else text
    return ""


def name_columns(name: str) -> dict[str, Any]:
    """Return the columns a name is found by."""
    (pinyin, *common), (initials, *common_initials) = readings(name)
    return {
        "name_norm": name_norm(name),
        "name_pinyin": pinyin,
        "name_initials": initials,
        "name_pinyin_also": "".join(common),
        "name_initials_also": "".join(common_initials),
        "name_bigrams": bigrams(name),
    }
