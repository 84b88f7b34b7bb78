"""Templates are safe by default: what they print is encoded for Markdown, and what no page may print is refused."""

import re
from decimal import Decimal

import pytest
from jinja2 import DictLoader, UndefinedError

from litreview.render import encode
from litreview.render.templating import markdown_environment

RAW = "*R&D* x"
INERT = "&#42;R&#38;D&#42; x"
TARGET = "https://example.org/a&#95;b"


def render(template: str, **values: object) -> str:
    return markdown_environment().from_string(template).render(**values)


@pytest.mark.parametrize(
    ("template", "written"),
    [
        pytest.param("# {{ raw }}", f"# {INERT}", id="text"),
        pytest.param("{{ number }} {{ decimal }}", "7 2.50", id="numbers"),
        pytest.param("{{ decimal - 5 }}", "&#45;2.50", id="negative-number"),
        pytest.param("{{ raw | markdown_text }}", INERT, id="encoded-in-the-view"),
        pytest.param("[{{ raw }}]({{ address | target }})", f"[{INERT}]({TARGET})", id="link"),
        pytest.param("title: {{ raw | front_matter }}", 'title: "*R&amp;D* x"', id="front-matter"),
        pytest.param(
            "{{ {'a': raw} | script_json | front_matter }}",
            r'"{\"a\": \"*R\\u0026D* x\"}"',
            id="json-in-the-front-matter",
        ),
        pytest.param("{{ raw | code_block }}", "<pre><code>*R&#38;D* x</code></pre>", id="code"),
        pytest.param("{% if raw %}\n{{ raw }}\n{% endif %}\nend", f"{INERT}\nend", id="tags-take-their-line"),
        pytest.param("{{ [raw, raw] | join(', ') }}", f"{INERT}, {INERT}", id="joined"),
        pytest.param("{{ '**' }}", "&#42;&#42;", id="constant"),
    ],
)
def test_what_is_printed_is_encoded(template: str, written: str) -> None:
    environment = markdown_environment()
    environment.filters["markdown_text"] = encode.markdown
    values = {"raw": RAW, "number": 7, "decimal": Decimal("2.50"), "address": "https://example.org/a_b"}
    assert environment.from_string(template).render(**values) == written


@pytest.mark.parametrize(
    "template",
    [
        pytest.param("{{ raw | safe }}", id="declared-safe"),
        pytest.param("{{ raw | e }}", id="escaped-for-html"),
        pytest.param("{{ encoded ~ raw }}", id="beside-encoded-text"),
        pytest.param("{{ encoded + raw }}", id="added-to-encoded-text"),
        pytest.param("{{ [encoded, raw] | join }}", id="joined-with-encoded-text"),
        pytest.param("{{ '%s' | format(raw) }}", id="formatted"),
        pytest.param("{% autoescape false %}{{ raw }}{% endautoescape %}", id="escapes-off"),
        pytest.param("{% set x %}{{ raw }}{% endset %}{{ x }}", id="captured"),
        pytest.param("{% macro m(x) %}{{ x }}{% endmacro %}{{ m(raw) }}", id="macro"),
    ],
)
def test_nothing_gets_around_it(template: str) -> None:
    """Whatever a template does with raw text, none of its markup comes out live; at worst its references show."""
    written = render(template, raw="*[x](y)*", encoded=encode.markdown("a"))
    assert re.findall(r"[*\[\]]", written) == []


def test_an_included_template_is_not_encoded_again() -> None:
    environment = markdown_environment()
    environment.loader = DictLoader({"line.md": "- [{{ raw }}]({{ address | target }})"})
    template = environment.from_string("{% for _ in [1, 2] %}\n{% include 'line.md' %}\n\n{% endfor %}")
    line = f"- [{INERT}]({TARGET})\n"
    assert template.render(raw=RAW, address="https://example.org/a_b") == line * 2


@pytest.mark.parametrize(
    ("template", "message"),
    [
        pytest.param("{{ nothing }}", "a template printed None; it prints text and numbers", id="none"),
        pytest.param("{{ [1] }}", "a template printed [1]; it prints text and numbers", id="list"),
        pytest.param("{{ 1 == 1 }}", "a template printed the truth value True", id="truth-value"),
        pytest.param("{{ html }}", "HtmlText printed into a Markdown page: 'R&amp;D'", id="another-sink"),
        pytest.param("{{ html | target }}", "already encoded as HtmlText: 'R&amp;D'", id="encoded-twice"),
    ],
)
def test_what_no_page_may_print(template: str, message: str) -> None:
    with pytest.raises(TypeError, match=f"^{re.escape(message)}$"):
        render(template, nothing=None, html=encode.html("R&D"))


def test_an_undefined_name_is_a_mistake() -> None:
    with pytest.raises(UndefinedError, match=r"^'missing' is undefined$"):
        render("{{ missing }}")


def test_templates_are_found_in_the_package() -> None:
    assert "paper.md" in markdown_environment().list_templates()
