"""A file that describes an instrument: what is wrong with it is said, and a draft of one reads its own form."""

import pytest

from data_layer.importers.instrument_draft import draft
from data_layer.importers.instrument_files import BadInstrument, load, shipped, with_own
from data_layer.importers.staff_survey import importer
from tests.data_layer.importers.own_surveys import ASKED, OWN, form_of, scores_of, written_in
from tests.data_layer.importers.tables import head_of, read


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id = ", "own.toml is no TOML file"),
        ("points = 5", "it needs an id"),
        ('id = "Our Survey"', "it needs an id in small letters"),
        ('id = "x"\n[[items]]\nid = "A"', "it needs points"),
        ('id = "x"\npoints = 1\n[[items]]\nid = "A"', "2 to 10"),
        ('id = "x"\npoints = 11\n[[items]]\nid = "A"', "2 to 10"),
        ('id = "x"\npoints = 5', "it lists no [[items]]"),
        ('id = "x"\npoints = 5\n[[items]]\ntext = "A"', "needs an id, such as Q1"),
        ('id = "x"\npoints = 5\n[[items]]\nid = "A"\n[[items]]\nid = "A"', "two of its [[items]] have the id A"),
        ('id = "x"\npoints = 5\n[[items]]\nid = "A"\nscale = "S"', "a scale S that is not among"),
        (
            'id = "x"\npoints = 5\n[[items]]\nid = "A"\nreverse = true',
            "nothing is known by the name reverse in [[items]]",
        ),
        ('id = "x"\npoints = 5\n[[items]]\nid = "A"\nwording = "("', "cannot be read"),
        ('id = "x"\npoints = 5\nadministered_on = "May"\n[[items]]\nid = "A"', "administered_on is a day"),
        ('id = "x"\npoints = 3\n[[items]]\nid = "A"\n[[answers]]\npoints = 3\nwords = ["a"]', "as many words"),
    ],
)
def test_an_instrument_file_that_is_wrong_says_what_is_wrong_with_it(tmp_path, text, said):
    folder = written_in(tmp_path / "i", text)
    with pytest.raises(BadInstrument) as caught:
        load(folder / "own.toml")
    assert said in str(caught.value)
    assert with_own(folder).problems == (str(caught.value),)
    assert with_own(folder).usable == shipped().usable


def test_the_refusal_of_a_survey_names_an_instrument_file_that_could_not_be_used(tmp_path):
    surveys = importer(with_own(written_in(tmp_path / "i", "id = ")))
    assert "own.toml is no TOML file" in surveys.explain(head_of(form_of(ASKED, ["4", "2"]))).problem


def test_the_shipped_tam_questions_cannot_be_replaced(tmp_path):
    known = with_own(written_in(tmp_path / "i", OWN.replace("coaching", "tam")))
    assert known.usable == shipped().usable
    assert "taken by the shipped TAM questions" in known.problems[0]


def test_a_draft_holds_the_questions_and_no_answer_and_reads_its_own_file(tmp_path):
    grid = [f"How much do you agree? [{question}]" for question in ASKED]
    cells = form_of([*grid, "Anything else?"], ["Agree", "Disagree", "Ann is great"], ["Neutral", "Agree", ""])
    written = draft(head_of(cells, name="Spring survey.csv"), [cells])
    assert "Ann" not in written
    assert '# "Anything else?"' in written
    surveys = importer(with_own(written_in(tmp_path / "i", written)))
    assert scores_of(surveys, cells) == {"Q1": 3, "Q2": 4}
    assert set(read(surveys, cells).rows["instrument"]) == {"spring_survey"}


def test_a_draft_of_a_form_that_asks_the_same_rows_twice_keeps_them_apart(tmp_path):
    cells = form_of(["Before [Canvas]", "After [Canvas]"], ["1", "5"])
    surveys = importer(with_own(written_in(tmp_path / "i", draft(head_of(cells), [cells]))))
    assert scores_of(surveys, cells) == {"Q1": 1, "Q2": 5}
