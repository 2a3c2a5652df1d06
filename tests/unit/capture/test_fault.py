"""What the network's errors mean, in words of ours."""

import requests
from urllib3.exceptions import InvalidHeader

from provenance.capture.fault import explain

URL = "https://example.org/wp-json/"
WHY = "Content-Length contained multiple unmatching values (713, 703)"


def test_an_answer_that_states_two_lengths_is_not_laid_to_the_request() -> None:
    error = explain(requests.exceptions.InvalidHeader(InvalidHeader(WHY)), URL)
    assert str(error) == (
        f"example.org answered with a header that cannot be read: {WHY}; try again later"
    )


def test_a_header_that_cannot_be_sent_is_the_request_s() -> None:
    error = explain(requests.exceptions.InvalidHeader("no header may have a line break"), URL)
    assert "the request for example.org could not be made" in str(error)
