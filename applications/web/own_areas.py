"""The areas an office keeps, to choose from."""

from registry.errors import NoAreaOfOurOwn
from registry.queries import areas_of, names_of
from registry.web import DeskRequest


def own_areas(request: DeskRequest) -> list[tuple[str, str]]:
    """Return code and name of every area this office keeps. Raises NoAreaOfOurOwn."""
    codes = areas_of(request.scope)
    if not codes:
        raise NoAreaOfOurOwn
    names = names_of(codes)
    return [(code, names.get(code, code)) for code in codes]
