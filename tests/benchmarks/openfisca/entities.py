"""A family: one applicant, and any number of companions."""

from openfisca_core.entities import build_entity

Person = build_entity(key="person", plural="persons", label="人员", is_person=True)
Family = build_entity(
    key="family",
    plural="families",
    label="申请家庭",
    roles=[
        {"key": "applicant", "label": "申请人", "max": 1},
        {"key": "companion", "plural": "companions", "label": "随迁人员"},
    ],
)
