"""An article that is read again unchanged in, where its pictures are now noted in the record."""

from archive.model import Appearance
from archive.store import RecordStore
from ingest.compose import Composed, photo_id
from ingest.walk import file_on_disk


def follow_pictures(store: RecordStore, appearance: Appearance, composed: Composed) -> None:
    """Point the version's photographs to the pictures found now, where those that the record names are gone or none."""
    found = {photo_id(photo.caption): photo.path for photo in composed.photos if photo.path}
    if not found:
        return
    known = store.version(appearance.article_id, appearance.number).photos
    lost = (each.photo_id for each in known if each.path is None or file_on_disk(each.path) is None)
    if moved := {each: found[each] for each in lost if each in found}:
        store.move_photos(appearance.article_id, appearance.number, moved)
