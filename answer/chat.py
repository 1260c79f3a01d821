"""The seam to a language model: messages in, its reply out in pieces as they come."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation."""

    role: Literal["system", "user", "assistant"]
    content: str


class Chat(Protocol):
    """A language model that can be asked. Safe to share between threads."""

    @property
    def name(self) -> str:
        """The model's name, for the record of who wrote what."""

    def reply(self, messages: Sequence[Message], seconds: float) -> Iterator[str]:
        """The reply, in pieces as the model writes them; ends within the seconds, whatever the model does.

        An iterator that is closed before its end ends the model's work.

        Raises:
            EndpointError: there is no reply, or it is none: nothing answers, an error, too long, broken off.
        """


class ScriptedChat:
    """A `Chat` for tests: the replies are made by a function of the messages, and come word by word."""

    name = "scripted"

    def __init__(self, write: Callable[[Sequence[Message]], str]) -> None:
        self._write = write

    def reply(self, messages: Sequence[Message], seconds: float) -> Iterator[str]:
        for word in self._write(messages).split(" "):
            yield word + " "
