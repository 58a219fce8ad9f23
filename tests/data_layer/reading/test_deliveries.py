"""What comes together stays together, and no package can do harm."""

import gzip
import zipfile

import pytest

from data_layer.importers.contract import FileRefused
from data_layer.reading import files, sources
from tests.data_layer.reading.opening import rows_of


def _zipped(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def _problem(path):
    (delivery,) = sources([path])
    assert not delivery.tables
    (refused,) = delivery.refused
    assert refused.reason.remedy
    return refused.reason.problem


def _summary(paths):
    return {delivery.name: [table.head.name for table in delivery.tables] for delivery in sources(paths)}


def test_a_folder_is_one_delivery_and_a_zip_inside_it_another(tmp_path):
    folder = tmp_path / "roster"
    (folder / "deep" / "er").mkdir(parents=True)
    (folder / "orgs.csv").write_text("a,b\n1,2\n")
    (folder / "deep" / "er" / "users.csv").write_text("a,b\n1,2\n")
    _zipped(folder / "deep" / "logs.zip", {"log.csv": "a,b\n1,2\n"})
    assert _summary([folder]) == {"roster": ["users.csv", "orgs.csv"], "logs.zip": ["log.csv"]}


def test_loose_files_given_together_came_together(tmp_path):
    for name in ("one.csv", "two.csv"):
        (tmp_path / name).write_text("a,b\n1,2\n")
    assert _summary([tmp_path / "one.csv", tmp_path / "two.csv"]) == {"the files": ["one.csv", "two.csv"]}


def test_hidden_files_and_what_macs_add_are_passed_over(tmp_path):
    folder = tmp_path / "roster"
    (folder / ".git").mkdir(parents=True)
    for name in (".DS_Store", ".git/config", "orgs.csv"):
        (folder / name).write_text("a,b\n1,2\n")
    _zipped(folder / "z.zip", {"__MACOSX/._log.csv": "x", ".hidden/a.csv": "x", "log.csv": "a,b\n1,2\n"})
    assert _summary([folder]) == {"roster": ["orgs.csv"], "z.zip": ["log.csv"]}


def test_nested_folders_in_a_zip_are_read_in_place(tmp_path):
    path = _zipped(tmp_path / "z.zip", {"x/y/log.csv": "a,b\n1,2\n", "x/users.tsv": "a\tb\n3\t4\n"})
    (delivery,) = sources([path])
    assert [rows_of(table) for table in delivery.tables] == [[(2, "3", "4")], [(2, "1", "2")]]
    assert sorted(tmp_path.iterdir()) == [path]


def test_a_gzipped_file_is_opened_wherever_it_lies(tmp_path):
    packed = gzip.compress(b"a,b\n1,2\n")
    (tmp_path / "log.csv.gz").write_bytes(packed)
    path = _zipped(tmp_path / "z.zip", {"part.csv.gz": packed})
    tables = [table for delivery in sources([path, tmp_path / "log.csv.gz"]) for table in delivery.tables]
    assert [table.head.name for table in tables] == ["part.csv", "log.csv"]
    assert [rows_of(table) for table in tables] == [[(2, "1", "2")]] * 2


def test_one_bad_file_stops_nothing_else(tmp_path):
    path = _zipped(tmp_path / "z.zip", {"a.csv": "", "b.csv": "a,b\n1,2\n", "c.csv": "a,b\n"})
    (delivery,) = sources([path])
    assert [table.head.name for table in delivery.tables] == ["b.csv"]
    assert [refused.name for refused in delivery.refused] == ["a.csv", "c.csv"]


@pytest.mark.parametrize("name", ["../out.csv", "/etc/out.csv", "a/../../out.csv", "..\\out.csv", "C:\\out.csv"])
def test_a_zip_that_points_outside_itself_is_refused(tmp_path, name):
    assert "outside of itself" in _problem(_zipped(tmp_path / "z.zip", {name: "a,b\n1,2\n"}))


def test_a_zip_that_swells_beyond_the_limit_is_refused(tmp_path, monkeypatch):
    path = _zipped(tmp_path / "z.zip", {"a.csv": "a,b\n" + "1,2\n" * 24})
    monkeypatch.setattr("data_layer.reading.deliveries.MAX_EXPANDED_BYTES", 100)
    assert _summary([path]) == {"z.zip": ["a.csv"]}
    monkeypatch.setattr("data_layer.reading.deliveries.MAX_EXPANDED_BYTES", 99)
    assert "larger than" in _problem(path)


def test_a_gzipped_file_that_swells_beyond_the_limit_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "log.csv.gz"
    path.write_bytes(gzip.compress(b"a,b\n" + b"1,2\n" * 24))
    monkeypatch.setattr(files, "MAX_EXPANDED_BYTES", 99)
    assert "larger than" in _problem(path)


def test_a_locked_zip_is_refused(tmp_path):
    path = _zipped(tmp_path / "z.zip", {"a.csv": "a,b\n1,2\n"})
    content = bytearray(path.read_bytes())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + flags] |= 1
    path.write_bytes(content)
    assert "password" in _problem(path)


def test_a_pdf_is_called_one_and_not_asked_for_its_columns(tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n")
    assert _problem(path) == "This is a PDF."


@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE html>\n<table><tr><td>a</td></tr></table>",
        b"\xef\xbb\xbf\n <TABLE border=1><tr><td>a</td>",
        "<html><body>".encode("utf-16"),
    ],
)
def test_a_web_page_that_calls_itself_a_workbook_is_called_one(tmp_path, content):
    path = tmp_path / "report.xls"
    path.write_bytes(content)
    assert _problem(path) == "This is a web page."


@pytest.mark.parametrize("content", [b'<?xml version="1.0"?><Workbook/>', b"{\\rtf1\\ansi a}"])
def test_a_document_is_called_one(tmp_path, content):
    path = tmp_path / "report.xls"
    path.write_bytes(content)
    assert _problem(path) == "This is a document, not a table."


def test_a_cell_that_begins_like_a_web_page_is_a_cell(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"<b>a</b>,b\n1,2\n")
    assert _summary([path]) == {"the files": ["a.csv"]}


def test_what_is_called_a_zip_and_is_none_is_refused(tmp_path):
    path = tmp_path / "z.zip"
    path.write_bytes(b"a,b\n1,2\n")
    assert "not a zip file" in _problem(path)


@pytest.mark.parametrize("name", ["log.csv", "log.csv.gz", "z.zip"])
def test_a_name_that_was_mistyped_is_not_called_damage(tmp_path, name):
    assert _problem(tmp_path / name) == "There is no file of this name."


def test_damage_inside_a_zip_is_found_while_reading(tmp_path):
    path = _zipped(tmp_path / "z.zip", {"a.csv": "a,b\n" + "".join(f"{n},{n * 7919}\n" for n in range(5000))})
    content = bytearray(path.read_bytes())
    content[2000] ^= 0xFF
    path.write_bytes(content)
    assert "damaged" in _problem(path)


def test_a_gzipped_file_that_was_cut_off_is_refused(tmp_path):
    path = tmp_path / "log.csv.gz"
    path.write_bytes(gzip.compress(b"a,b\n" + b"1,2\n" * 5000)[:-20])
    assert "damaged" in _problem(path)


@pytest.mark.parametrize("name", ["log.csv.gz", "z.zip"])
def test_damage_far_into_a_file_is_found_while_its_rows_are_read(tmp_path, name):
    path = tmp_path / name
    content = "a,b\n" + "".join(f"{number},{number * 7919}\n" for number in range(300_000))
    if name.endswith(".zip"):
        _zipped(path, {"log.csv": content})
    else:
        path.write_bytes(gzip.compress(content.encode()))
    packed = bytearray(path.read_bytes())
    packed[-len(packed) // 4] ^= 0xFF
    path.write_bytes(packed)
    ((table,),) = [delivery.tables for delivery in sources([path])]
    with pytest.raises(FileRefused, match="damaged"):
        rows_of(table)


def test_a_zip_inside_a_zip_is_refused(tmp_path):
    inner = _zipped(tmp_path / "inner.zip", {"a.csv": "a,b\n1,2\n"}).read_bytes()
    assert "neither a table" in _problem(_zipped(tmp_path / "outer.zip", {"inner.zip": inner}))


@pytest.mark.parametrize("members", [{}, {"__MACOSX/._a.csv": "x"}])
def test_a_zip_without_files_is_refused(tmp_path, members):
    assert "no files" in _problem(_zipped(tmp_path / "z.zip", members))


def test_a_folder_without_files_is_refused(tmp_path):
    assert "no files" in _problem(tmp_path)
