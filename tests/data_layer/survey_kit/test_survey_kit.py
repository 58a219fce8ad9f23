"""The survey kit: what is asked by it comes back as a platform exports it, and counts without being described."""

import csv
import io
import json

import polars as pl
import pytest

from data_layer.__main__ import main
from data_layer.importers.instrument_files import shipped
from data_layer.survey_kit.files import FORMATS
from data_layer.survey_kit.form import POINTS, Form, staff_form, words
from tests.data_layer.exports import roster, write

TAM = next(each for each in shipped().usable if each.id == "tam")
IDS = [item.id for item in TAM.items]
PEOPLE = ("u1 teacher east", "u2 teacher west")
GOOGLE = {"en": ("Timestamp", "Email Address"), "es": ("Marca temporal", "Dirección de correo electrónico")}
GOOGLE_TIMES = {"en": "2026/03/31 2:05:{} PM CST", "es": "2026/03/31 2:05:{} p. m. GMT-6"}
MICROSOFT = {
    "en": ("ID", "Start time", "Completion time", "Email", "Name", "Last modified time"),
    "es": (
        "Id",
        "Hora de inicio",
        "Hora de finalización",
        "Correo electrónico",
        "Nombre",
        "Hora de la última modificación",
    ),
}
LANGUAGES = pytest.mark.parametrize("language", words())
SCALES = pytest.mark.parametrize("points", POINTS)


def _given(form: Form, usefulness: int, ease: int) -> list[str]:
    """One person's answers: the same place on the scale for each item of a construct, the first choice else."""
    places = {"PU": usefulness, "PEOU": ease}
    return [
        each.choices[places.get(each.code.rstrip("123456"), 1) - 1] if each.choices else "East School"
        for each in form.questions
    ]


def _csv(path, header, rows):
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows([header, *rows])
    return write(path, written.getvalue().rstrip("\n"))


def _google(path, form, language, *answers):
    """The responses as Google Forms downloads them: time, address where it is collected, the questions."""
    stamp, address = GOOGLE[language]
    rows = [
        [GOOGLE_TIMES[language].format(10 + number), *([f"u{number}@example.org"] * form.asks_address), *given]
        for number, given in enumerate(answers, 1)
    ]
    header = [stamp, *([address] * form.asks_address), *(each.text for each in form.questions)]
    return _csv(path, header, rows)


def _microsoft(path, form, language, *answers):
    """The responses as Microsoft Forms opens them in Excel."""
    rows = [
        [str(number), *["2026-03-31 14:05:00"] * 2, f"u{number}@example.org", f"u{number}", "", *given]
        for number, given in enumerate(answers, 1)
    ]
    header = [*MICROSOFT[language], *(each.text for each in form.questions)]
    pl.DataFrame(rows, schema=dict.fromkeys(header, pl.String), orient="row").write_excel(path)
    return path


def _counted(bring, ask, tmp_path, survey):
    """Each response as it is counted, once the survey came in without a word about its columns."""
    report = bring(roster(tmp_path / "roster", PEOPLE), survey)
    assert not [finding for finding in report.findings if finding.is_refused or finding.question]
    return ask(
        "SELECT scale_points, usefulness_answered_count, usefulness_sum, ease_answered_count, ease_sum, tool,"
        " school_id, role FROM survey_responses WHERE is_counted ORDER BY usefulness_sum"
    )


@LANGUAGES
@SCALES
@pytest.mark.parametrize(("kind", "ending"), [(_google, "csv"), (_microsoft, "xlsx")])
def test_the_answers_to_a_form_count_as_they_were_given(kind, ending, language, points, bring, ask, tmp_path):
    form = staff_form(language=language, points=points, tool="Number Trail")
    survey = kind(tmp_path / f"answers.{ending}", form, language, _given(form, 2, points), _given(form, points, 1))
    first, second = _counted(bring, ask, tmp_path, survey)
    assert first == (points, 6, 12, 6, 6 * points, "Number Trail", "east", "teacher")
    assert second == (points, 6, 6 * points, 6, 6, "Number Trail", "west", "teacher")


@LANGUAGES
def test_a_form_without_addresses_tells_school_and_role(language, bring, ask, tmp_path):
    form = staff_form(language=language, is_anonymous=True, schools=("East School", "West School"))
    (counted,) = _counted(bring, ask, tmp_path, _google(tmp_path / "a.csv", form, language, _given(form, 6, 3)))
    assert counted == (7, 6, 36, 6, 18, None, "east", "teacher")


@LANGUAGES
def test_every_question_is_known_again_and_names_its_tool(language):
    form = staff_form(language=language, tool="Word Garden 2.0")
    assert [TAM.item_of(each.text).id for each in form.questions] == IDS
    assert {TAM.tool_of(each.text) for each in form.questions} == {"Word Garden 2.0"}
    assert {TAM.tool_of(each.text) for each in staff_form(language=language).questions} == {None}


@LANGUAGES
@SCALES
def test_every_choice_is_the_scale_s_own_word_for_its_place(language, points):
    (choices,) = {each.choices for each in staff_form(language=language, points=points).questions}
    fitting = [scale.words for scale in TAM.answers if scale.points == points and scale.language == language]
    assert [fitting[0][choice.casefold()] for choice in choices] == list(range(1, points + 1))


@LANGUAGES
def test_spanish_times_that_could_be_april_or_march_are_refused_with_the_remedy(language, bring, tmp_path):
    form = staff_form(language=language)
    stamp, address = GOOGLE[language]
    row = ["03/04/2026 14:05:00", "u1@example.org", *_given(form, 6, 6)]
    survey = _csv(tmp_path / "sheet.csv", [stamp, address, *(each.text for each in form.questions)], [row])
    (finding,) = bring(survey).findings
    assert finding.refused_count == (1 if language == "es" else 0)


@LANGUAGES
@SCALES
def test_all_three_files_ask_the_same(language, points):
    form = staff_form(language=language, points=points, tool='The "Big" Ñandú\\Tool', is_anonymous=True)
    asked = [(each.text, list(each.choices)) for each in form.questions]
    assert _in_script(FORMATS["google"].file(form).decode()) == asked
    assert _in_text(FORMATS["microsoft"].file(form).decode("utf-8-sig")) == asked
    assert _in_table(FORMATS["csv"].file(form).decode("utf-8-sig")) == asked


def _in_script(script):
    survey = json.loads(script.split("const SURVEY = ")[1].split(";\n\nfunction")[0])
    assert not survey["asksAddress"]
    return [(each["text"], each["choices"]) for each in survey["questions"]]


def _in_text(text):
    blocks = [block.splitlines() for block in text.strip().split("\n\n")[1:]]
    return [(head.split(". ", 1)[1], [line.split(". ", 1)[1] for line in lines]) for head, *lines in blocks]


def _in_table(text):
    _header, *rows = csv.reader(io.StringIO(text))
    return [(question, [choice for choice in choices if choice]) for _code, question, *choices in rows]


def test_the_command_writes_the_files_and_offers_the_district_s_schools(home, bring, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("ROLLCALL_HOME", str(home.path))
    bring(roster(tmp_path / "roster", PEOPLE))
    given = ["survey-kit", "--language", "es", "--format", "google", "--anonymous", "--out", str(tmp_path / "kit")]
    assert main(given) == 0
    (path,) = (tmp_path / "kit").iterdir()
    assert path.name == "staff_survey_google_es.gs"
    assert ("Escuela", ["East School", "West School"]) in _in_script(path.read_text(encoding="utf-8"))
    assert "Run" in capsys.readouterr().out


def test_the_command_writes_all_formats_before_anything_was_imported(home, tmp_path, monkeypatch):
    monkeypatch.setenv("ROLLCALL_HOME", str(home.path))
    assert main(["survey-kit", "--out", str(tmp_path / "kit")]) == 0
    names = {path.name for path in (tmp_path / "kit").iterdir()}
    assert names == {each.file_name.format(language="en") for each in FORMATS.values()}
