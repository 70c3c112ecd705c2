"""Pages are as small as they can be with the same content."""

from __future__ import annotations

import lxml.html

from edition.base.lean import lean_tags

PAGE = """<main>
  <ul>
    <li>one <a href="#a">two</a></li>
    <li>three
      <ol><li>four</li></ol>
    </li>
  </ul>
  <dl>
    <dt>five</dt> <dt>six</dt> <dd>seven</dd>
    <dd><p>eight</p></dd>
  </dl>
  <dl><div><dt>nine</dt><dd lang="ko">십</dd></div></dl>
  <div><p>eleven</p> <p>twelve</p><section><p>thirteen</p></section><aside><p>fourteen</p></aside></div>
  <table>
    <thead><tr><th>a</th><th class="x y">b</th></tr></thead>
    <tbody><tr><td>1</td><td></td></tr><tr><td>2</td><td>3</td></tr></tbody>
  </table>
</main>"""


def told(page: str) -> list[tuple[str, int, dict[str, str], list[str]]]:
    """Each element with its depth, its attributes and its words."""
    root = lxml.html.fragment_fromstring(page)
    return [(str(e.tag), len(list(e.iterancestors())), dict(e.attrib), e.text_content().split()) for e in root.iter()]


def test_a_page_without_the_tags_that_it_can_do_without_is_the_same_page() -> None:
    lean = lean_tags(PAGE)
    assert told(lean) == told(PAGE)
    assert lean_tags(lean) == lean
    left = [lean.count(f"</{tag}>") for tag in ("li", "dt", "dd", "td", "th", "tr", "thead", "tbody")]
    assert left == [0, 1, 1, 0, 0, 0, 0, 0], "of two terms and of two meanings the first has one"
    assert lean.count("</p>") == 1, "before a newer element"
