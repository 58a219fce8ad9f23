"""The files of a OneRoster export that are known and kept out on purpose: nothing here reads grades or birth dates."""

from __future__ import annotations

from data_layer.importers.contract import Layout

_SIGNATURES = {
    "demographics": ("status", "dateLastModified", "birthDate", "sex"),
    "lineItems": ("sourcedId", "status", "classSourcedId", "categorySourcedId", "dueDate"),
    "results": ("sourcedId", "status", "lineItemSourcedId", "studentSourcedId", "score"),
    "resources": ("sourcedId", "status", "vendorResourceId"),
    "classResources": ("sourcedId", "status", "title", "classSourcedId", "resourceSourcedId"),
    "courseResources": ("sourcedId", "status", "title", "courseSourcedId", "resourceSourcedId"),
    "userResources": ("sourcedId", "status", "userSourcedId", "resourceSourcedId"),
    "scoreScales": ("sourcedId", "status", "title", "scoreScaleValue"),
    "lineItemScoreScales": ("sourcedId", "status", "lineItemSourcedId", "scoreScaleSourcedId"),
    "resultScoreScales": ("sourcedId", "status", "resultSourcedId", "scoreScaleSourcedId"),
    "lineItemLearningObjectiveIds": ("sourcedId", "status", "lineItemSourcedId", "learningObjectiveId"),
    "resultLearningObjectiveIds": ("sourcedId", "status", "resultSourcedId", "learningObjectiveId"),
}
_ABSENT = {
    # categories have a title and nothing else, and so look like most other files with columns left out
    "categories": (
        *("type", "courseCode", "courseSourcedId", "classSourcedId", "lineItemSourcedId", "resultSourcedId"),
        *("resourceSourcedId", "vendorResourceId", "orgSourcedId", "scoreScaleValue"),
    ),
    "lineItemScoreScales": ("studentSourcedId",),  # a result of 1.2 names both as well
}


def _ignored(name: str, signature: tuple[str, ...]) -> Layout:
    return Layout(
        name=name,
        label=f"a OneRoster {name} file (nothing in it is kept)",
        table="ignored",
        signature=signature,
        absent=_ABSENT.get(name, ()),
        columns=(),
    )


IGNORED = tuple(
    _ignored(name, signature)
    for name, signature in {**_SIGNATURES, "categories": ("sourcedId", "status", "dateLastModified", "title")}.items()
)
