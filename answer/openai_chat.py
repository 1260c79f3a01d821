"""A `Chat` over any OpenAI-compatible endpoint; the only module that imports the `openai` client.

The endpoint is somebody else's program: whatever it sends or fails to send ends as text or as an `EndpointError`.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import urlsplit

from openai import APIConnectionError, APIStatusError, APITimeoutError, AsyncOpenAI, DefaultAsyncHttpxClient
from openai.types.chat import ChatCompletionMessageParam

from answer.chat import Message
from archive.errors import EndpointError

_CHARACTERS_A_TOKEN = 12
"""More than any tokenizer's average: a longer reply comes from a server that does not heed the limit."""

_REASONS = {
    400: "it does not take this request; check that the model exists and its context is long enough",
    401: "it does not accept the key; check NEWSARCHIVE_MODEL_KEY",
    403: "it does not accept the key; check NEWSARCHIVE_MODEL_KEY",
    404: "there is no such model or path; check NEWSARCHIVE_MODEL_URL and NEWSARCHIVE_MODEL_NAME",
    429: "it has too much to do, or the key's quota is spent; try later",
}
_RETRIES = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAiChat:
    """The model `name` at the endpoint `url`; a reply has at most `tokens` tokens."""

    url: str
    name: str
    key: str = field(default="", repr=False)
    tokens: int = 700

    def reply(self, messages: Sequence[Message], seconds: float) -> Iterator[str]:
        # A generator on its own event loop: closing it cancels what is under way, and every wait has an end.
        deadline = time.monotonic() + seconds
        with asyncio.Runner() as runner:
            pieces = self._pieces(messages, seconds)
            try:
                while True:
                    left = deadline - time.monotonic()
                    piece = runner.run(self._next(pieces, left, seconds))
                    if piece is None:
                        return
                    yield piece
            finally:
                runner.run(_closed(pieces))

    async def _next(self, pieces: AsyncIterator[str], left: float, seconds: float) -> str | None:
        """The next piece, `None` at the end.

        Raises:
            EndpointError: there is none, or none in time.
        """
        try:
            async with asyncio.timeout(max(left, 0)):
                return await anext(pieces, None)
        except EndpointError:
            raise
        except (TimeoutError, APITimeoutError) as error:
            raise EndpointError(
                f"the model at {self.url} was not done after {seconds:.0f} seconds; try again, or raise "
                "NEWSARCHIVE_MODEL_SECONDS"
            ) from error
        except APIStatusError as error:
            status = error.status_code
            raise EndpointError(
                f"the model's server at {self.url} answered {status}: {_REASONS.get(status, 'look into its log')}"
            ) from error
        except APIConnectionError as error:
            raise EndpointError(
                f"nothing answers at {self.url}, or it hung up; start the model's server or mend NEWSARCHIVE_MODEL_URL"
            ) from error
        except Exception as error:
            # Whatever bytes from elsewhere make the library raise: broken JSON, encodings, shapes it does not know.
            raise EndpointError(
                f"what the server at {self.url} sends is not a reply in OpenAI's format ({type(error).__name__}); "
                "check NEWSARCHIVE_MODEL_URL"
            ) from error

    async def _pieces(self, messages: Sequence[Message], seconds: float) -> AsyncIterator[str]:
        limit, length, finished = self.tokens * _CHARACTERS_A_TOKEN, 0, False
        # Redirects are not followed: the passages go where the user said, and nowhere else.
        http = DefaultAsyncHttpxClient(
            follow_redirects=False, trust_env=not _is_loopback(self.url), timeout=seconds, max_redirects=0
        )
        async with AsyncOpenAI(
            base_url=self.url, api_key=self.key or "none", max_retries=_RETRIES, timeout=seconds, http_client=http
        ) as client:
            stream = await client.chat.completions.create(
                model=self.name,
                messages=[_written(message) for message in messages],
                max_tokens=self.tokens,
                temperature=0,
                stream=True,
            )
            async with stream:
                async for chunk in stream:
                    for choice in chunk.choices[:1]:
                        finished = finished or self._finished(choice.finish_reason)
                        if choice.delta.content:
                            length += len(choice.delta.content)
                            yield choice.delta.content
                    if length > limit:
                        raise EndpointError(
                            f"the model at {self.url} wrote on after the {self.tokens} tokens it may write; "
                            "raise NEWSARCHIVE_MODEL_TOKENS, or use another model"
                        )
                    if finished:
                        return
        raise EndpointError(
            f"the reply of the model at {self.url} broke off" if length else f"the server at {self.url} sent no reply"
        )

    def _finished(self, reason: str | None) -> bool:
        """Whether that is how a reply ends.

        Raises:
            EndpointError: the server withheld the reply.
        """
        if reason == "content_filter":
            raise EndpointError(f"the server at {self.url} withheld the model's reply (content_filter)")
        return reason is not None


def _written(message: Message) -> ChatCompletionMessageParam:
    if message.role == "system":
        return {"role": "system", "content": message.content}
    if message.role == "assistant":
        return {"role": "assistant", "content": message.content}
    return {"role": "user", "content": message.content}


async def _closed(pieces: AsyncIterator[str]) -> None:
    """End the stream, wherever it is; a server that is slow to hang up is not waited for."""
    close = getattr(pieces, "aclose", None)
    if close is not None:
        async with asyncio.timeout(1):
            await close()


def _is_loopback(url: str) -> bool:
    """Whether the endpoint is on this machine, where no proxy set for the world outside is asked."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
