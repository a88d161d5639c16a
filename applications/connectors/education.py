from .transport import HttpAgency


class Education(HttpAgency):
    """教育部门: diplomas and admissions."""

    slug = "education"
