"""The canvas, the palette and the recurring motifs of the demo illustrations."""

from collections.abc import Sequence
from math import cos, pi, sin

from PIL import Image, ImageDraw

Point = tuple[float, float]

BLUE, RED, GOLD = "#0b4f8a", "#b3202a", "#d9a441"
DEEP, SKY, PALE, CREAM, WHITE = "#083a66", "#a9d0ea", "#e3f0f8", "#f7efdd", "#ffffff"
GREEN, LEAF, MOSS, LIME = "#2f7d4f", "#4f9a5b", "#1f5b3d", "#9cc06a"
WOOD, DARK_WOOD, SKIN, HAIR, GREY = "#b07d4f", "#7d5433", "#e8b48c", "#2b2430", "#c9d3db"

WIDTH, HEIGHT = 1600, 900
OVERSAMPLING = 2


class Canvas:
    """A picture of 1600 × 900 units, drawn larger and reduced at the end for smooth edges."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.size = size
        self.image = Image.new("RGB", (size[0] * OVERSAMPLING, size[1] * OVERSAMPLING))
        self.pen = ImageDraw.Draw(self.image, "RGBA")
        self.sx = self.image.width / WIDTH
        self.sy = self.image.height / HEIGHT

    def scaled(self, points: Sequence[Point]) -> list[Point]:
        return [(x * self.sx, y * self.sy) for x, y in points]

    def gradient(self, top: str, bottom: str, y0: float, y1: float) -> None:
        """Fill the rows from y0 to y1 with a vertical gradient."""
        first, last = round(y0 * self.sy), round(y1 * self.sy)
        mask = Image.linear_gradient("L").resize((self.image.width, max(last - first, 1)))
        upper = Image.new("RGB", mask.size, top)
        self.image.paste(Image.composite(Image.new("RGB", mask.size, bottom), upper, mask), (0, first))

    def polygon(self, points: Sequence[Point], fill: str) -> None:
        self.pen.polygon(self.scaled(points), fill=fill)

    def rect(self, x: float, y: float, w: float, h: float, fill: str, radius: float = 0) -> None:
        box = self.scaled([(x, y), (x + w, y + h)])
        self.pen.rounded_rectangle((*box[0], *box[1]), radius * self.sx, fill=fill)

    def circle(self, x: float, y: float, r: float, fill: str, ry: float | None = None) -> None:
        box = self.scaled([(x - r, y - (ry or r)), (x + r, y + (ry or r))])
        self.pen.ellipse((*box[0], *box[1]), fill=fill)

    def line(self, points: Sequence[Point], fill: str, width: float) -> None:
        self.pen.line(self.scaled(points), fill=fill, width=round(width * self.sx), joint="curve")

    def finished(self) -> Image.Image:
        return self.image.resize(self.size, Image.Resampling.LANCZOS)


def ridge(c: Canvas, base: float, height: float, shift: float, fill: str) -> None:
    """A range of hills from edge to edge, as a sum of sines."""
    tops = [
        (x, base - height * (0.55 + 0.3 * sin(x / 210 + shift) + 0.15 * sin(x / 83 + shift * 2.3)))
        for x in range(0, WIDTH + 1, 8)
    ]
    c.polygon([(0, HEIGHT), *tops, (WIDTH, HEIGHT)], fill)


def sun(c: Canvas, x: float, y: float, r: float) -> None:
    for step, alpha in ((2.6, "22"), (1.9, "33"), (1.4, "55")):
        c.circle(x, y, r * step, "#ffe9b0" + alpha)
    c.circle(x, y, r, "#ffd98a")


def cloud(c: Canvas, x: float, y: float, s: float) -> None:
    for dx, dy, r in ((-60, 8, 34), (-20, -12, 46), (34, -4, 40), (74, 12, 28)):
        c.circle(x + dx * s, y + dy * s, r * s, "#ffffffdd")
    c.rect(x - 92 * s, y + 8 * s, 192 * s, 34 * s, "#ffffffdd", 17 * s)


def tree(c: Canvas, x: float, y: float, s: float) -> None:
    c.rect(x - 8 * s, y - 70 * s, 16 * s, 70 * s, DARK_WOOD)
    for dx, dy, r, fill in ((-32, -100, 46, GREEN), (34, -104, 44, GREEN), (0, -140, 54, LEAF)):
        c.circle(x + dx * s, y + dy * s, r * s, fill)


def palm(c: Canvas, x: float, y: float, s: float) -> None:
    c.line([(x, y), (x + 10 * s, y - 130 * s), (x + 6 * s, y - 260 * s)], DARK_WOOD, 11 * s)
    crown_x, crown_y = x + 6 * s, y - 262 * s
    for k in range(9):
        across, up = cos(pi * k / 8), sin(pi * k / 8)
        bend = (crown_x + 62 * s * across, crown_y - (26 + 34 * up) * s)
        tip = (crown_x + 112 * s * across, crown_y + (44 * abs(across) - 62 * up) * s)
        under = (bend[0] - 4 * s * across, bend[1] + 22 * s)
        c.polygon([(crown_x, crown_y), bend, tip, under], MOSS if k % 2 else GREEN)


def conical_hat(c: Canvas, x: float, y: float, s: float) -> None:
    c.polygon([(x - 62 * s, y), (x, y - 56 * s), (x + 62 * s, y)], GOLD)
    c.polygon([(x, y - 56 * s), (x + 62 * s, y), (x + 10 * s, y)], "#c08f33")
    c.circle(x, y, 62 * s, "#b98a30", 8 * s)


def person(
    c: Canvas, x: float, y: float, s: float, shirt: str, back: bool = False, hat: bool = False
) -> None:
    """A bust whose shirt ends at y; from behind it shows no face."""
    c.rect(x - 70 * s, y - 120 * s, 140 * s, 130 * s, shirt, 56 * s)
    c.rect(x - 17 * s, y - 150 * s, 34 * s, 48 * s, SKIN, 12 * s)
    if not back:
        c.polygon([(x - 26 * s, y - 120 * s), (x, y - 78 * s), (x + 26 * s, y - 120 * s)], WHITE)
        c.circle(x, y - 186 * s, 48 * s, HAIR, 52 * s)
        c.circle(x, y - 174 * s, 39 * s, SKIN, 44 * s)
        c.polygon(
            [
                (x - 42 * s, y - 190 * s),
                (x - 6 * s, y - 212 * s),
                (x + 42 * s, y - 190 * s),
                (x + 34 * s, y - 216 * s),
                (x, y - 232 * s),
                (x - 34 * s, y - 216 * s),
            ],
            HAIR,
        )
    else:
        c.circle(x, y - 182 * s, 47 * s, HAIR, 52 * s)
    if hat:
        conical_hat(c, x, y - 196 * s, s)


def star(x: float, y: float, r: float) -> list[Point]:
    radii = [r, r * 0.4] * 5
    return [(x + q * sin(k * pi / 5), y - q * cos(k * pi / 5)) for k, q in enumerate(radii)]
