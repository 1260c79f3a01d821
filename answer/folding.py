"""Text with typographic differences ironed out, each character traceable to where it came from."""

from dataclasses import dataclass

_ALIKE = {
    **dict.fromkeys("‘’‚‛`´′", "'"),
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\ufeff", ""),
    "…": "...",
}
"""What writers and printers exchange without changing a word; soft hyphens and joiners print as nothing."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text: its character `i` came from the character at `places[i]` of the original."""

    text: str
    places: tuple[int, ...]

    def find(self, words: "Folded", near: int = 0) -> tuple[int, int] | None:
        """Where the words stand in the original, `[start, end)`; of several places the one nearest to `near`."""
        spans = []
        found = self.text.find(words.text) if words.text else -1
        while found >= 0:
            spans.append((self.places[found], self.places[found + len(words.text) - 1] + 1))
            found = self.text.find(words.text, found + 1)
        return min(spans, key=lambda span: abs(span[0] - near), default=None)


def folded(text: str) -> Folded:
    """The text with straight quotation marks, single hyphens for dashes and single spaces, none at its ends."""
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for alike in " " if character.isspace() else _ALIKE.get(character, character):
            if alike == " " and (not characters or characters[-1] == " "):
                continue
            characters.append(alike)
            places.append(place)
    if characters and characters[-1] == " ":
        characters.pop()
        places.pop()
    return Folded("".join(characters), tuple(places))
