import pytest

from tests.records import record_at


@pytest.fixture
def store(tmp_path):
    opened = record_at(tmp_path / "record" / "record.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "news"
    made.mkdir()
    return made


@pytest.fixture
def write(folder):
    """Write a file of the folder and give its path."""

    def write_file(name, content):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write_file
