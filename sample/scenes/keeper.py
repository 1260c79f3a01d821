"""The portrait: she did not face the camera."""

from scenes.canvas import CREAM, SIZE, Canvas, Colour, curve


def draw_keeper(canvas: Canvas) -> None:
    """Draw an old woman in profile against her kitchen window."""
    canvas.box(0, 0, *SIZE, (70, 58, 54))
    canvas.box(0, 620, SIZE[0], SIZE[1], (52, 42, 42))
    _window(canvas)
    _sitter(canvas)
    _sill(canvas)


def _window(canvas: Canvas) -> None:
    """Draw the window, the sea in it and the light on its rock."""
    canvas.box(250, 60, 1080, 640, (226, 214, 192))
    canvas.box(274, 84, 1056, 616, (190, 214, 218))
    canvas.box(274, 400, 1056, 616, (112, 152, 162))
    for i in range(9):
        y = 420 + 21 * i
        canvas.line([(300 + 61 * (i % 4), y), (420 + 61 * (i % 4) + 9 * i, y)], (150, 184, 188), 2)
        canvas.line([(800 - 47 * (i % 3), y + 9), (900 - 47 * (i % 3) + 9 * i, y + 9)], (150, 184, 188), 2)
    canvas.shape([(856, 402), (890, 376), (944, 372), (986, 402)], (72, 84, 92))
    canvas.shape([(906, 376), (911, 300), (929, 300), (934, 376)], CREAM)
    canvas.box(908, 324, 932, 344, (188, 78, 60))
    canvas.box(911, 284, 929, 300, (255, 238, 176))
    canvas.shape([(905, 284), (920, 268), (935, 284)], (188, 78, 60))
    canvas.box(790, 84, 806, 616, (226, 214, 192))
    canvas.box(274, 232, 1056, 244, (226, 214, 192))


def _sitter(canvas: Canvas) -> None:
    """Draw the head, bun and shoulders as one dark shape with a lit collar."""
    dark: Colour = (34, 34, 46)
    canvas.shape(curve((372, 300), (400, 250), (440, 268), (446, 316), (420, 346), (384, 338)), dark)
    canvas.shape(
        curve(
            (430, 250),
            (500, 208),
            (580, 224),
            (620, 280),
            (628, 326),
            (640, 352),
            (664, 392),
            (656, 404),
            (636, 408),
            (640, 424),
            (630, 436),
            (636, 452),
            (622, 468),
            (620, 492),
            (596, 506),
            (556, 500),
            (530, 520),
            (452, 470),
            (412, 380),
        ),
        dark,
    )
    canvas.shape([(446, 440), (560, 480), (562, 580), (432, 580)], dark)
    canvas.shape(
        curve((206, 830), (250, 640), (376, 552), (492, 546), (596, 556), (704, 636), (744, 830), (480, 860)),
        (58, 70, 92),
    )
    canvas.shape([(414, 548), (492, 612), (592, 552), (570, 524), (494, 552), (436, 524)], CREAM)


def _sill(canvas: Canvas) -> None:
    """Draw the things within her reach: a cup, a notebook and a pencil."""
    canvas.box(0, 724, SIZE[0], SIZE[1], (138, 96, 66))
    canvas.box(0, 724, SIZE[0], 732, (168, 122, 86))
    canvas.shape([(820, 744), (990, 744), (1016, 780), (832, 780)], CREAM)
    canvas.line([(908, 744), (922, 780)], (200, 186, 164), 2)
    for i in range(3):
        canvas.line([(842 + 3 * i, 752 + 9 * i), (898 + 4 * i, 752 + 9 * i)], (150, 150, 156), 1.5)
    canvas.line([(944, 772), (1010, 750)], (214, 160, 60), 4)
    canvas.shape([(736, 684), (800, 684), (792, 752), (744, 752)], (94, 130, 150))
    canvas.line([(800, 700), (820, 706), (814, 728), (796, 732)], (94, 130, 150), 6)
