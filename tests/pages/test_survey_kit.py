"""The staff survey as a form is offered where a survey is missing, to whoever may import the answers."""

import pytest

from data_layer.survey_kit.files import FORMATS


@pytest.mark.parametrize("path", ["buy_in", "import_data"])
def test_a_home_without_a_survey_offers_the_form_in_two_languages_for_each_platform(open_page, tmp_path, path):
    page = open_page(path, home=tmp_path)
    assert page.selectbox(key="kit_language").options == ["English", "Español"]
    assert len(page.selectbox(key="kit_platform").options) == len(FORMATS)


def test_the_steps_are_those_of_the_chosen_platform(open_page, tmp_path):
    page = open_page("buy_in", home=tmp_path)
    page.selectbox(key="kit_platform").select("microsoft").run()
    assert any("Quick import" in told.value for told in page.markdown)
    assert not any("script.google.com" in told.value for told in page.markdown)


def test_a_home_with_a_survey_shows_its_answers_and_no_form(open_page):
    assert "kit_language" not in {select.key for select in open_page("buy_in").selectbox}
