"""Six flat illustrations of the demo content, drawn in code so that the repository holds no binary file."""

from collections.abc import Callable
from math import cos, pi, sin

from PIL import Image

from home.demo_content.canvas import (
    BLUE,
    CREAM,
    DARK_WOOD,
    DEEP,
    GOLD,
    GREEN,
    GREY,
    HEIGHT,
    LEAF,
    LIME,
    MOSS,
    RED,
    SKY,
    WHITE,
    WIDTH,
    WOOD,
    Canvas,
    cloud,
    palm,
    person,
    ridge,
    star,
    sun,
    tree,
)


def river(c: Canvas) -> None:
    """The Lam river between mountains at sunrise."""
    c.gradient("#4f93c4", "#fbe3b4", 0, 520)
    sun(c, 1080, 330, 58)
    cloud(c, 330, 150, 1.1)
    cloud(c, 760, 110, 0.8)
    for base, height, shift, fill in (
        (560, 330, 0.4, "#9fbfd3"),
        (590, 270, 2.1, "#6f9fbd"),
        (620, 190, 3.6, "#3f7a9c"),
        (640, 110, 5.2, GREEN),
    ):
        ridge(c, base, height, shift, fill)
    c.polygon([(0, 620), (WIDTH, 596), (WIDTH, HEIGHT), (0, HEIGHT)], LEAF)
    left, right = [], []
    for k in range(61):
        t = k / 60
        middle = 1030 - 330 * t + 300 * (1 - t) * sin(t * 7.2)
        half = 10 + 420 * t**1.7
        left.append((middle - half, 606 + 300 * t))
        right.append((middle + half, 606 + 300 * t))
    c.polygon([*left, *reversed(right)], "#6fb1d8")
    inner = [(x + (r - x) * 0.18, y) for (x, y), (r, _) in zip(left, right, strict=True)]
    outer = [(r - (r - x) * 0.3, y) for (x, y), (r, _) in zip(left, right, strict=True)]
    c.polygon([*inner, *reversed(outer)], "#8cc5e4")
    for x, y, s in ((90, 790, 1.0), (230, 700, 0.6), (1420, 760, 1.0), (1530, 840, 1.3), (1290, 680, 0.55)):
        tree(c, x, y, s)
    for x, y, s in ((760, 800, 1.0), (990, 712, 0.5)):
        c.polygon(
            [(x - 90 * s, y), (x + 90 * s, y), (x + 62 * s, y + 26 * s), (x - 62 * s, y + 26 * s)], DARK_WOOD
        )
        c.polygon([(x, y - 12 * s), (x, y - 130 * s), (x + 74 * s, y - 20 * s)], RED)
        c.line([(x, y), (x, y - 136 * s)], DARK_WOOD, 5 * s)
    for x, y in ((560, 250), (620, 225), (690, 262)):
        c.line([(x - 20, y - 9), (x, y), (x + 20, y - 9)], DEEP, 4)


def building(c: Canvas) -> None:
    """The three-storey seat of the department."""
    c.gradient("#6aaedb", "#eef6fb", 0, 640)
    cloud(c, 260, 170, 1.2)
    cloud(c, 1330, 130, 1.0)
    ridge(c, 650, 200, 1.2, "#8fb8cf")
    c.rect(0, 640, WIDTH, 260, LEAF)
    c.polygon([(640, 690), (960, 690), (1180, HEIGHT), (420, HEIGHT)], "#d8d2c4")
    c.rect(330, 290, 940, 400, CREAM)
    c.rect(660, 230, 280, 460, "#fdf7ea")
    c.polygon([(300, 290), (350, 245), (1250, 245), (1300, 290)], RED)
    c.polygon([(630, 232), (800, 150), (970, 232)], "#93181f")
    for row in range(3):
        for column in range(4):
            for x in (370 + column * 72, 950 + column * 72):
                c.rect(x, 325 + row * 118, 48, 76, BLUE, 4)
                c.rect(x + 4, 329 + row * 118, 40, 32, "#7fb4dc", 3)
        c.rect(330, 416 + row * 118, 330, 8, "#e4d7ba")
        c.rect(940, 416 + row * 118, 330, 8, "#e4d7ba")
    for x in (690, 780, 870):
        c.rect(x, 270, 44, 250, "#7fb4dc", 6)
    c.rect(650, 530, 300, 26, BLUE, 4)
    for x in (664, 738, 844, 916):
        c.rect(x, 556, 20, 134, WHITE)
    c.rect(762, 566, 76, 124, DEEP, 4)
    for k in range(3):
        c.rect(640 - 18 * k, 684 + 14 * k, 320 + 36 * k, 14, ("#efe7d6", "#e0d6c1", "#cfc4ad")[k])
    c.polygon(star(800, 204, 22), GOLD)
    for x, s in ((120, 1.5), (250, 1.1), (1360, 1.1), (1490, 1.5)):
        tree(c, x, 720, s)
    for x in range(40, WIDTH, 90):
        if not 430 < x < 1170:
            c.circle(x, 760, 40, GREEN, 26)
    c.line([(515, 800), (515, 180)], "#8b98a3", 9)
    c.rect(519, 186, 170, 110, RED)
    c.polygon(star(604, 243, 38), "#ffd94a")
    c.rect(470, 796, 90, 24, "#d8d2c4", 4)


def one_stop_desk(c: Canvas) -> None:
    """The one-stop desk with two officials and citizens."""
    c.gradient("#eaf3f9", "#cfe2ef", 0, 700)
    c.rect(0, 700, WIDTH, 200, "#dccfb4")
    c.rect(120, 60, 1360, 92, BLUE, 14)
    for k, x in enumerate((420, 800, 1180)):
        c.circle(x, 106, 30, GOLD)
        c.polygon(star(x, 106, 17), WHITE if k != 1 else RED)
    for x, shirt in ((480, "#3f86bd"), (1060, "#3f86bd")):
        person(c, x, 560, 1.25, shirt)
        c.rect(x + 120, 400, 170, 112, DEEP, 10)
        c.rect(x + 130, 410, 150, 92, "#7fb4dc", 6)
        c.rect(x + 196, 512, 18, 40, DEEP)
    c.rect(180, 545, 1240, 34, WOOD, 8)
    c.rect(200, 579, 1200, 200, BLUE)
    for x in (260, 660, 1060):
        c.rect(x, 610, 280, 138, "#1b66a8", 12)
    c.rect(560, 528, 92, 16, WHITE, 3)
    c.rect(1180, 528, 92, 16, RED, 3)
    person(c, 800, 960, 1.6, GREEN, back=True, hat=True)
    person(c, 1250, 975, 1.6, RED, back=True)
    for x in (80, 1520):
        c.polygon([(x - 44, 700), (x + 44, 700), (x + 32, 800), (x - 32, 800)], "#b5643c")
        for k in range(7):
            angle = pi * (0.15 + 0.7 * k / 6)
            tip = (x + 120 * cos(angle), 690 - 170 * sin(angle))
            c.polygon([(x - 10, 702), tip, (x + 12, 702)], LEAF if k % 2 else MOSS)


def archive(c: Canvas) -> None:
    """Shelves of the historical archives."""
    c.gradient("#16324a", "#29506e", 0, 760)
    c.gradient("#8a6a4a", "#5f4630", 760, 900)
    colours = (BLUE, RED, GOLD, GREEN, "#3f86bd", "#c9b48a", LEAF, "#93181f")
    for bay in range(3):
        left = 60 + bay * 505
        c.rect(left, 90, 470, 690, DARK_WOOD, 6)
        for row in range(4):
            top = 112 + row * 166
            c.rect(left + 18, top, 434, 146, "#4a3120")
            x, k = left + 24.0, bay * 5 + row * 3
            while x < left + 400:
                wide = 26 + (k * 7) % 22
                tall = 108 + (k * 13) % 30
                c.rect(x, top + 146 - tall, wide, tall, colours[(k * 5 + row) % 8], 3)
                c.rect(x + 5, top + 146 - tall * 0.72, wide - 10, 22, CREAM, 2)
                x, k = x + wide + 3, k + 1
            c.rect(left, top + 146, 470, 20, WOOD)
    for x in (300, 800, 1300):
        c.polygon([(x - 40, 66), (x + 40, 66), (x + 250, 760), (x - 250, 760)], "#ffe9b022")
        c.line([(x, 0), (x, 30)], GREY, 5)
        c.polygon([(x - 52, 68), (x - 24, 26), (x + 24, 26), (x + 52, 68)], GOLD)
    for offset in (0, 96):
        c.line([(1120 + offset, 850), (1210 + offset, 120)], WOOD, 16)
    for k in range(9):
        c.line([(1128 + k * 9.6, 790 - k * 78), (1224 + k * 9.6, 790 - k * 78)], WOOD, 13)
    c.rect(240, 690, 330, 26, WOOD, 6)
    c.rect(262, 716, 22, 140, DARK_WOOD)
    c.rect(526, 716, 22, 140, DARK_WOOD)
    c.polygon([(330, 690), (405, 668), (405, 690)], WHITE)
    c.polygon([(405, 690), (405, 668), (480, 690)], CREAM)


def meeting(c: Canvas) -> None:
    """People meeting around a table."""
    c.gradient("#fbf4e4", "#efe2c6", 0, 640)
    c.rect(0, 640, WIDTH, 260, "#c79a6b")
    c.rect(520, 70, 560, 300, WHITE, 8)
    c.rect(536, 86, 528, 268, SKY)
    c.circle(940, 160, 34, "#ffd98a")
    c.polygon([(536, 354), (536, 270), (660, 180), (780, 290), (890, 210), (1064, 310), (1064, 354)], GREEN)
    c.polygon([(536, 354), (536, 320), (740, 290), (1064, 340), (1064, 354)], LIME)
    c.rect(794, 86, 12, 268, WHITE)
    c.rect(210, 110, 190, 240, BLUE, 10)
    c.polygon(star(305, 226, 62), GOLD)
    c.rect(1200, 110, 190, 240, RED, 10)
    for k in range(4):
        c.rect(1228, 150 + k * 46, 134 - 22 * (k % 2), 16, CREAM, 8)
    for x, shirt in ((330, GREEN), (565, WHITE), (800, BLUE), (1035, GOLD), (1270, "#3f86bd")):
        person(c, x, 610, 1.2, shirt)
    c.circle(800, 690, 690, DARK_WOOD, 150)
    c.circle(800, 672, 690, WOOD, 146)
    for x, y in ((420, 640), (700, 610), (960, 620), (1180, 650)):
        c.polygon([(x, y), (x + 96, y - 8), (x + 116, y + 32), (x + 12, y + 42)], WHITE)
    for x, y in ((580, 652), (860, 660), (1090, 610)):
        c.circle(x, y, 24, WHITE, 15)
        c.circle(x, y - 3, 18, "#8a6a2f", 10)
    person(c, 470, 980, 1.6, RED, back=True)
    person(c, 800, 1000, 1.6, "#5a6f80", back=True, hat=True)
    person(c, 1130, 980, 1.6, MOSS, back=True)


def rice_fields(c: Canvas) -> None:
    """Ripe rice fields with a house and areca palms."""
    c.gradient("#79b8e0", "#fdf1d2", 0, 470)
    sun(c, 320, 200, 54)
    cloud(c, 780, 130, 1.1)
    cloud(c, 1290, 190, 0.8)
    ridge(c, 500, 260, 0.9, "#86b0c8")
    ridge(c, 520, 150, 2.7, "#4d8f7c")
    c.rect(0, 480, WIDTH, 420, GREEN)
    bands = ("#c9c25c", GOLD, LIME, "#e3b95b", LEAF, GOLD, "#b7b14a", "#e8c46c")
    for k, fill in enumerate(bands):
        if k == 5:
            for x, feet, s, shirt in ((430, 728, 0.75, BLUE), (650, 745, 0.6, RED), (850, 765, 0.8, DEEP)):
                person(c, x, feet, s, shirt, back=True, hat=True)
        y, lift = 490 + k * k * 6.2 + k * 14, 20 + 6 * k
        top = [(x, y + lift * sin(x / 330 + k * 0.9)) for x in range(0, WIDTH + 1, 10)]
        c.polygon([(0, HEIGHT), *[(x, v - 5 - k) for x, v in top], (WIDTH, HEIGHT)], MOSS)
        c.polygon([(0, HEIGHT), *top, (WIDTH, HEIGHT)], fill)
    for x, s in ((1110, 0.9), (1165, 1.05), (1475, 1.0), (1530, 0.85)):
        palm(c, x, 590, s)
    c.rect(1210, 490, 230, 100, CREAM)
    c.polygon([(1180, 494), (1235, 410), (1415, 410), (1470, 494)], RED)
    c.rect(1300, 520, 52, 70, DARK_WOOD)
    for x in (1236, 1378):
        c.rect(x, 518, 40, 36, BLUE, 3)
    for k in range(260):
        x, y = (k * 137) % WIDTH, 730 + (k * 71) % 180
        c.line([(x, y), (x + 7, y - 34)], "#a9822b", 3)
        c.circle(x + 9, y - 38, 4, "#f0d48a", 10)


SCENES: dict[str, Callable[[Canvas], None]] = {
    "river": river,
    "building": building,
    "one-stop-desk": one_stop_desk,
    "archive": archive,
    "meeting": meeting,
    "rice-fields": rice_fields,
}


def draw(name: str, size: tuple[int, int] = (WIDTH, HEIGHT)) -> Image.Image:
    """Return the RGB picture of that name, in pixels of `size`; `KeyError` for an unknown name."""
    canvas = Canvas(size)
    SCENES[name](canvas)
    return canvas.finished()
