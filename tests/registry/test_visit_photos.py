"""Photos taken at the doors (row V05): byte for byte, by who took them, and only photos."""

import hashlib
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import LazySettings

from registry.actions import Gathered, keep_visit_photo, take_visit_results
from registry.errors import NoSuchVisitTask, PhotoRefused
from registry.models import VisitPhoto
from tests.cast import station
from tests.visiting import Round, batch, found, visiting

pytestmark = pytest.mark.django_db
JPEG = b"\xff\xd8\xff\xe0" + b"door" * 9


@pytest.fixture
def here() -> Round:
    return visiting()


@pytest.fixture
def told(here: Round, settings: LazySettings, tmp_path: Path) -> Gathered:
    settings.MEDIA_ROOT = tmp_path
    task = here.task()
    made = found(here.stop(task), pictures=(hashlib.sha256(JPEG).hexdigest(),))
    take_visit_results(task.pk, batch(made), by=here.officer)
    return made


def test_a_photo_is_kept_byte_for_byte_and_once(here: Round, told: Gathered) -> None:
    photo = keep_visit_photo(told.id, JPEG, by=here.officer)
    again = keep_visit_photo(told.id, JPEG, by=here.officer)

    assert again == photo
    with photo.file.open("rb") as kept:
        assert kept.read() == JPEG
    assert (photo.content_type, photo.sha256) == ("image/jpeg", told.pictures[0])
    assert VisitPhoto.objects.count() == 1


@pytest.mark.parametrize(
    "content", [b"", JPEG[:-1], b"%PDF-1.7", b"GIF89a", b"\xff\xd8\xff" + bytes(10 * 1024 * 1024)]
)
def test_what_is_no_photo_or_not_the_one_told_is_refused(
    here: Round, told: Gathered, content: bytes
) -> None:
    with pytest.raises(PhotoRefused) as refused:
        keep_visit_photo(told.id, content, by=here.officer)

    assert refused.value.field == "file"
    assert not VisitPhoto.objects.exists()


def test_a_photo_comes_from_who_took_it(here: Round, told: Gathered) -> None:
    with pytest.raises(PhotoRefused):
        keep_visit_photo(told.id, JPEG, by=here.auxiliary)
    for by in (station().officer, here.land.approver):
        with pytest.raises(NoSuchVisitTask):
            keep_visit_photo(told.id, JPEG, by=by)
    with pytest.raises(NoSuchVisitTask):
        keep_visit_photo(uuid4(), JPEG, by=here.officer)
