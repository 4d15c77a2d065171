"""A figure as PDF, drawn with reportlab, and as PNG, which PDFium draws of the PDF."""

import io
from threading import Lock
from typing import Any

from atlasviewer.web.errors import Invalid
from features.figures.fonts import BOLD, FONT, use_font
from features.figures.scene import Area, Box, Dot, Image, Lines, Points, Scene, Shape, Text

MM = 72 / 25.4
"""Points of PDF per mm."""
MOST_PIXELS = 25_000_000

_one_at_a_time = Lock()
"""PDFium is not thread-safe."""


def write_pdf(scene: Scene) -> bytes:
    """Return the PDF document, one page of the figure's size, its font embedded."""
    # Loaded here, because it takes a moment that would slow down the start.
    from reportlab.pdfgen.canvas import Canvas

    use_font()
    output = io.BytesIO()
    size = scene.width * MM, scene.height * MM
    canvas = Canvas(output, pagesize=size, invariant=1, pageCompression=1)
    canvas.setTitle(scene.title)
    canvas.setSubject(scene.description)
    canvas.setCreator("atlasviewer")
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    # From here on in mm, with y pointing down as in the scene.
    canvas.transform(MM, 0, 0, -MM, 0, size[1])
    for group in scene.groups:
        for shape in group.shapes:
            _draw(canvas, shape)
    canvas.showPage()
    canvas.save()
    return output.getvalue()


def write_png(scene: Scene, dpi: int) -> bytes:
    """Return the figure as PNG, transparent without a ground. Raises `Invalid` if too large."""
    pixels = (scene.width / 25.4 * dpi) * (scene.height / 25.4 * dpi)
    if pixels > MOST_PIXELS:
        raise Invalid(
            f"At {dpi} dpi this figure has {pixels / 1e6:,.0f} million pixels; "
            f"at most {MOST_PIXELS / 1e6:,.0f} million are drawn. Ask for fewer dpi, or for SVG."
        )
    import pypdfium2

    content = write_pdf(scene)
    output = io.BytesIO()
    with _one_at_a_time:
        document = pypdfium2.PdfDocument(content)
        ground = (255, 255, 255, 255) if scene.has_ground else (0, 0, 0, 0)
        picture = document[0].render(scale=dpi / 72, fill_color=ground).to_pil()
        document.close()
    picture = picture.convert("RGB") if scene.has_ground else picture
    picture.save(output, "PNG", dpi=(dpi, dpi), compress_level=6)
    return output.getvalue()


def _draw(canvas: Any, shape: Shape) -> None:
    if isinstance(shape, Area):
        _draw_area(canvas, shape)
    elif isinstance(shape, Lines):
        _draw_lines(canvas, shape)
    elif isinstance(shape, Box):
        _draw_box(canvas, shape)
    elif isinstance(shape, Dot):
        _draw_dot(canvas, shape)
    elif isinstance(shape, Image):
        _draw_image(canvas, shape)
    else:
        _draw_text(canvas, shape)


def _draw_area(canvas: Any, area: Area) -> None:
    path = canvas.beginPath()
    for ring in area.rings:
        _trace(path, ring)
        path.close()
    canvas.setFillColor(area.fill)
    if area.seam:
        canvas.setStrokeColor(area.fill)
        canvas.setLineWidth(area.seam)
    canvas.drawPath(path, stroke=int(area.seam > 0), fill=1, fillMode=0)


def _draw_lines(canvas: Any, lines: Lines) -> None:
    path = canvas.beginPath()
    for line in lines.lines:
        _trace(path, line)
    canvas.setStrokeColor(lines.colour)
    canvas.setStrokeAlpha(lines.opacity)
    canvas.setLineWidth(lines.width)
    canvas.drawPath(path, stroke=1, fill=0)
    canvas.setStrokeAlpha(1)


def _draw_box(canvas: Any, box: Box) -> None:
    if box.fill is not None:
        canvas.setFillColor(box.fill)
    if box.line is not None:
        canvas.setStrokeColor(box.line)
        canvas.setLineWidth(box.line_width)
    place = box.x, box.y, box.width, box.height
    canvas.rect(*place, stroke=int(box.line is not None), fill=int(box.fill is not None))


def _draw_dot(canvas: Any, dot: Dot) -> None:
    canvas.setFillColor(dot.fill)
    canvas.setStrokeColor(dot.line)
    canvas.setLineWidth(dot.line_width)
    canvas.circle(dot.x, dot.y, dot.radius, stroke=1, fill=1)


def _draw_image(canvas: Any, image: Image) -> None:
    from PIL.Image import fromarray
    from reportlab.lib.utils import ImageReader

    canvas.saveState()
    canvas.transform(1, 0, 0, -1, image.x, image.y + image.height)
    content = ImageReader(fromarray(image.pixels))
    canvas.drawImage(content, 0, 0, image.width, image.height, mask="auto")
    canvas.restoreState()


def _draw_text(canvas: Any, text: Text) -> None:
    canvas.saveState()
    canvas.transform(1, 0, 0, -1, text.x, text.y)
    canvas.setFont(BOLD if text.bold else FONT, text.size)
    canvas.setFillColor(text.colour)
    draw = {
        "start": canvas.drawString,
        "middle": canvas.drawCentredString,
        "end": canvas.drawRightString,
    }
    draw[text.anchor](0, 0, text.text)
    canvas.restoreState()


def _trace(path: Any, points: Points) -> None:
    places = points.tolist()
    path.moveTo(*places[0])
    for place in places[1:] or places:
        path.lineTo(*place)
