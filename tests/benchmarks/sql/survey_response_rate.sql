SELECT {survey_keys} response_count AS numerator, eligible_count AS denominator FROM counted
