"""txtai's side of `benchmarks.whole`, in a process of its own: `python -m benchmarks.whole_txtai STEP ARTICLES INDEX`.

STEP is `index cut MODEL`, `index uncut MODEL` or `find`. Cut is by txtai's own segmentation at ends of lines, which end
the paragraphs of these articles; of an article that is not cut, the model reads what it has room for.
"""

import json
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from txtai import Embeddings
from txtai.pipeline import Segmentation

_PACKAGES = ("txtai", "faiss-cpu", "torch", "transformers")


def index(articles: str, folder: str, model: str, *, cut: bool) -> dict[str, Any]:
    """Write a hybrid index that stores its texts; how many there are."""
    embeddings = Embeddings(path=model, hybrid=True, content=True)
    embeddings.index(_texts(articles, cut=cut))
    embeddings.save(folder)
    return {"texts": embeddings.count(), "versions": {name: version(name) for name in _PACKAGES}}


def find(articles: str, folder: str) -> list[int]:
    """The number of the article that is found first for each headline."""
    embeddings = Embeddings()
    embeddings.load(folder)
    return [int(embeddings.search(each["title"], 1)[0]["id"].split()[0]) for each in _read(articles)]


def _texts(articles: str, *, cut: bool) -> Iterator[tuple[str, str]]:
    lines = Segmentation(lines=True)
    for number, article in enumerate(_read(articles)):
        text = f"{article['title']}\n{article['body']}"
        for place, piece in enumerate(lines(text) if cut else [text]):
            yield f"{number} {place}", piece


def _read(articles: str) -> Iterator[dict[str, Any]]:
    with Path(articles).open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def main() -> None:
    """Print what the step gives, as JSON."""
    step, *others = sys.argv[1:]
    if step == "find":
        print(json.dumps(find(*others)))
    else:
        how, model, *where = others
        print(json.dumps(index(*where, model, cut=how == "cut")))


if __name__ == "__main__":
    main()
