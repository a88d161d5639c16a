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


class CheckedParticulars:
    """Particulars as they will be stored: name normalised, codes read, keys made."""

    def __init__(self, filled_in: Mapping[str, Any]) -> None:
        """Check everything at once, so that a form is corrected in one go.

        Raises:
            InvalidInput: one error per field at fault.
            EventInFuture: the birth lies after today.
        """
        if filled_in["birth_date"] > clock.today():
            raise EventInFuture(on=filled_in["birth_date"].isoformat())
        self.values = dict(filled_in)
        problems: list[InvalidInput] = []
        for name in ("name", "former_name", *CODED):
            try:
                self.values[name] = self._checked(name, self.values.get(name) or "")
            except InvalidInput as problem:
                problems.append(problem)
        if problems:
            raise InvalidInput.gather(problems)

    def _checked(self, field: str, text: str) -> str:
        if field == "name" or (field == "former_name" and text):
            return names.normalise(text, field=field)
        if field in REQUIRED or text:
            return of(CODED[field]).read(text, field=field).code if field in CODED else text
        return ""

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
