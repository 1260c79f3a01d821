"""The paragraphs of a feed's text in, without the lines that the feed adds below it to lead back to the site."""

import re
from collections.abc import Sequence

_LEADS_BACK = re.compile(
    r"^\W*(?:"
    r"(?:read (?:more|on|the (?:full|rest|whole|original))|(?:continue|keep) reading|see more"
    r"|full (?:story|article)|view (?:the )?(?:full|original) (?:post|article|story)"
    r"|weiterlesen|mehr lesen|lire (?:la suite|plus|l.article)"
    r"|leer m[áa]s|seguir leyendo|sigue leyendo|leia mais|continue (?:a ler|lendo)|leggi (?:tutto|di pi[ùu])"
    r"|continua a leggere|lees (?:verder|meer)|l[äa]s mer|les mer|l[æa]s mere|czytaj (?:dalej|wi[ęe]cej))"
    r"\b.{0,160}"
    r")$",
    re.IGNORECASE,
)
"""Up to a headline's length, for the words are often followed by it; no sentence that somebody wrote is so short."""

_APPEARED_FIRST = re.compile(
    r"^(?:the (?:post|article) .+ appeared first on .+|der beitrag .+ erschien (?:zuerst|als erstes) (?:auf|bei) .+"
    r"|l.article .+ est apparu en premier sur .+|(?:la entrada|el art[íi]culo|el cargo|la publicaci[óo]n) .+"
    r" (?:se public[óo] primero|apareci[óo] primero|aparece primero) en .+|o post .+ apareceu primeiro em .+"
    r"|(?:l.articolo|il post) .+ (?:proviene da|sembra essere il primo su) .+"
    r"|het bericht .+ verscheen eerst op .+|inl[äa]gget .+ d[öo]k f[öo]rst upp p[åa] .+)$",
    re.IGNORECASE | re.DOTALL,
)
"""What WordPress writes under each entry, in the languages it is used in most."""

_ENDS_A_SENTENCE = re.compile(r"[.!?]\W*$")


def without_footers(paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs, without those at the end that only lead to the page."""
    kept = list(paragraphs)
    while len(kept) > 1 and _is_footer(kept[-1]):
        kept.pop()
    return kept


def _is_footer(paragraph: str) -> bool:
    if _APPEARED_FIRST.match(paragraph):
        return True
    return bool(_LEADS_BACK.match(paragraph)) and (len(paragraph) < 40 or not _ENDS_A_SENTENCE.search(paragraph))
