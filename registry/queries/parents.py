"""Who the parents of somebody are, by the entry of the birth (父母)."""

from datetime import date

from registry.models import Entry, EntryKind, Particulars


def parents_of(person_id: int, *, on: date) -> list[str]:
    """Return the names of the parents the register knows, the mother first."""
    birth = Entry.objects.filter(person=person_id, kind=EntryKind.BIRTH).order_by("id").first()
    if birth is None:
        return []
    ids = [birth.details.get(who) for who in ("mother", "father")]
    known = Particulars.objects.on(on).filter(person__in=[each for each in ids if each])
    names = dict(known.values_list("person_id", "name"))
    return [names[each] for each in ids if each in names]
