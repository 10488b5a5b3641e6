"""Custom fields: what is defined, which projects show it, and what tasks have in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from connectors.sandbox.asana.entities import Project, User


@dataclass(slots=True, eq=False)
class EnumOption:
    gid: str
    name: str
    color: str = "none"
    enabled: bool = True
    kind: ClassVar[str] = "enum_option"


@dataclass(slots=True, eq=False)
class CustomField:
    gid: str
    name: str
    subtype: str
    created_by: User
    description: str = ""
    precision: int = 0
    notifying: bool = False
    options: list[EnumOption] = field(default_factory=list)
    kind: ClassVar[str] = "custom_field"


@dataclass(slots=True, eq=False)
class FieldSetting:
    """That a project shows a custom field."""

    gid: str
    project: Project
    field: CustomField
    important: bool = False
    kind: ClassVar[str] = "custom_field_setting"


@dataclass(frozen=True, slots=True, eq=False)
class FieldValue:
    """What a task has in a custom field; it is shown under the field's id."""

    field: CustomField
    value: Any
    kind: ClassVar[str] = "custom_field_value"

    @property
    def gid(self) -> str:
        """The field's."""
        return self.field.gid
