"""What a paper must look like, whatever it says: each check names all that is wrong with a page."""

from __future__ import annotations

import ctypes
import io
import shutil
import subprocess
from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2

from reports.house import DOOR_BODY, HEIGHT, INJURED, OTHER, TINY, WIDTH
from tests.reports.reading import Paper, Shown, clean

Check = Callable[[Paper], Iterator[str]]
Box = tuple[float, float, float, float]
"""Left, lower, right and upper edge."""
HEADS = ("H1", "H2", "H3")
EDGE = 9
"""Points along each edge of a page that stay white."""
TOUCH = 0.4
"""Points by which the boxes of two letters may meet: the eye sees no overlap yet."""


def sound(paper: Paper) -> Iterator[str]:
    """The file is whole, to qpdf's own reader."""
    yield from paper.pdf.check_pdf_syntax()


def fonts(paper: Paper) -> Iterator[str]:
    """Every font that a page or a field names is inside the file, as far as it is used."""
    for number, page in enumerate(paper.pdf.pages):
        for name in page.Resources.Font:
            if not paper.font(number, str(name)).inside:
                yield f"font {name} of page {number + 1} is not in the file"
    if "/AcroForm" in paper.pdf.Root:
        for typed, font in paper.pdf.Root.AcroForm.DR.Font.items():
            if "/FontFile2" not in font.FontDescriptor:
                yield f"font {typed} of the fields is not in the file"


def inside(paper: Paper) -> Iterator[str]:
    """Every text lies within its page."""
    for each in paper.shown:
        across = 10 <= each.left <= each.right <= WIDTH - 10
        if each.upright and not (across and 6 <= each.base <= HEIGHT - 12):
            yield f"outside: {each}"


def uncut(paper: Paper) -> Iterator[str]:
    """The rendered page is white along its edges: nothing runs out of it."""
    pdf = _opened(paper)
    for number, page in enumerate(pdf):
        dots = page.render(grayscale=True)
        wide, high, stride = dots.width, dots.height, dots.stride
        rows = [bytes(dots.buffer)[y * stride : y * stride + wide] for y in range(high)]
        rims = [*rows[:EDGE], *rows[-EDGE:], *(row[:EDGE] + row[-EDGE:] for row in rows)]
        if any(min(rim) < 255 for rim in rims):
            yield f"page {number + 1} is cut at its edge"
    pdf.close()


def legible(paper: Paper) -> Iterator[str]:
    """Nothing is smaller than a footnote."""
    for each in paper.shown:
        if each.size < TINY:
            yield f"{each.size:g} pt: {each}"


def at_arms_length(paper: Paper) -> Iterator[str]:
    """The runner's sentences are large: not labels of boxes, of charts or of the page itself."""
    for each in paper.shown:
        here = not each.furniture and each.base < HEIGHT - 60
        if here and len(each.text.split()) > 6 and each.size < DOOR_BODY:
            yield f"{each.size:g} pt: {each}"


def apart(paper: Paper) -> Iterator[str]:
    """No letter of the rendered page lies on one of another line."""
    pdf = _opened(paper)
    for number, page in enumerate(pdf):
        here = [each for each in paper.shown if each.page == number and each.upright]
        lines = _letters(page, here)
        for index, (one, boxes) in enumerate(lines):
            for other, others in lines[index + 1 :]:
                if meet(_around(boxes), _around(others)) and any(
                    meet(letter, beside) for letter in boxes for beside in others
                ):
                    yield f"page {number + 1}: {one.text!r} on {other.text!r}"
    pdf.close()


def meet(one: Box, other: Box) -> bool:
    """Whether two boxes lie on each other by more than a touch."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    up = min(one[3], other[3]) - max(one[1], other[1])
    return across > TOUCH and up > TOUCH


def _around(boxes: list[Box]) -> Box:
    left, low, right, top = zip(*boxes, strict=True)
    return min(left), min(low), max(right), max(top)


def _letters(page: Any, here: list[Shown]) -> list[tuple[Shown, list[Box]]]:
    """Each line of a page with the boxes of its letters' ink, as they are rendered."""
    text = page.get_textpage()
    found: dict[int, list[Box]] = {}
    x, y = ctypes.c_double(), ctypes.c_double()
    at: dict[float, list[int]] = {}
    for index, each in enumerate(here):
        at.setdefault(round(each.base, 1), []).append(index)
    for number in range(text.count_chars()):
        box = text.get_charbox(number)
        turned = pypdfium2.raw.FPDFText_GetCharAngle(text, number)  # the watermark's letters
        if turned or box[2] - box[0] <= 0 or box[3] - box[1] <= 0:
            continue
        pypdfium2.raw.FPDFText_GetCharOrigin(text, number, x, y)
        near = [
            index
            for base in (-0.1, 0, 0.1)
            for index in at.get(round(y.value + base, 1), ())
            if here[index].left - 1 <= x.value <= here[index].right + 1
        ]
        if near:
            found.setdefault(near[0], []).append(box)
    return [(here[index], boxes) for index, boxes in sorted(found.items())]


def headed(paper: Paper) -> Iterator[str]:
    """No heading stands last on its page."""
    heads = {clean(each.text) for each in paper.structure.walk() if each.role in HEADS}
    for number in range(len(paper.pdf.pages)):
        said = [each for each in paper.shown if each.page == number and each.mark is not None]
        if said and clean(said[-1].text) in heads - {""}:
            yield f"page {number + 1} ends with {said[-1].text!r}"


def tagged(paper: Paper) -> Iterator[str]:
    """No text is without a place, no figure without words; poppler reads the tree too."""
    for each in paper.shown:
        if each.furniture == (each.mark is not None):
            yield f"no place: {each}"
    for element in paper.structure.walk():
        if element.role in ("Figure", "Form") and not element.alt:
            yield f"a {element.role.lower()} without words"
    if (pdfinfo := shutil.which("pdfinfo")) is not None:
        done = subprocess.run(
            [pdfinfo, "-struct", "-"], input=_bytes(paper), capture_output=True, check=False
        )
        read = [line.split() for line in done.stdout.decode().splitlines()]
        wanted = [each.role for each in paper.structure.walk()]
        if done.returncode or sum(bool(line) for line in read) < len(wanted):
            yield f"pdfinfo reads {len(read)} of {len(wanted)} elements {done.stderr.decode()}"


def two_sided(paper: Paper) -> Iterator[str]:
    """Where a chart shows both sides, the rendered page in grey has the shade of each."""
    if not any("other side" in each.alt for each in paper.structure.walk()):
        return
    pdf = _opened(paper)
    greys = [bytes(page.render(scale=2, grayscale=True).buffer) for page in pdf]
    pdf.close()
    for side in (INJURED, OTHER):
        shades = range(brightness(side) - 5, brightness(side) + 6)
        if not any(sum(map(grey.count, shades)) > len(grey) / 2000 for grey in greys):
            yield f"no {side} in grey"


EVERY: tuple[Check, ...] = (
    sound,
    fonts,
    inside,
    uncut,
    legible,
    apart,
    headed,
    tagged,
    two_sided,
)


def wrong(paper: Paper, kind: str) -> list[str]:
    """All that is wrong with a paper of a kind."""
    checks = (*EVERY, at_arms_length) if kind == "plan" else EVERY
    return [f"{check.__name__}: {each}" for check in checks for each in check(paper)]


def _opened(paper: Paper) -> Any:
    return pypdfium2.PdfDocument(_bytes(paper))


def _bytes(paper: Paper) -> bytes:
    out = io.BytesIO()
    paper.pdf.save(out, static_id=True)
    return out.getvalue()


def brightness(colour: str) -> int:
    """What a colour becomes in grey, 0 to 255."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return round(0.299 * red + 0.587 * green + 0.114 * blue)
