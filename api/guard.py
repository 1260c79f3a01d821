"""Which host names are answered, how much is read of a request, and the headers that every response carries."""

from ipaddress import ip_address

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import problems

# The longest question with long filters, many times over.
LARGEST_BODY = 256 * 1024
LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})

# No page may draw this server's pictures, run what it sends, or guess at its types: it speaks to programs.
HEADERS = {
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


def names_answered(address: str) -> frozenset[str] | None:
    """The host names a server bound to that address answers to; `None` for any."""
    try:
        loopback = address == "localhost" or ip_address(address).is_loopback
    except ValueError:
        loopback = False
    return LOOPBACK | {address} if loopback else None


class Guard:
    """Refuses requests for names that are not ours or with endless bodies; adds the headers to every response.

    A page from elsewhere can have its own name resolve to 127.0.0.1 (DNS rebinding) and would then read a private
    archive through its reader's browser; the Host header still says the page's name.
    """

    def __init__(self, app: ASGIApp, names: frozenset[str] | None) -> None:
        self.app = app
        self.names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        read = 0

        async def receive_limited() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > LARGEST_BODY:
                raise HTTPException(413)
            return message

        host = Headers(scope=scope).get("host", "")
        if self.names is None or _without_port(host) in self.names:
            await self.app(scope, receive_limited, send_guarded)
        else:
            detail = f"the host {host!r} is not served here; use {', '.join(sorted(self.names))}"
            await problems.response(Request(scope), 400, detail)(scope, receive, send_guarded)


def _without_port(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdecimal() else host).lower()
