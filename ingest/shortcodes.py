"""WordPress's way of writing in, HTML out: captions in square brackets as figures, other brackets of its own gone."""

import re

# No pattern looks past where the next code or comment opens, so that unclosed ones cost nothing.
_CAPTION = re.compile(
    r"\[(?P<tag>(?:wp_)?caption)\b(?P<facts>[^\[\]]*)\](?P<inner>(?:(?!\[(?:wp_)?caption\b).)*?)\[/(?P=tag)\]",
    re.DOTALL,
)
_STATED = re.compile(r"\bcaption=(?P<mark>[\"'])(?P<words>.*?)(?P=mark)", re.DOTALL)
_PICTURE = re.compile(r"\s*(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?", re.IGNORECASE)
# "[sic]" and "[the mayor]" are the paper's own words; a code closes, has facts, or a name no word has.
_CLOSED = re.compile(r"\[/(?P<name>[A-Za-z][\w-]*)\]")
_ANY = re.compile(r"\[/?(?P<name>[A-Za-z][\w-]*)(?![\w-])[^\[\]]*\]")
_CODE = re.compile(
    r"\[(?:[A-Za-z][\w-]*(?:\s+[\w-]+\s*=[^\[\]]*)|[A-Za-z]+[_-][\w-]*|gallery|embed|audio|video|playlist)/?\]"
)
_COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->", re.DOTALL)
_LINE_END = re.compile(r"[ \t]*\r?\n")


def as_html(text: str) -> str:
    """The HTML that WordPress would print: line ends count, figures stand for captioned pictures."""
    text = _CAPTION.sub(_figure, _COMMENT.sub("", text))
    closed = {match["name"] for match in _CLOSED.finditer(text)}
    text = _ANY.sub(lambda match: "" if match["name"] in closed else match.group(), text)
    return _LINE_END.sub("<br/>", _CODE.sub("", text))


def _figure(match: re.Match[str]) -> str:
    stated = _STATED.search(match["facts"])
    picture = _PICTURE.match(match["inner"])
    shown = picture.group() if picture else ""
    words = stated["words"] if stated else match["inner"][len(shown) :].strip()
    return f"<figure>{shown}<figcaption>{words}</figcaption></figure>"
