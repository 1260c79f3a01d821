"""The last span goes in: a neap tide, twenty to seven in the morning."""

from scenes.canvas import CREAM, INK, SIZE, STEEL, Canvas, hills, ripples

DECK, WATER = 430, 560


def draw_bridge(canvas: Canvas) -> None:
    """Draw the bridge with its last span hanging from the crane barge."""
    canvas.gradient(0, WATER, (126, 176, 204), (252, 222, 178))
    canvas.disc(1010, 418, 46, (255, 240, 206))
    hills(canvas, WATER, 120, (150, 168, 172), 0.4)
    hills(canvas, WATER, 64, (112, 138, 142), 2.2)
    canvas.gradient(WATER, SIZE[1], (138, 168, 174), (56, 92, 108))
    ripples(canvas, WATER + 8, SIZE[1], (178, 198, 196), 90, 1)
    for left, right in ((-10, 470), (760, 1210)):
        _approach(canvas, left, right)
    for x in (470, 742):
        _tower(canvas, x)
    _barge(canvas)
    _hanging_span(canvas)


def _approach(canvas: Canvas, left: float, right: float) -> None:
    """Draw a run of roadway on piers."""
    for x in range(int(left) + 110, int(right) - 40, 210):
        canvas.shape([(x, DECK), (x + 34, DECK), (x + 40, WATER + 22), (x - 6, WATER + 22)], (176, 172, 160))
        canvas.box(x + 20, DECK, x + 34, WATER + 20, (150, 148, 140))
        canvas.box(x - 4, WATER + 24, x + 38, WATER + 96, (104, 134, 142))
    canvas.box(left, DECK - 16, right, DECK + 12, STEEL)
    canvas.box(left, DECK + 12, right, DECK + 18, INK)
    canvas.line([(left, DECK - 36), (right, DECK - 36)], STEEL, 3)
    for x in range(int(left), int(right), 24):
        canvas.line([(x, DECK - 36), (x, DECK - 16)], STEEL, 2)


def _tower(canvas: Canvas, x: float) -> None:
    """Draw one lifting tower, cross-braced, on its pier."""
    canvas.shape(
        [(x - 10, DECK), (x + 38, DECK), (x + 48, WATER + 30), (x - 20, WATER + 30)],
        (190, 184, 170),
    )
    canvas.box(x - 16, WATER + 32, x + 44, WATER + 150, (104, 134, 142))
    for y in range(150, DECK - 10, 56):
        canvas.line([(x, y), (x + 28, y + 56)], STEEL, 4)
        canvas.line([(x + 28, y), (x, y + 56)], STEEL, 4)
    for edge in (x, x + 28):
        canvas.line([(edge, 140), (edge, DECK + 12)], INK, 7)
    canvas.box(x - 12, 124, x + 40, 144, INK)
    canvas.disc(x + 14, 118, 16, STEEL)


def _hanging_span(canvas: Canvas) -> None:
    """Draw the lifting span between the towers, a little above the road, in its slings."""
    left, right, top = 508, 734, 366
    for x in (left + 20, right - 20):
        canvas.line([(621, 214), (x, top)], INK, 2.5)
    canvas.box(left, top + 26, right, top + 48, (196, 84, 58))
    canvas.box(left, top, right, top + 6, (196, 84, 58))
    step = (right - left) / 6
    for i in range(6):
        foot = left + i * step
        brace = [(foot + 3, top + 28), (foot + step / 2, top + 3), (foot + step - 3, top + 28)]
        canvas.line(brace, (196, 84, 58), 5)


def _barge(canvas: Canvas) -> None:
    """Draw the crane barge below the gap."""
    canvas.line([(552, 602), (621, 104)], INK, 9)
    canvas.line([(600, 602), (621, 104)], INK, 6)
    for i in range(1, 11):
        share = i / 11
        canvas.line(
            [(552 + 69 * share, 602 - 498 * share), (600 + 21 * (share - 0.06), 602 - 498 * (share - 0.06))],
            INK,
            3,
        )
    canvas.line([(621, 104), (621, 214)], INK, 3)
    canvas.disc(621, 212, 8, (220, 170, 60))
    canvas.box(660, 556, 742, 604, CREAM)
    for x in (672, 696, 720):
        canvas.box(x, 568, x + 14, 582, STEEL)
    canvas.shape([(462, 602), (782, 602), (760, 650), (486, 650)], (52, 62, 78))
    canvas.box(464, 602, 780, 610, (220, 170, 60))
    canvas.shape([(490, 652), (756, 652), (720, 690), (530, 690)], (70, 100, 114))
