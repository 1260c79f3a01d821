"""Agencies and other names that stand where a person's may: what tells them from people."""

import re

_AGENCIES = (
    r"Getty(?: Images)?|AFP|AP|Associated Press|Reuters|EPA|EPA-EFE|EFE|PA(?: Wire| Media| Images)?|dpa|ANSA|AAP"
    r"|Alamy|Shutterstock|iStock(?:photo)?|Bloomberg|Xinhua|TASS|Sputnik|Anadolu(?: Agency)?|NurPhoto|ZUMA(?: Press)?"
    r"|Magnum(?: Photos)?|Press Association|Keystone|Corbis|UPI|NASA|Rex(?: Features)?|Wikimedia Commons|Unsplash"
    r"|USA TODAY Sports|imago(?: images)?|Picture Alliance|Kyodo|Yonhap|TT|NTB|Ritzau(?: Scanpix)?|STT|Lehtikuva"
)
AGENCY = re.compile(rf"^(?:{_AGENCIES})(?: (?:file )?(?:photos?|images?|pictures?))?$", re.IGNORECASE)
"""The whole of a name that is an agency's or a picture library's."""

NOT_A_PERSON = re.compile(
    r"\b(?:images?|photos?|photographs?|pictures?|press|news|agency|pool|courtesy|hand-?out|via|archives?|library"
    r"|museum|file|stock|times|post|herald|gazette|university|department|police|office|government|ministry"
    r"|council|staff|stringer|contributor|contributed|wire|media|service|features|magazine|newspaper|studios?"
    r"|hospital|company|inc|ltd|commons|provided|supplied|tv|television|screenshot|association|society|club)\b",
    re.IGNORECASE,
)
"""Words that organisations bear and people do not."""

OF_HOUSES = frozenset(
    "admin advisory ag agencies agentur ajans anzeiger army author authors ayuntamiento blog blogs bureau business"  # noqa: SIM905
    " candidate center centre collection college column columnist command contributors correspondent correspondents"
    " critic daily desk digital economist editor editorial editors emergencias external feed fellow firma fotograf"
    " freelance gmbh group guest infografik institute international journal journalist korrespondent kurier landratsamt"
    " abendblatt magazin markets md media ministerium mitarbeiter morgenpost nachrichten navy network newsdesk newsroom"
    " nyheter online partner phd politics polisen polizei posts presse producer professor publisher redaccion redaction"
    " redakce redakcja redaktion redazione report reporter reporters reports research reviewer rumors rumours rundfunk"
    " rundschau school science scientist senior service services special sports stiftung super tagblatt team tribune"
    " union universidad universita universitat universite university user users verlag welle welt writer writers your"
    " zeitung".split()
)
"""More of them, in several languages, folded: of desks, offices and titles that stand in bylines."""
