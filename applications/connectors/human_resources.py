from .transport import HttpAgency


class HumanResources(HttpAgency):
    """人力资源和社会保障部门: employment, insurance, titles and skills."""

    slug = "human_resources"
