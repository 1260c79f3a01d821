"""What a page's data, tab and headings call the article in, its headline out.

A page names its article up to five times: in JSON-LD, for sharing (`og:title`, `twitter:title`), in the browser's tab
(`title`), and printed in a heading. Tab and sharing names often carry the site's name, and the tab's is worded for
search engines.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from ingest.normalise import folded

_SEPARATOR = re.compile(r"\s+[|–—·-]\s+|\s*[|ㅣ]\s*")
_ENDING = re.compile(r"\s+[|–—·-]\s+[^|–—·]{2,40}$")
_FEWEST_WORDS = 2
_FEWEST_ALIKE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What a page calls its article, each `""` where it says nothing; `headings` and `mains` are in page order.

    `mains` are the headings of the first level; `site` is the publisher's name and the page's address.
    """

    data: str
    shared: str
    tweeted: str
    tab: str
    headings: tuple[str, ...]
    mains: tuple[str, ...]
    site: str

    def headline(self) -> str:
        """The article's headline without the name of the site."""
        data, shared, tweeted = map(self._without_site, (self.data, self.shared, self.tweeted))
        if data and shared and _letters(data) != _letters(shared):
            return self._one_of(data, shared)
        name = data or shared or tweeted
        if not name:
            return self._of_tab()
        if printed := next((each for each in self.headings if _loose(each) == _loose(name)), None):
            return printed
        agreed = {_letters(each) for each in (data, shared, tweeted) if each}
        if len(agreed) == 1 and self._is_in_tab(name) and (main := self._main_like(name)):
            return main
        return data if data and shared else self._longest_printed_of(name) or name

    def _one_of(self, data: str, shared: str) -> str:
        """Data and sharing name disagree: what the page prints, if the other is only worded for search engines."""
        tab_is_data = self._is_in_tab(data) and not self._is_in_tab(shared, whole=True)
        if tab_is_data and any(_letters(shared) in _letters(heading) for heading in self.headings):
            return shared
        return data

    def _is_in_tab(self, name: str, *, whole: bool = False) -> bool:
        tab, letters = _letters(self._without_site(self.tab)), _letters(name)
        return tab == letters if whole else _letters(self.tab).startswith(letters)

    def _main_like(self, name: str) -> str | None:
        """The one heading of the first level, when it tells of the same in other words."""
        mains = [each for each in self.mains if folded(each) not in self.site]
        if len(mains) != 1 or _letters(mains[0]) in _letters(name) or _letters(name) in _letters(mains[0]):
            return None
        words = _words(mains[0])
        return mains[0] if len(words) >= _FEWEST_ALIKE and 2 * len(words & _words(name)) >= len(words) else None

    def _longest_printed_of(self, name: str) -> str:
        printed = (each for each in self.headings if _loose(each) in _loose(name) and 2 * len(each) >= len(name))
        return max(printed, key=len, default="")

    def _of_tab(self) -> str:
        """Only the tab names the article: its words as a heading prints them, or before the site's name."""
        stated = _loose(self.tab)
        printed = [each for each in self.headings if _loose(each) in stated and len(each.split()) >= _FEWEST_WORDS]
        first = next((each for each in printed if stated.startswith(_loose(each))), None)
        return first or max(printed, key=len, default=_ENDING.sub("", self.tab) or next(iter(self.headings), ""))

    def _without_site(self, name: str) -> str:
        """A name up to where the site's follows it, told by a heading, another name, or what the site is called."""
        for shorter in (*self.headings, self.data, self.shared, self.tweeted):
            if _goes_on_after(shorter, name):
                return shorter
        ending = _ENDING.search(name)
        if ending is None:
            return name
        before, after = name[: ending.start()], folded(ending[0].strip(" |–—-·"))
        in_site = after in self.site or after.replace(" ", "") in self.site
        return before if in_site or any(map(_ends_with(before, after), self.headings)) else name


def _goes_on_after(shorter: str, name: str) -> bool:
    """Whether a name is a shorter one and, after a separator, something else."""
    start, whole = _loose(shorter), _loose(name)
    long_enough = len(shorter.split()) >= _FEWEST_WORDS
    return long_enough and whole.startswith(start) and _SEPARATOR.match(whole[len(start) :]) is not None


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
