"""School Data Sync's UK format: version 1 with other names for its ids, and a school's DfE number for its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from data_layer.importers.contract import Layout
from data_layer.importers.own_columns import is_mostly, naming_others
from data_layer.importers.sds_v1 import CLASS_LISTS, KNOWN_OF_SCHOOLS, SCHOOLS, SECTIONS
from data_layer.importers.sds_v1_people import PEOPLE

_NAMES = {"SIS ID": "ID", "School SIS ID": "School DfE Number", "Section SIS ID": "Section ID"}
_OF_SCHOOLS = {"SIS ID": "DfE Number", "School SIS ID": "School DfE Number", "Zip": "Postal Code"}
_KNOWN = tuple(_OF_SCHOOLS.get(name, name) for name in KNOWN_OF_SCHOOLS)


def _in_uk(layout: Layout, names: Mapping[str, str] = _NAMES) -> Layout:
    """The same layout under the UK format's headers."""

    def renamed(headers: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(names.get(header, header) for header in headers)

    return replace(
        layout,
        name=f"{layout.name}_uk",
        label=layout.label.replace("(version 1)", "(UK format)"),
        signature=renamed(layout.signature),
        absent=renamed(layout.absent),
        columns=tuple(replace(column, sources=renamed(column.sources)) for column in layout.columns),
        also=tuple(_in_uk(each, names) for each in layout.also),
    )


_SCHOOLS = replace(
    _in_uk(SCHOOLS, _OF_SCHOOLS), matches=lambda head: is_mostly(head, _KNOWN), settle=naming_others(*_KNOWN)
)
_OF_CLASS_LISTS = ("Section ID", "ID")  # so plainly named that what stands beside them has to be little
_CLASS_LISTS = replace(_in_uk(CLASS_LISTS), matches=lambda head: is_mostly(head, _OF_CLASS_LISTS))

UK_FORMAT = (_SCHOOLS, _in_uk(PEOPLE), _in_uk(SECTIONS), _CLASS_LISTS)
