from collections.abc import Iterator

import pytest

from tests.fakes.wordpress import FakeWordPress
from tests.integration.capture.capturing import OTHER, PAGE, POST


@pytest.fixture(params=[True, False], ids=["pretty", "plain"])
def site(request: pytest.FixtureRequest) -> Iterator[FakeWordPress]:
    with FakeWordPress([POST, OTHER, PAGE], pretty=request.param) as fake:
        yield fake


@pytest.fixture
def pretty() -> Iterator[FakeWordPress]:
    with FakeWordPress([POST, OTHER, PAGE]) as fake:
        yield fake
