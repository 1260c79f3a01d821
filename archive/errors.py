"""Every error a user can meet, in one tree; each message is one sentence with the offending value and the remedy.

NewsArchiveError
├── SettingsError       a setting is unknown or out of range
├── InputError          a question, filter or argument cannot be used as given
├── NotFoundError       no such article, version, photograph, generation
├── UnreadableError     a file, or a part of one, cannot be read as news
│   ├── LimitError      a container holds more than a sound one would
│   └── UndecidedError  a date does not say which of its numbers is the month
├── RecordError         the record cannot be opened by this release
├── StorageError        something cannot be written: the disk is full, broken or not ours
├── BackupError         a backup is damaged, or is none
├── ModelError          a model is missing, altered, or not the one the index was built with
├── EndpointError       the language model that was set up does not answer as it should
└── IndexStateError     the index is missing, damaged, or being built by somebody else
"""


class NewsArchiveError(Exception):
    """Anything the product expects can go wrong; shown to users as one line, never as a traceback."""


class SettingsError(NewsArchiveError):
    """A setting is unknown or out of range."""


class InputError(NewsArchiveError):
    """A question, filter or argument cannot be used as given."""


class NotFoundError(NewsArchiveError):
    """There is no such article, version, photograph or generation."""


class UnreadableError(NewsArchiveError):
    """A file, or a part of one, cannot be read as news.

    `where` names the line, byte, page or record within the file, when it is known.
    """

    def __init__(self, reason: str, where: str | None = None) -> None:
        super().__init__(reason if where is None else f"{where}: {reason}")
        self.reason = reason
        self.where = where


class LimitError(UnreadableError):
    """A container holds more than a sound one would."""


class UndecidedError(UnreadableError):
    """A date does not say which of its numbers is the month."""


class RecordError(NewsArchiveError):
    """The record cannot be opened by this release."""


class StorageError(NewsArchiveError):
    """Something cannot be written: the disk is full, broken or not ours."""


class BackupError(NewsArchiveError):
    """A backup is damaged, or is none."""


class ModelError(NewsArchiveError):
    """A model is missing, altered, or not the one the index was built with."""


class EndpointError(NewsArchiveError):
    """The language model that was set up does not answer as it should."""


class IndexStateError(NewsArchiveError):
    """The index is missing, damaged, or being built by somebody else."""
