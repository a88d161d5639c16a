from .transport import HttpAgency


class Housing(HttpAgency):
    """住房和城乡建设（房管）部门: dwellings, leases and title deeds."""

    slug = "housing"
