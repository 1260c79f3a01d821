"""What a page's data, tab and headings call the article in, its headline out.

A page names its article up to six times: in JSON-LD, for sharing (`og:title`, `twitter:title`), in the browser's tab
(`title`), in its address, and printed in a heading. Tab and sharing names often carry the site's name, and the tab's
is worded for search engines.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from ingest.normalise import folded

_SEPARATOR = re.compile(r"\s+[|–—·:-]\s+|\s*[|ㅣ]\s*")
_ENDING = re.compile(r"\s+[|–—·-]\s+[^|–—·]{2,40}$")
_AFTER_KICKER = re.compile(r"\s[|/–—-]\s+$")
# Data often join the line above a headline with a dash where the page does with a colon.
_JOINT = re.compile(r"\s[–—-]\s")
_FEWEST_WORDS = 2
_FEWEST_ALIKE = 3
# What addresses write for letters that have no accent to lose; first in one letter, then in two.
_PLAIN = str.maketrans({"ø": "o", "æ": "ae", "ß": "ss", "đ": "d", "ł": "l", "ı": "i"})
_IN_TWO = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What a page calls its article, each `""` where it says nothing; headings are in page order.

    `mains` are the headings of the first level, `parted` the pieces of headings that have several, such as a line above
    the headline and the headline; `site` is the publisher's name and the page's address, `address` the address's path.
    """

    data: str
    shared: str
    tweeted: str
    tab: str
    headings: tuple[str, ...]
    mains: tuple[str, ...]
    parted: tuple[tuple[str, ...], ...]
    site: str
    address: str

    def headline(self) -> str:
        """The article's headline without the name of the site."""
        return self._without_kicker(self._named())

    def _named(self) -> str:
        data, shared, tweeted = map(self._without_site, (self.data, self.shared, self.tweeted))
        if data and shared and _letters(data) != _letters(shared):
            return self._one_of(data, shared)
        name = data or shared or tweeted
        if not name or (not data and len(name.split()) < _FEWEST_WORDS):
            return self._of_tab()
        if printed := next((each for each in self.headings if _loose(each) == _loose(name)), None):
            return printed
        if (bare := self._without_kicker(name)) != name:
            return bare
        agreed = {_letters(each) for each in (data, shared, tweeted) if each}
        if len(agreed) == 1 and (not data or self._is_in_tab(name)) and (main := self._main_like(name)):
            return main
        if data and shared:
            joined = _loose(_JOINT.sub(": ", data)) == _loose(shared) and _loose(shared) in _loose(self.tab)
            return shared if joined else data
        return self._longest_printed_of(name) or name

    def _one_of(self, data: str, shared: str) -> str:
        """Data and sharing name disagree: the one the article was published under, else the one printed.

        The address keeps the name of the first day. Printed counts where the other is only worded for search engines.
        """
        if self._is_in_tab(shared) and self._is_in_address(shared) and not self._is_in_address(data):
            return shared
        tab_is_data = self._is_in_tab(data) and not self._is_in_tab(shared, whole=True)
        if tab_is_data and any(_letters(shared) in _letters(heading) for heading in self.headings):
            return shared
        return data

    def _is_in_tab(self, name: str, *, whole: bool = False) -> bool:
        tab, letters = _letters(self._without_site(self.tab)), _letters(name)
        return tab == letters if whole else _letters(self.tab).startswith(letters)

    def _is_in_address(self, name: str) -> bool:
        """Whether the address was made of the name."""
        return any(spelled in self.address for spelled in _in_addresses(name))

    def _main_like(self, name: str) -> str | None:
        """The one heading of the first level, when it says the same in other words or stands in the address."""
        mains = [each for each in self.mains if folded(each) not in self.site and len(_words(each)) >= _FEWEST_ALIKE]
        if len(mains) != 1 or _letters(mains[0]) in _letters(name) or _letters(name) in _letters(mains[0]):
            return None
        words, said = _words(mains[0]), _words(name if self._is_in_tab(name) else self.tab)
        return mains[0] if 2 * len(words & said) >= len(words) or self._is_in_address(mains[0]) else None

    def _longest_printed_of(self, name: str) -> str:
        printed = (each for each in self.headings if _loose(each) in _loose(name) and 2 * len(each) >= len(name))
        return max(printed, key=len, default="")

    def _of_tab(self) -> str:
        """Only the tab names the article: its words as a heading prints them, or before the site's name."""
        stated = _loose(self.tab)
        printed = [each for each in self.headings if _loose(each) in stated and len(each.split()) >= _FEWEST_WORDS]
        first = next((each for each in printed if stated.startswith(_loose(each))), None)
        if first is not None:
            return next((each for each in self.headings if self._goes_on(first, each)), first)
        if not printed and (only := self._only_heading()):
            return only
        return max(printed, key=len, default=_ENDING.sub("", self.tab) or next(iter(self.headings), ""))

    def _goes_on(self, name: str, heading: str) -> bool:
        """Whether a heading is the name and more: the tab keeps it short."""
        return _goes_on_after(name, heading) and folded(heading[len(name) :].strip(" |–—·:-")) not in self.site

    def _only_heading(self) -> str | None:
        """The one heading of the first level, or the only one at all: the tab then names the page, not the article."""
        one = self.mains if len(self.mains) == 1 else self.headings if len(self.headings) == 1 else ()
        return next(
            (each for each in one if len(_words(each)) >= _FEWEST_ALIKE and folded(each) not in self.site), None
        )

    def _without_kicker(self, name: str) -> str:
        """A name without the line above the headline, told by a heading; joined by data or a colon they are one."""
        if _letters(name) == _letters(self.data):
            return name
        for parts in self.parted:
            for cut in range(1, len(parts)):
                kicker, title = " ".join(parts[:cut]), " ".join(parts[cut:])
                if _letters(title) == _letters(self.tweeted) and _letters(kicker + title) == _letters(name):
                    return title
                rest = _around(title, name)
                if rest and _letters(rest) == _letters(kicker) and _letters(title) in _letters(self.shared):
                    return title
        return name

    def _without_site(self, name: str) -> str:
        """A name up to where the site's follows it, told by a heading, another name, or what the site is called."""
        for shorter in (*self.headings, self.data, self.shared, self.tweeted):
            if _goes_on_after(shorter, name):
                return shorter
        ending = _ENDING.search(name)
        if ending is None:
            return name
        before, after = name[: ending.start()], folded(ending[0].strip(" |–—-·"))
        in_site = after in self.site or after.replace(" ", "") in self.site or self._is_of_host(after)
        return before if in_site or any(map(_ends_with(before, after), self.headings)) else name

    def _is_of_host(self, words: str) -> bool:
        """Whether words hold the name that the page's host bears."""
        host = re.search(r"//(?:www\.)?([\w-]{4,})\.\w+(?:/|$)", self.site)
        return host is not None and _letters(host[1]) in _letters(words)


def _goes_on_after(shorter: str, name: str) -> bool:
    """Whether a name is a shorter one and, after a separator, something else."""
    start, whole = _loose(shorter), _loose(name)
    long_enough = len(shorter.split()) >= _FEWEST_WORDS
    return long_enough and whole.startswith(start) and _SEPARATOR.match(whole[len(start) :]) is not None


def _around(title: str, name: str) -> str:
    """What stands in a name before the title, or behind it, set off by a separator; `""` where it is not so."""
    if len(title.split()) < _FEWEST_WORDS or len(title) >= len(name):
        return ""
    if _loose(name).endswith(_loose(title)) and _AFTER_KICKER.search(before := name[: -len(title)]):
        return before
    return name[len(title) :] if _goes_on_after(title, name) else ""


def _ends_with(before: str, after: str) -> Callable[[str], bool]:
    """Whether a heading ends with one part of a name and lacks the other: a kicker may stand before the headline."""
    wanted, absent = _letters(before), _letters(after)

    def printed(heading: str) -> bool:
        letters = _letters(heading)
        return letters.endswith(wanted) and absent not in letters

    return printed


def _loose(text: str) -> str:
    """For comparing titles: the data often have other quotation marks and dashes than the page."""
    return re.sub(r"[–—]", "-", re.sub(r"[\"'’‘“”„«»`´]", "'", folded(text)))


def _letters(text: str) -> str:
    """For comparing titles whatever their punctuation."""
    return re.sub(r"\W+", "", folded(text))


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", folded(text)))


def _in_addresses(name: str) -> set[str]:
    """The letters of a name as addresses spell them."""
    return {_unaccented(name), _unaccented(folded(name).translate(_IN_TWO))}


def _unaccented(text: str) -> str:
    parts = unicodedata.normalize("NFKD", folded(text).translate(_PLAIN))
    return re.sub(r"[\W_]+", "", "".join(each for each in parts if not unicodedata.combining(each)))


def letters_of_address(address: str | None) -> str:
    """The letters of an address's path, for comparing it with names."""
    return _unaccented(unquote(urlsplit(address or "").path))
