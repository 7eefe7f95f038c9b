"""The same content set by WeasyPrint and by typst, each kept warm: fonts and styles read once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from html import escape
from pathlib import Path

from bench.peer_content import Content, Node
from reports.house import BODY, DISPLAY, HEADING, INK, LEFT, SMALL

FONTS = Path(__file__).parent.parent / "reports" / "fonts"
ACROSS = 4
Setter = Callable[[str], bytes]
STYLES = f"""
@font-face {{ font-family: 'Noto Sans'; src: url('{(FONTS / "NotoSans-Regular.ttf").as_uri()}') }}
@font-face {{ font-family: 'Noto Sans'; font-weight: 600;
  src: url('{(FONTS / "NotoSans-SemiBold.ttf").as_uri()}') }}
@page {{ size: A4; margin: 40pt {LEFT}pt 52pt; @bottom-left {{ content: element(foot) }}
  @bottom-right {{ content: counter(page) ' / ' counter(pages); font-size: {SMALL}pt }} }}
body {{ font-family: 'Noto Sans'; font-size: {BODY}pt; color: {INK}; line-height: 1.36; margin: 0 }}
h1 {{ font-size: {DISPLAY}pt; margin: 0 }} h2 {{ font-size: {HEADING}pt; margin: 6pt 0 2pt }}
h3 {{ font-size: {BODY}pt; margin: 4pt 0 }} p {{ margin: 0 }} ul {{ margin: 0; padding-left: 12pt }}
table {{ width: 100%; border-collapse: collapse }} th {{ text-align: left; font-weight: 600 }}
.scores th, .scores td {{ border-top: 0.4pt solid #d3dae0 }}
footer {{ position: running(foot); font-size: {SMALL}pt }}
"""
SET = f"""
#set text(font: "Noto Sans", size: {BODY}pt, fill: rgb("{INK}"), lang: "en")
#set par(leading: 0.4em, spacing: 0.5em)
#show heading.where(level: 1): set text(size: {DISPLAY}pt)
#show heading.where(level: 2): set text(size: {HEADING}pt)
"""


def weasyprint() -> Setter:
    """WeasyPrint with its styles and fonts read, and tags asked for, as ours have them."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    styles = CSS(string=STYLES, font_config=fonts)

    def set_(page: str) -> bytes:
        made: bytes = HTML(string=page).write_pdf(
            stylesheets=[styles], font_config=fonts, pdf_tags=True
        )
        return made

    return set_


def typst() -> Setter:
    """Typst's compiler with our fonts read; it tags by itself, and keeps what it laid out."""
    import typst as compiler

    fonts = compiler.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS]
    )
    warm = compiler.Compiler(font_paths=fonts)

    def set_(page: str) -> bytes:
        made = warm.compile(input=page.encode(), format="pdf")
        assert isinstance(made, bytes)
        return made

    return set_


def html(paper: Content) -> str:
    """As WeasyPrint reads it."""
    body = "".join(_html(paper.body))
    foot = f"<footer>{escape(' · '.join(paper.foot))}</footer>"
    head = f'<html lang="en"><title>{escape(paper.title)}</title>'
    return f"<!doctype html>{head}<body>{foot}{body}</body></html>"


def _html(nodes: Sequence[Node]) -> Iterator[str]:
    for run in _runs(nodes):
        if len(run) > 1:
            rows = [run[i : i + ACROSS] for i in range(0, len(run), ACROSS)]
            cells = ("".join(f"<td>{_picture(each)}</td>" for each in row) for row in rows)
            yield f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"
            continue
        (node,) = run
        text, kids = escape(node.text), "".join(_html(node.kids))
        match node.role:
            case "Figure":
                yield _picture(node)
            case "Table":
                yield f'<table class="scores">{kids}</table>'
            case "TR":
                yield f"<tr>{kids}</tr>"
            case "TH" | "TD":
                name = node.role.lower()
                yield f'<{name} colspan="{node.span}">{_picture(node)} {text}{kids}</{name}>'
            case "L":
                yield f"<ul>{kids}</ul>"
            case "LI":
                yield f"<li>{kids}</li>"
            case "LBody":
                yield text + kids
            case role:
                name = role.lower()
                yield f"<{name}>{text}</{name}>{kids}"


def _picture(node: Node) -> str:
    return node.picture.svg if node.picture is not None else ""


def _runs(nodes: Sequence[Node]) -> Iterator[list[Node]]:
    """Figures that follow each other stand side by side."""
    run: list[Node] = []
    for node in nodes:
        if node.role != "Figure" and run:
            yield run
            run = []
        if node.role == "Figure":
            run.append(node)
        else:
            yield [node]
    if run:
        yield run


def typed(paper: Content) -> str:
    """As typst reads it."""
    foot = _said(" · ".join(paper.foot))
    page = (
        f'#set document(title: {_said(paper.title)})\n#set page(paper: "a4", margin: '
        f"(x: {LEFT}pt, top: 40pt, bottom: 52pt), footer: context [#set text(size: {SMALL}pt);"
        f"#{foot} #h(1fr) #counter(page).display() / #counter(page).final().first()])\n"
    )
    return SET + page + "\n".join(_typed(paper.body))


def _typed(nodes: Sequence[Node]) -> Iterator[str]:
    for run in _runs(nodes):
        if len(run) > 1:
            cells = ", ".join(_image(each) for each in run)
            yield f"#grid(columns: {ACROSS}, gutter: 5pt, {cells})"
            continue
        (node,) = run
        kids = "\n".join(_typed(node.kids))
        match node.role:
            case "Figure":
                yield f"#{_image(node)}"
            case "Table":
                head, *rows = ([_cell(cell) for cell in row.kids] for row in node.kids)
                cells = ", ".join(cell for row in rows for cell in row)
                stroke = "stroke: (top: 0.4pt), inset: 2pt"
                wide = "(1.7fr, 1fr, 1fr, 1fr, 0.6fr, 2fr)"
                yield f"#table(columns: {wide}, {stroke}, table.header({', '.join(head)}), {cells})"
            case "L":
                items = ", ".join(f"[{each}]" for each in map(_item, node.kids))
                yield f"#list({items})"
            case "H1" | "H2" | "H3":
                yield f"#heading(level: {node.role[1]}, {_said(node.text)})\n{kids}"
            case _:
                yield f"#par({_said(node.text)})\n{kids}"


def _item(item: Node) -> str:
    return " ".join(f"#{_said(body.text)}" for body in item.kids)


def _cell(cell: Node) -> str:
    picture = f"#box({_image(cell)}) " if cell.picture is not None else ""
    text = f"#strong({_said(cell.text)})" if cell.role == "TH" else f"#{_said(cell.text)}"
    return f"table.cell(colspan: {cell.span})[{picture}{text}]"


def _image(node: Node) -> str:
    assert node.picture is not None
    alt = f", alt: {_said(node.picture.alt)}" if node.picture.alt else ""
    wide = f"{node.picture.size[0]:.1f}pt"
    return f'image(bytes({_said(node.picture.svg)}), format: "svg", width: {wide}{alt})'


def _said(text: str) -> str:
    """A text that typst takes as it is."""
    return json.dumps(text, ensure_ascii=False)
