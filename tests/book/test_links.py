"""What a page cites it also links, and nothing else."""

import re

import pytest

from book import links
from small_book import OTHER, WHOLE, built


def article(page):
    site, _ = built()
    return (site / f"{page}.html").read_text("utf-8").split("<article", 1)[1].split("</article", 1)[0]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("*Capital* I ch. 15 §3b", [("I", 15, 3)]),
        ("(I ch.\n15 §3c; III ch. 6 §2)", [("I", 15, 3), ("III", 6, 2)]),
        ("I ch. 15 §2 and §3, ch. 17 §2", [("I", 15, 2), ("I", 17, 2)]),
        ("III ch. 13, ch. 14 and ch. 15", [("III", 13, None), ("III", 14, None), ("III", 15, None)]),
        ("Volume I: ch. 1 §1 and §2, and ch. 7 §2", [("I", 1, 1), ("I", 7, 2)]),
        ("III ch. 13 and 14", [("III", 13, None)]),
        ("Smith, book I ch. 6", []),
        ("Rubin, ch. 15–17", []),
        ("I ch. 3; in another book ch. 4", [("I", 3, None)]),
        ("AI ch. 3, XIII ch. 4", []),
    ],
)
def test_passages_are_found_as_authors_cite_them(text, found):
    assert [passage for _, _, *passage in links.passages(text)] == [list(passage) for passage in found]


@pytest.mark.parametrize(
    ("passage", "page"),
    [
        (("I", 15, 3), "1867-c1/ch15.htm#S3"),
        (("I", 25, 4), "1867-c1/ch25.htm"),  # no anchor of that chapter is known
        (("I", 1, 9), "1867-c1/ch01.htm"),  # the chapter has four sections
        (("II", 8, 2), "1885-c2/ch08.htm"),
        (("II", 21), "1885-c2/ch21_01.htm"),
        (("III", 13), "1894-c3/ch13.htm"),
    ],
)
def test_a_passage_has_its_address(passage, page):
    assert links.address(*passage) == "https://www.marxists.org/archive/marx/works/" + page


def test_a_chapter_that_capital_does_not_have_is_refused_and_warned_of():
    with pytest.raises(ValueError, match="Capital III has chapters 1 to 52, not 99"):
        links.address("III", 99)
    _, complaints = built()
    assert f"{OTHER}.ipynb" in complaints
    assert "Capital III has chapters 1 to 52, not 99" in complaints
    assert "III ch. 99" in article(OTHER)


def test_a_paragraph_links_a_passage_once_and_tells_the_other_site_nothing():
    opening = next(part for part in article(WHOLE).split("<p>") if part.startswith("A puzzle"))
    found = re.findall(r'<a rel="external noreferrer" class="passage[^"]*" href="[^"]*/([^"/]*)">([^<]*)</a>', opening)
    assert found == [("ch13.htm", "III ch. 13"), ("ch15.htm#S3", "I ch. 15 §3b"), ("ch17.htm", "ch. 17 §2")]
    assert "book I ch. 6" in opening


def test_the_name_of_a_table_leads_to_its_entry_once_a_paragraph_and_code_stays_code():
    opening = next(part for part in article(WHOLE).split("<p>") if part.startswith("A puzzle"))
    assert opening.count('href="data.html#lives"') == 1
    assert opening.count(">lives<") == 2
    assert re.search(r'(?<!">)<code[^>]*><span class="pre">np.exp</span></code>', opening)


def test_no_heading_holds_a_passage():
    assert not re.findall(r"<h\d>[^\n]*passage", article(WHOLE))
