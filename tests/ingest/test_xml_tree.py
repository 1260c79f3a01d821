import pytest

from archive.errors import UnreadableError
from ingest.xml_tree import attribute, child, children, descendants, each_by_itself, parse_xml, root_name, words


def read(data):
    problems = []
    return words(parse_xml(data, problems)), [(problem.reason, problem.where) for problem in problems]


def test_a_namespace_does_not_matter():
    root = parse_xml(b'<x:a xmlns:x="urn:x"><x:b y="1"/><b xml:lang="fi">two</b></x:a>', [])
    assert [attribute(each, "y", "lang") for each in children(root, "b")] == ["1", "fi"]
    assert words(child(root, "b")) == ""
    assert child(root, "b", "c") is None


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("iso-8859-1", "latin-1"),
        ("windows-1252", "cp1252"),
        ("UTF-8", "utf-8"),
        ("utf8", "utf-8"),
        ("utf-16", "utf-16"),
    ],
)
def test_the_declared_encoding_is_believed(declared, encoding):
    text = f'<?xml version="1.0" encoding="{declared}"?><a>Århus «é» £5</a>'
    assert read(text.encode(encoding)) == ("Århus «é» £5", [])


def test_utf_8_that_says_it_is_latin_1_is_utf_8():
    assert read('<?xml version="1.0" encoding="iso-8859-1"?><a>naïve £5</a>'.encode()) == ("naïve £5", [])


def test_names_of_html_need_no_declaration():
    assert read(b"<a>caf&eacute;&nbsp;&mdash; R&amp;D &unknown; &lt;</a>") == ("café — R&D &unknown; <", [])


def test_characters_that_xml_forbids_are_left_out():
    assert read(b"<a>one\x01 two&#x1F; three&#8;</a>") == ("one two three", [])


def test_a_bare_ampersand_is_reported_and_read():
    text, problems = read(b"<a>\nAT&T and R&D</a>")
    assert text == "AT&T and R&D"
    assert problems == [("is not well-formed XML: EntityRef: expecting ';'; read as far as it can be", "line 2")]


def test_a_clipped_file_is_read_as_far_as_it_goes():
    text, problems = read(b"<a><b>One.</b>\n<b>Two thr")
    assert text == "One. Two thr"
    assert problems == [
        ("is not well-formed XML: Premature end of data in tag b line 2; read as far as it can be", "line 2")
    ]


@pytest.mark.parametrize("data", [b"", b"plain words", b"<"])
def test_what_is_no_xml_is_refused(data):
    with pytest.raises(UnreadableError, match="is not well-formed XML"):
        parse_xml(data, [])


@pytest.mark.parametrize(
    "declaration",
    [b'<!ENTITY a "ha">', b'<!ENTITY a SYSTEM "file:///etc/passwd">', b'<!ENTITY % a SYSTEM "http://x/y">'],
)
def test_entities_are_refused(declaration):
    with pytest.raises(UnreadableError, match="declares entities of its own"):
        parse_xml(b"<!DOCTYPE a [" + declaration + b"]><a>&a;</a>", [])


def test_a_document_type_elsewhere_is_not_fetched():
    assert read(b'<!DOCTYPE nitf SYSTEM "http://192.0.2.1/nitf.dtd"><nitf>Words &copy;</nitf>') == ("Words ©", [])


def test_endless_nesting_ends():
    problems = []
    parse_xml(b"<a>" * 200_000, problems)
    assert problems[0].reason.startswith("is not well-formed XML: Excessive depth")


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"<nitf>", "nitf"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- <html> -->\n<x:newsMessage a='1'", "newsMessage"),
        (b'<!DOCTYPE nitf SYSTEM "x" [<!ENTITY a "<b>">]><nitf ', "nitf"),
        ("<?xml version='1.0' encoding='utf-16'?><a/>".encode("utf-16"), "a"),
        (b"a < b > c", ""),
        (b"", ""),
    ],
)
def test_the_root_is_known_from_the_beginning(head, name):
    assert root_name(head) == name


def test_items_that_lie_in_each_other_are_each_read_by_themselves():
    root = parse_xml(b"<a><i n='1'>one<i n='2'>two<b>x</b></i></i><i n='3'>three</i></a>", [])
    items = each_by_itself(descendants(root, "i"))
    assert [(attribute(each, "n"), words(each)) for each in items] == [("1", "one"), ("2", "twox"), ("3", "three")]
