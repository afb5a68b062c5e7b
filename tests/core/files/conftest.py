"""What every test of files runs under."""

import pytest
from wagtail.images import get_image_model

from tests.core.files.things import MAKERS, ROLES
from tests.factories import make_department


@pytest.fixture(autouse=True)
def _closed_renditions(monkeypatch):
    """Wagtail leaves the temporary file of a new rendition open, which is an error in tests."""
    model, made = get_image_model(), []
    generate = model.generate_rendition_file

    def noted(*args, **kwargs):
        made.append(generate(*args, **kwargs))
        return made[-1]

    monkeypatch.setattr(model, "generate_rendition_file", noted)
    yield
    for file in made:
        file.close()


@pytest.fixture
def department():
    return make_department()


@pytest.fixture(params=ROLES)
def attacker(request, department, client):
    """Signed in, in every role."""
    user = getattr(department, request.param)
    client.force_login(user)
    return user


@pytest.fixture(params=["image", "document"])
def kind(request):
    return request.param


@pytest.fixture
def item(kind):
    """An image or document that nothing uses."""
    return MAKERS[kind]()
