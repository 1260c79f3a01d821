"""Items of publishers that arrive in files, without readers: drafts in, the record brought up to date."""

from archive.model import Draft, FileRecord, Metadata, NewsDate, Outcome
from archive.sql_store import SqlStore
from ingest.compose import compose
from ingest.reconcile import FileReconciler

NOW = "2024-06-08T06:00:00+00:00"


def item(body: str, guid: str = "urn:x:1", evolved_from: tuple[str, ...] = (), **said) -> Draft:
    dates = {name: NewsDate(value) for name, value in said.items() if name in ("published", "updated", "embargo")}
    return Draft(body=body, identity=guid, evolved_from=evolved_from, metadata=Metadata(**said | dates))


def arrive(store: SqlStore, path: str, *drafts: Draft) -> list[str]:
    """A file with these items arrives; what became of each."""
    before = store.file(path)
    composed = [compose(draft) for draft in drafts]
    prior = before.appearances if before else ()
    digests = frozenset(each.digest for each in composed)
    reconciler = FileReconciler(store, path, NOW, prior=prior, digests=digests)
    placed = [reconciler.place(draft, each) for draft, each in zip(drafts, composed, strict=True)]
    appearances = tuple(appearance for appearance, _ in placed if appearance is not None)
    record = FileRecord(
        path=path, sha256="", size=0, reader="test", outcome=Outcome.READ, ingested_at=NOW, appearances=appearances
    )
    store.put_file(record)
    return [outcome.value for _, outcome in placed]


def searched(store: SqlStore) -> list[str]:
    return [version.text for version in store.current_versions()]
