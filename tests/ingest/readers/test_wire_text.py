"""ANPA 1312, IPTC 7901 and Ritzau's own XML."""

import pytest

from archive.errors import UnreadableError
from archive.model import Draft, Link, Metadata, NewsDate, Problem, PubStatus, Signal
from ingest.iptc import signals_of_lines
from ingest.lines import paragraphs_of
from ingest.readers.anpa import AnpaReader
from ingest.readers.iptc_7901 import Iptc7901Reader
from ingest.readers.ritzau import RitzauReader
from ingest.registry import reader_for

ANPA = (
    b"\x16\x16\x01W1234\x1fasian\r\nu i\x13\x11 BC-XX--River-Flood 1stLd-Writethru   05-01 0420\r\n"
    b"\x02^BC-XX--River-Flood, 1st Ld-Writethru,466<\r\n^River rises over Vennick quay<\r\n^AP Photo XV101<\r\n"
    b"^Eds: Updates with height.<\r\n^By JANE DOE=\r\n^Associated Press=\r\n"
    b"\t   VENNICK (AP) _ The river ``rose'' on Monday and\r\nkept rising. \r\n \r\n\t   All left. \r\n"
    b"\x08Vennick;2;7{;1\x10 \r\n\x08Quay;0;3;4\x10 \r\n"
    b"\t   ___\r\n\r\n\t   \x03AP-WF-05-01-24 0930GMT<\r\n\x0c\r\n\x04"
)
IPTC_7901 = (
    b"\x01eca0062 3 i 211 ccccb   dpa 061\r\n\r\nVennick/flood/\r\n\x021ST LEAD\r\nRiver rises over Vennick quay\r\n"
    b"By Jane Doe, dpa =\r\n\r\n   Vennick (dpa) - The river rose on Monday by more than two metres and\r\n"
    b"kept rising through the night, said the mayor of the town, who had seen\r\n"
    b"it from the caf\xe9 on the quay.\r\n\r\n   All left.\r\n\r\n# dpa NOTEBOOK\r\n\r\n"
    b"- [Heights](https://x.example/h)\r\n\r\n"
    b"* * * *\r\nThe following information is not for publication\r\n- Tel: 1\r\n\r\n"
    b"dpa ab cd\r\n\r\n\x03010930 GMT Mai 24\r\n\x04"
)


def write(tmp_path, data, name="a.txt"):
    path = tmp_path / name
    path.write_bytes(data)
    return path


def test_an_anpa_message(tmp_path):
    path = write(tmp_path, ANPA)
    assert reader_for(path).name == "anpa-1312"
    assert list(AnpaReader().read(path)) == [
        Draft(
            headline="River rises over Vennick quay",
            body="VENNICK (AP) — The river “rose” on Monday and kept rising.\n\nAll left.\n\n"
            "Vennick;2;7½;1\nQuay;0;3;4",
            notes=("AP Photo XV101", "Eds: Updates with height."),
            metadata=Metadata(
                byline="JANE DOE",
                source="AP",
                section="International",
                dateline="VENNICK",
                published=NewsDate("2024-05-01T09:30:00+00:00", "transmission"),
                signals=(Signal.UPDATE,),
                version_label="1st Ld-Writethru",
                urgency=3,
                keywords=("BC-XX--River-Flood",),
            ),
            identity="2024-05-01:BC-XX--River-Flood",
        )
    ]


def test_anpa_messages_one_after_the_other_and_one_clipped(tmp_path):
    other = ANPA.replace(b"River-Flood", b"Rain").partition(b"\t   ___")[0]
    first, second, problem = AnpaReader().read(write(tmp_path, ANPA + other))
    assert (first.headline, second.headline) == ("River rises over Vennick quay",) * 2
    assert problem.reason.startswith("gives no whole date, only the day 05-01")
    assert problem.where == f"byte {len(ANPA) + 2}"
    assert second.identity is None


def test_an_alert_without_a_headline_is_called_by_its_slug(tmp_path):
    alert = (
        b"\x16\x16\x01W1\x1fx\r\nb a\x13\x11 BC-US--NewsAlert     06-29 0358\r\n\x02^BC-US--NewsAlert,17<\r\n"
        b"\t   QUAY (AP) _ It rose.\r\n\x03AP-WF-06-29-24 2350GMT<\r\n\x04"
    )
    (draft,) = AnpaReader().read(write(tmp_path, alert))
    assert (draft.headline, draft.identity, draft.metadata.urgency) == ("NewsAlert", None, 2)


def test_an_iptc_7901_message(tmp_path):
    path = write(tmp_path, IPTC_7901)
    assert reader_for(path).name == "iptc-7901"
    assert list(Iptc7901Reader().read(path)) == [
        Draft(
            headline="River rises over Vennick quay",
            body="Vennick (dpa) - The river rose on Monday by more than two metres and kept rising through the night, "
            "said the mayor of the town, who had seen it from the café on the quay.\n\nAll left.",
            metadata=Metadata(
                byline="Jane Doe, dpa",
                source="dpa",
                section="International",
                dateline="Vennick",
                published=NewsDate("2024-05-01T09:30:00+00:00", "transmission"),
                signals=(Signal.UPDATE,),
                version_label="1ST LEAD",
                urgency=3,
                keywords=("Vennick", "flood"),
                links=(Link("related", "https://x.example/h", "Heights"),),
            ),
            identity="2024-05-01:eca0062",
        )
    ]


def test_umlauts_of_the_code_of_seven_bits(tmp_path):
    text = b"\x01bdt0173 4 sp 226 dpa 0525\r\nSport/\r\n\x02Fu~ball in M}nchen =\r\n\r\n   M}nchen (dpa) - Er h|rte es."
    (draft, _) = Iptc7901Reader().read(write(tmp_path, text + b"\r\n\x03\x04"))
    assert (draft.headline, draft.body) == ("Fußball in München", "München (dpa) - Er hörte es.")
    assert draft.metadata.dateline == "München"


def test_a_kill_on_the_wire(tmp_path):
    killed = IPTC_7901.replace(b"1ST LEAD", b"KILL")
    (draft,) = Iptc7901Reader().read(write(tmp_path, killed))
    assert draft.metadata.pub_status is PubStatus.CANCELED


def test_a_message_whose_end_is_lost(tmp_path):
    draft, problem = Iptc7901Reader().read(write(tmp_path, IPTC_7901.partition(b"kept rising")[0]))
    assert draft.body.startswith("Vennick (dpa) - The river rose")
    assert problem == Problem("gives no date; it stands after the text, which may be clipped", "byte 0")


@pytest.mark.parametrize("data", [b"\x01\x02\x03\x04", b"\x01eca0062\x04\x02", b"\x01" * 4000 + b"\x02"])
def test_control_characters_alone_are_no_message(tmp_path, data):
    for reader in (AnpaReader(), Iptc7901Reader()):
        assert not reader.recognises(data, tmp_path / "a.txt")
        with pytest.raises(UnreadableError, match="holds no whole header"):
            list(reader.read(write(tmp_path, data)))


RITZAU = """<?xml version="1.0"?><RBNews xmlns:i="http://www.w3.org/2001/XMLSchema-instance">
<NewsID>9a6955fc-11da-46b6-9903-439ebb288f2d</NewsID><PublishDate>2024-05-01T09:30:00.397</PublishDate>
<strapline>NU/FLASH</strapline><headline>Flod &amp;amp; fare</headline><subtitle i:nil="true"/><town>Vennick</town>
<origin>/ritzau/</origin><section>Udland</section><version>2</version>
<content>&lt;p&gt;Floden steg &amp;quot;meget&amp;quot;.&lt;/p&gt;&lt;p&gt;Alle gik.&lt;/p&gt;</content>
<Priority>3</Priority><Annuleret>true</Annuleret><Korrektion>true</Korrektion><byLine>Jane Doe</byLine></RBNews>"""


def test_ritzau(tmp_path):
    path = write(tmp_path, RITZAU.encode(), "a.xml")
    assert reader_for(path).name == "ritzau"
    assert list(RitzauReader().read(path)) == [
        Draft(
            headline="Flod & fare",
            body='Floden steg "meget".\n\nAlle gik.',
            metadata=Metadata(
                byline="Jane Doe",
                source="ritzau",
                section="Udland",
                dateline="Vennick",
                published=NewsDate("2024-05-01T09:30:00", "PublishDate"),
                language="da",
                pub_status=PubStatus.CANCELED,
                signals=(Signal.CORRECTION, Signal.RETRACTION),
                version_label="2",
                urgency=3,
                keywords=("NU/FLASH",),
            ),
            identity="9a6955fc-11da-46b6-9903-439ebb288f2d",
        )
    ]


def test_a_table_does_not_hide_that_the_text_is_wrapped():
    rows = "\n".join(f"{number}. Vennick Rovers   {number * 2}   {number * 3}" for number in range(1, 12))
    text = (
        "A headline\n\nThe club won on Wednesday in the rain and with a good deal of luck,\nsaid its coach.\n\n"
        "The second paragraph is as wide as the first one and goes on in a line\nof its own.\n\n" + rows
    )
    found = [each.text for each in paragraphs_of(text)]
    assert found[1] == "The club won on Wednesday in the rain and with a good deal of luck, said its coach."
    assert found[-1] == "11. Vennick Rovers   22   33"


@pytest.mark.parametrize("label", ["KORREKTUR", "BERICHTIGUNG:", "RECTIFICATIF -", "CORRECCIÓN"])
def test_corrections_are_told_by_their_labels_in_other_languages(label):
    assert signals_of_lines([f"{label} Pegel steigt"]) == (Signal.CORRECTION,)
