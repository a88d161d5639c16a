"""Reading one row of a legacy file (读入一行): every cell checked, every fault named."""

import json
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, Final

from hukou.kernel import clock
from hukou.kernel.codes import CODE_OF_SEX, Scheme
from hukou.kernel.kinship import HEAD, SELF, implied_sex
from registry.models import FormerKind, HouseholdKind

from .cells import NAME_COLUMNS, CellReader
from .files import COLUMNS
from .places import Place, Places
from .rules import rule

KINDS: Final = {str(kind.label): str(kind.value) for kind in HouseholdKind}
FORMER: Final = {str(kind.label): str(kind.value) for kind in FormerKind}
STAGED: Final = (
    *("id", "run_id", "line", "household_number", "kind", "relation", "number", "name"),
    *NAME_COLUMNS,
    *("sex", "birth_date", "ethnicity", "former_kind", "former_from", "former_until"),
    *("division_id", "division_code", "office_id", "address", "full_text", "registered_on"),
    "faults",
)
DIVISION: Final = COLUMNS.index("division_code")
LINES_A_RUN: Final = 1_000_000_000
A_DAY: Final = timedelta(days=1)
BLANK: Final = dict.fromkeys(STAGED, "") | dict.fromkeys(
    (
        *("birth_date", "former_from", "former_until", "registered_on"),
        *("division_id", "office_id", "faults"),
    )
)


class RowReader:
    """Turns the cells of a row into what is staged, with what is wrong with them."""

    def __init__(self, header: Sequence[str], *, run: int, places: Places) -> None:
        self._order = [header.index(name) for name in COLUMNS]
        self._run = run
        self._places = places
        self._cells = CellReader(today=clock.today())

    def learn_places(self, rows: Iterable[Sequence[str]]) -> None:
        """Look up the divisions that these rows name."""
        at = self._order[DIVISION]
        for code in {cells[at].strip() for cells in rows if len(cells) == len(COLUMNS)}:
            self._places.at(code)

    def staged(self, line: int, cells: Sequence[str]) -> tuple[Any, ...]:
        """Return the row to stage, in the order of `STAGED`."""
        key = self._run * LINES_A_RUN + line
        if len(cells) != len(COLUMNS):
            return self._misshapen(key, line, cells)
        (
            household, kind, relation, number, name, sex, birth, ethnicity, former, code, address,
            since,
        ) = [cells[place].strip() for place in self._order]  # fmt: skip
        read = self._cells
        read.faults = []
        told, born_then, sex_then = read.number(number)
        relation = read.code(Scheme.FAMILY_RELATION, "relation", relation)
        sex_code = read.code(Scheme.SEX, "sex", sex)
        born = read.past_day("birth_date", birth)
        came = read.past_day("registered_on", since)
        place = self._place(code)
        if born_then and born and born != born_then:
            read.fault("birth_date", birth, "birth-date-differs")
        if sex_then and sex_code in ("1", "2") and sex_code != sex_then:
            read.fault("sex", sex, "sex-differs")
        self._check_sex(sex, sex_code, relation)
        self._check_age(birth, born)
        if born and came and came < born:
            read.fault("registered_on", since, "before-birth")
        return (
            key,
            self._run,
            line,
            read.household_number(household),
            read.one_of(KINDS, "household_kind", kind),
            HEAD if relation == SELF else relation,
            told,
            *read.name(name),
            sex_code,
            born,
            read.code(Scheme.ETHNIC_GROUP, "ethnicity", ethnicity),
            *self._former(former, place, born=born, came=came),
            place.division if place else None,
            code if place else "",
            place.office if place else None,
            *read.address(address, place.region if place else ()),
            came,
            json.dumps(read.faults, ensure_ascii=False) if read.faults else None,
        )

    def _misshapen(self, key: int, line: int, cells: Sequence[str]) -> tuple[Any, ...]:
        """Stage what can be told of a row with too few or too many cells: its household."""
        place = self._order[0]
        household = cells[place].strip()[:100] if place < len(cells) else ""
        row = {
            **BLANK,
            "id": key,
            "run_id": self._run,
            "line": line,
            "household_number": household,
            "name_bigrams": "{}",
            "faults": json.dumps([("", str(len(cells)), rule("cells"))], ensure_ascii=False),
        }
        return tuple(row[name] for name in STAGED)

    def _place(self, code: str) -> Place | None:
        place = self._places.at(code)
        if place is None:
            self._cells.fault("division_code", code, "division-unknown")
        elif place.office is None:
            self._cells.fault("division_code", code, "division-without-office")
        return place

    def _check_sex(self, raw: str, sex: str, relation: str) -> None:
        implied = _implied(relation) if relation else None
        if implied and sex in ("1", "2") and sex != implied:
            self._cells.fault("sex", raw, "sex-of-relation")

    def _check_age(self, raw: str, born: date | None) -> None:
        if born and born < self._cells.oldest:
            self._cells.fault("birth_date", raw, "impossible-age")

    def _former(
        self, raw: str, place: Place | None, *, born: date | None, came: date | None
    ) -> tuple[str, date | None, date | None]:
        """Return a former type with the days the file vouches for.

        It begins when the person was registered, or on the eve of the unification for whoever
        came later: that they had it is known, since when is not.
        """
        if not raw:
            return "", None, None
        kind = FORMER.get(raw.removesuffix("户口"))
        if kind is None:
            self._cells.fault("legacy_type", raw, "former-type")
            return "", None, None
        if place is None or born is None or came is None:
            return "", None, None
        until = place.unified[kind]
        if born >= until:
            self._cells.fault("legacy_type", raw, "former-type-ended")
            return "", None, None
        return kind, min(came, until - A_DAY), until


_IMPLIED: Final[dict[str, str | None]] = {}


def _implied(relation: str) -> str | None:
    """Return the code of the sex that a relation is said of."""
    if relation not in _IMPLIED:
        sex = implied_sex(relation)
        _IMPLIED[relation] = CODE_OF_SEX[sex] if sex else None
    return _IMPLIED[relation]
