"""Undoing what copying did: a pair for each kind of damage, and the texts that only look damaged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litreview.intake.clean import clean_entry, clean_text
from litreview.intake.entry import Entry


def entry(**said: object) -> Entry:
    return Entry("BibTeX", "listing.bib", 1, **said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("damaged", "clean", "change"),
    [
        pytest.param(
            "a 14.1times leap", "a 14.1× leap", '"14.1times" -> "14.1×"', id="times-behind-a-fraction"
        ),
        pytest.param("over 3times w.r.t. beads", "over 3× w.r.t. beads", '"3times" -> "3×"', id="times"),
        pytest.param("at 224times224 pixels", "at 224×224 pixels", '"224times" -> "224×"', id="times-between"),
        pytest.param(
            "beads (7B)x2014a sort", "beads (7B)—a sort", '"x2014" -> "—"', id="dash-as-code-stuck-to-words"
        ),
        pytest.param("beads x2019 wires", "beads ’ wires", '"x2019" -> "’"', id="apostrophe-as-code"),
        pytest.param("Beads &amp; Co", "Beads & Co", '"&amp;" -> "&"', id="html-entity"),
        pytest.param("a &#x2014; b", "a — b", '"&#x2014;" -> "—"', id="html-number"),
        pytest.param(
            "three textit{O}bstacles", "three Obstacles", '"textit{O}" -> "O"', id="type-without-backslash"
        ),
        pytest.param(r"we propose \textbf{Bead}", "we propose Bead", r'"\textbf{Bead}" -> "Bead"', id="type"),
        pytest.param(r"we \emph{do}", "we do", r'"\emph{do}" -> "do"', id="emphasis"),
        pytest.param("underline{a} bead", "a bead", '"underline{a}" -> "a"', id="underlined"),
        pytest.param(r"by \text{many} beads", "by many beads", r'"\text{many}" -> "many"', id="text"),
        pytest.param("called G_{bead}, is", "called G_bead, is", '"G_{bead}" -> "G_bead"', id="subscript"),
        pytest.param("some 10^{16} beads", "some 10^16 beads", '"10^{16}" -> "10^16"', id="superscript"),
        pytest.param(r"while \ourbead, we", "while ourbead, we", r'"\ourbead" -> "ourbead"', id="own-command"),
        pytest.param(r"with \method even", "with method even", r'"\method" -> "method"', id="method"),
        pytest.param(r"\bead{} rolls", "bead rolls", r'"\bead{}" -> "bead"', id="command-with-empty-braces"),
        pytest.param(r"3 \pm 1 beads", "3 ± 1 beads", r'"\pm" -> "±"', id="sign-by-name"),
        pytest.param(r"Schr\"odinger", "Schrödinger", r'"\"o" -> "ö"', id="accent"),
        pytest.param(r"Andr\'{e}", "André", r'"\'{e}" -> "é"', id="accent-in-braces"),
        pytest.param("Bead~2 rolls", "Bead 2 rolls", '"~" -> " "', id="tie-before-a-number"),
        pytest.param("10~million", "10 million", '"~" -> " "', id="tie-behind-a-number"),
        pytest.param(r"up to 5.6\% more", "up to 5.6% more", r'"\%" -> "%"', id="escaped-percent"),
        pytest.param(r"R\&D at bead\_lab", "R&D at bead_lab", r'"\&" -> "&"', id="escaped-signs"),
        pytest.param("only 1{16} of the beads", "only 1/16 of the beads", '"1{16}" -> "1/16"', id="fraction"),
        pytest.param("``best of beads''", "“best of beads”", "\"``best of beads''\" -> \"“best of beads”\"", id="quotes"),
        pytest.param("``best of beads``", "“best of beads”", '"``best of beads``" -> "“best of beads”"', id="quotes-all-open"),
        pytest.param("in beads , too", "in beads, too", '"beads ," -> "beads,"', id="blank-before-comma"),
        pytest.param("BeadNet : A Bead", "BeadNet: A Bead", '"BeadNet :" -> "BeadNet:"', id="blank-before-colon"),
        pytest.param("so\u00adft beads", "soft beads", '"U+00AD" -> ""', id="soft-hyphen"),
        pytest.param("soft\u00a0beads", "soft beads", '"U+00A0" -> " "', id="no-break-blank"),
        pytest.param("soft\u200bbeads", "softbeads", '"U+200B" -> ""', id="blank-without-width"),
        pytest.param("be\u200dads", "beads", '"U+200D" -> ""', id="joiner-in-latin"),
        pytest.param("bea\x02ds", "beads", '"U+0002" -> ""', id="control"),
        pytest.param("bea\ud800ds", "beads", '"U+D800" -> ""', id="half-a-character"),
        pytest.param("bea\u202eds", "beads", '"U+202E" -> ""', id="writing-direction"),
        pytest.param(r"to $80.7\%$ (", "to 80.7% (", r'"$80.7\%$" -> "80.7%"', id="percentage-in-dollars"),
        pytest.param("some $5.6$ times", "some 5.6 times", '"$5.6$" -> "5.6"', id="number-in-dollars"),
        pytest.param(r"$3\times$ as fast", "3× as fast", r'"$3\times$" -> "3×"', id="factor-in-dollars"),
        pytest.param(
            r"called $\texttt{Bead probe}$", "called Bead probe", r'"$\texttt{Bead probe}$" -> "Bead probe"', id="words-in-dollars"
        ),
        pytest.param(
            "at https://bead.github.io/{https://bead.github.io/}.",
            "at https://bead.github.io/.",
            '"https://bead.github.io/{https://bead.github.io/}" -> "https://bead.github.io/"',
            id="link-twice",
        ),
        pytest.param(r"at \url{https://a.org/b}.", "at https://a.org/b.", r'"\url{https://a.org/b}" -> "https://a.org/b"', id="url-command"),
        pytest.param(
            r"\href{https://a.org}{Beads}", "Beads (https://a.org)", r'"\href{https://a.org}{Beads}" -> "Beads (https://a.org)"', id="href-command"
        ),
        pytest.param(
            r"at https://a.org/b\_c.", "at https://a.org/b_c.", r'"https://a.org/b\_c" -> "https://a.org/b_c"', id="escaped-sign-in-a-link"
        ),
    ],
)  # fmt: skip
def test_damage_is_mended(damaged: str, clean: str, change: str) -> None:
    text, changes = clean_text(damaged)

    assert text == clean
    assert changes[0] == change


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("sometimes 3 times, often 10 timestamps", id="times-as-a-word"),
        pytest.param("3timesheets", id="a-word-behind-a-number"),
        pytest.param(r"all parameters in $\{\pm 1, \pm i\}$", id="mathematics"),
        pytest.param("MATH$^2$ and MATH^2", id="power"),
        pytest.param(r"$x_{ij} \times 3$ and \(a_{b}\)", id="mathematics-with-damage-s-look"),
        pytest.param("$O(n)$ for $n$", id="mathematics-of-letters"),
        pytest.param("less than $200 per bead and $300 per string", id="sums-of-money"),
        pytest.param("about ~3% to 5~10 beads", id="tilde-for-about-and-to"),
        pytest.param("a ratio of 3 : 1", id="ratio"),
        pytest.param("4x2013 grids, matrix2014, RTX2014, x20145", id="numbers-that-look-like-codes"),
        pytest.param("sets {0, 1} and {a}", id="braces"),
        pytest.param("snake_case and x_i", id="underscore"),
        pytest.param(".NET and ...", id="stops-behind-a-blank"),
        pytest.param("می‌خواهم", id="joiner-that-the-script-needs"),
        pytest.param("C:\\beads", id="path"),
        pytest.param("see https://a.org/~ada/x_{1}?times=3times", id="link-with-damage-s-look"),
        pytest.param("https://github.com/huggingface/beads", id="repository-of-the-company"),
    ],
)
def test_what_may_be_meant_stays(text: str) -> None:
    assert clean_text(text) == (text, ())


@pytest.mark.parametrize(
    ("link", "official"),
    [
        pytest.param("https://hf.example.org/beadlab/Bead-7B", "https://huggingface.co/beadlab/Bead-7B", id="hf-host"),
        pytest.param("https://hf-2099.pages.dev/datasets/ada/beads", "https://huggingface.co/datasets/ada/beads", id="hf-and-more"),
        pytest.param("http://hf-mirror.com/papers/2309.99901", "https://huggingface.co/papers/2309.99901", id="paper"),
        pytest.param("https://somehuggingface.example.com/BeadLab", "https://huggingface.co/BeadLab", id="owner-alone"),
        pytest.param(
            "https://huggingface.example.cn/collections/a/b-6761", "https://huggingface.co/collections/a/b-6761", id="collection"
        ),
        pytest.param(
            "https://hf.example.org/a/b/blob/main/x.bin?download=true",
            "https://huggingface.co/a/b/blob/main/x.bin?download=true",
            id="file",
        ),
        pytest.param("https://huggingface.co/beadlab/Bead-7B", None, id="the-hub"),
        pytest.param("https://hf.co/papers/2309.99901", None, id="the-hub-s-short-form"),
        pytest.param("https://cdn-lfs.hf.co/a/b", None, id="the-hub-s-storage"),
        pytest.param("https://bead-demo.hf.space/a/b", None, id="an-application"),
        pytest.param("https://huggingface.github.io/beads/docs", None, id="project-pages"),
        pytest.param("https://hf.example.org/about", None, id="one-word-on-an-hf-host"),
        pytest.param("https://hf.example.org/", None, id="front-page"),
        pytest.param("https://www.hf.example.edu/english/about", None, id="hf-in-the-middle"),
        pytest.param("https://half.example.org/a/b", None, id="hf-inside-a-word"),
        pytest.param("https://bead.org/huggingface/beads", None, id="huggingface-in-the-path"),
        pytest.param("ftp://hf.example.org/a/b", None, id="no-web-address"),
        pytest.param("https://[hf.example.org/a/b", None, id="no-address"),
    ],
)  # fmt: skip
def test_links_to_mirrors_lead_to_the_hub(link: str, official: str | None) -> None:
    """In a field as in a sentence, whose full stop stays outside."""
    cleaned = clean_entry(entry(title="Beads", code=link, url=link, abstract=f"Beads are at {link}."))

    assert (cleaned.code, cleaned.url) == (official or link, official or link)
    assert cleaned.abstract == f"Beads are at {official or link}."
    assert len(cleaned.notes) == (3 if official else 0)


def test_an_entry_is_cleaned_field_by_field() -> None:
    cleaned = clean_entry(
        entry(
            title="Bead~2 : Rolling",
            abstract=r"40\% of 40\% and 60\%",
            organisation="Bead\u00a0Lab",
            authors=("Beadle , Ada", r"Schr\"oder, Bo", "{Bead_{x} Team}"),
            keywords=("be\u00adads", "\u200b"),
            venue="Beads \\& Co",
            notes=("as found",),
        )
    )

    assert cleaned == entry(
        title="Bead 2: Rolling",
        abstract="40% of 40% and 60%",
        organisation="Bead Lab",
        authors=("Beadle, Ada", "Schröder, Bo", "{Bead_x Team}"),
        keywords=("beads",),
        venue="Beads & Co",
        notes=(
            "as found",
            'title: "~" -> " "',
            'title: "2 :" -> "2:"',
            r'abstract: "\%" -> "%"',
            'organisation: "U+00A0" -> " "',
            r'venue: "\&" -> "&"',
            'authors: "Beadle ," -> "Beadle,"',
            r'authors: "\"o" -> "ö"',
            'authors: "Bead_{x}" -> "Bead_x"',
            'keywords: "U+00AD" -> ""',
            'keywords: "U+200B" -> ""',
        ),
    )


def test_what_is_left_empty_is_absent() -> None:
    assert clean_entry(entry(title="\u200b")).title is None


def test_a_clean_entry_comes_back_as_it_is() -> None:
    clean = entry(title="Beads", abstract="They roll.", authors=("Beadle, Ada",), url="https://a.org")

    assert clean_entry(clean) == clean


_DAMAGE = st.sampled_from([
    "14.1", "times", "x2014", "textit{", "\\textbf{", "}", "{", "_{", "^{", "\\", "\\method", "~", " ", " ,", " :", "%", "\\%", "$",
    "\\$", "5", "&amp;", "&#36;", "``", "''", "https://hf.a.org/b/c", "https://a.org/", "\\url{", "\\href{", "\u00ad", "\u00a0", "\u200d",
    "bead", "\\'", "e", "é", "\\(", "\\)", "1{16}", "amp;", "\\times",
])  # fmt: skip


@given(st.one_of(st.text(), st.lists(_DAMAGE, max_size=25).map("".join)))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean_entry(entry(title=text, abstract=text, keywords=(text,), code=text))

    assert clean_entry(once) == once
