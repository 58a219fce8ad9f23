"""OneRoster's files without their status column, as some systems write whole rosters: one roster, with all it says."""

import pytest

from data_layer.importers import sds
from data_layer.importers.catalogue import recognise
from data_layer.importers.contract import Importer, Layout
from data_layer.importers.sds_people import USERS
from tests.data_layer.importers.tables import frame, head_of

FILES = {
    "orgs": "sourcedId,name,type,identifier,parentSourcedId",
    "academicSessions": "sourcedId,title,type,startDate,endDate,parentSourcedId,schoolYear",
    "courses_bare": "sourcedId,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes",
    "classes_bare": "sourcedId,title,grades,courseSourcedId,classCode,classType,schoolSourcedId,termSourcedIds",
    "users_bare": "sourcedId,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,email,grades",
    "enrollments_bare": "sourcedId,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate",
    "roles_bare": "sourcedId,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId",
    "userProfiles_bare": "sourcedId,userSourcedId,profileType,vendorId,applicationId,credentialType,username",
    "demographics_bare": "sourcedId,birthDate,sex,asian,white,hispanicOrLatinoEthnicity",
    "results_bare": "sourcedId,lineItemSourcedId,studentSourcedId,scoreStatus,score,scoreDate",
}


def _recognised(columns: list[str]) -> tuple[Importer, Layout]:
    return recognise(head_of(frame(columns, [["1"] * len(columns)])))


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("further", [[], ["dateLastModified"]])
def test_all_files_of_such_a_roster_are_read_by_one_importer(name, further):
    importer, layout = _recognised([*FILES[name].split(","), *further])
    assert (importer, layout.name) == (sds.IMPORTER, name)


@pytest.mark.parametrize("name", FILES)
def test_with_their_status_they_are_oneroster(name):
    importer, layout = _recognised([*FILES[name].split(","), "status", "dateLastModified"])
    assert (importer.name, layout.name) == ("oneroster", name.removesuffix("_bare"))


def test_users_with_nothing_that_only_oneroster_says_are_the_same_in_both():
    columns = ["sourcedId", "username", "givenName", "familyName", "role", "email", "orgSourcedIds"]
    assert _recognised(columns) == (sds.IMPORTER, USERS)
    assert _recognised([*columns, "grades"])[1].name == "users_bare"
    assert _recognised([*columns, "grades", "activeDirectoryMatchId"]) == (sds.IMPORTER, USERS)
