"""Draws a text as ink: one or two masks (0 paper, 255 ink) in a font, with the shapes that lettering takes."""
import functools
import math

import numpy as np
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from alphabet import CHARACTERS, SAME
from prepare import BUILD, rows

SHARES = {"comic": 2.4, "hand": 1.2, "display": .7, "plain": .7}  # comic lettering is what the product reads

WANTED = set(CHARACTERS) | {chr(c) for c in SAME}


@functools.lru_cache(500)
def open_font(path, size):
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


class Face:
    """One style of a family: what it can draw, and whether its small letters are drawn as capitals."""

    def __init__(self, path, capitals_only):
        self.path, self.capitals_only = str(path), capitals_only
        cmap, font = TTFont(path, lazy=True).getBestCmap(), self.at(20)
        self.characters = {c for c in WANTED if ord(c) in cmap and (c == " " or font.getmask(c).getbbox())}

    def at(self, size):
        return open_font(self.path, size)


def faces(use):
    """The faces of the families that fonts.tsv marks with this use ('train' or 'test'), and their shares."""
    found, shares = [], []
    for row in rows("fonts.tsv"):
        if row["use"] == use:
            capitals = row["case"] == "capitals"
            styles = [Face(p, capitals) for p in sorted((BUILD / "fonts").glob(row["family"] + "-[47]00-*.ttf"))]
            found += styles
            shares += [SHARES[row["kind"]] / len(styles)] * len(styles)
    return found, shares


def fit(face, text, rng):
    """The text as this face can draw it, or None: a quote or dash that it lacks is replaced by its plain twin."""
    if face.capitals_only:
        text = text.replace("ß", "SS").upper()
    text = "".join(c if c in face.characters else c.translate(SAME) for c in text)
    if "…" in text and ("…" not in face.characters or rng.random() < .5):
        text = text.replace("…", "...")
    return text if all(c in face.characters for c in text) else None


def mask(font, text, rng, stroke=0, jitter=0.0, pad=0):
    """The text drawn on a canvas with `pad` pixels around it. jitter: wander of the baseline, in font sizes."""
    left, top, right, bottom = font.getbbox(text, stroke_width=stroke)
    shake = int(jitter * font.size * 3) + 1 if jitter else 0
    image = Image.new("L", (right - left + 2 * pad + (int(len(text) * .1 * font.size) if jitter else 0),
                            bottom - top + 2 * (pad + shake)))
    draw = ImageDraw.Draw(image)
    x, y = pad - left, pad + shake - top
    if not jitter:
        draw.text((x, y), text, font=font, fill=255, stroke_width=stroke)
        return image
    loose = rng.uniform(-.02, .1) * font.size
    for c in text:
        draw.text((x, y + max(-shake, min(shake, rng.gauss(0, jitter * font.size)))), c, font=font, fill=255,
                  stroke_width=stroke)
        x += font.getlength(c) + loose
    return image


def bend(images, rng, strength):
    """Shears and bends all images alike: slope, arc, wave. strength 0 to 1. Column slabs, moved up or down."""
    w, h = images[0].size
    shear = rng.gauss(0, .16) * strength
    slope = rng.gauss(0, .02) * strength * w
    arc = rng.gauss(0, .09) * strength * h if rng.random() < .5 else 0
    wave = rng.gauss(0, .035) * strength * h if rng.random() < .4 else 0
    phase, turns = rng.uniform(0, 6.3), rng.uniform(.5, 2.5)
    slabs = max(4, w // 40)

    def lift(x):
        t = x / w
        return slope * (t - .5) + arc * (4 * (t - .5) ** 2 - .5) + wave * math.sin(phase + turns * 6.3 * t)

    room = int(max(abs(lift(w * i / slabs)) for i in range(slabs + 1))) + 1
    side = int(abs(shear) * (h / 2 + room)) + 1
    out = (w + 2 * side, h + 2 * room)
    parts = []
    for i in range(slabs):
        a, b = out[0] * i // slabs, out[0] * (i + 1) // slabs
        quad = []
        for x, y in ((a, 0), (a, out[1]), (b, out[1]), (b, 0)):
            quad += [x - side + shear * (y - out[1] / 2), y - room + lift(x - side)]
        parts.append(((a, 0, b, out[1]), quad))
    return [i.transform(out, Image.MESH, parts, Image.BILINEAR) for i in images]


def wear(image, rng):
    """Strokes that break: ink lost in soft patches, as thin pens, scans and screens lose it."""
    w, h = image.size
    cell = rng.choice([2, 3, 5])
    noise = np.random.RandomState(rng.randrange(1 << 30)).rand(max(1, h // cell), max(1, w // cell))
    lost = Image.fromarray((noise < rng.uniform(.04, .22)).astype("uint8") * rng.randint(120, 255))
    return ImageChops.subtract(image, lost.resize((w, h), Image.BILINEAR))


def letter(face, text, rng):
    """Layers of ink, bottom first: [(mask, role)], role 'ink', 'rim' (around outlined letters) or 'shade'.

    All masks have one size; around the text there is room for the crop.
    """
    size = rng.choices((22, 28, 34, 42, 52), (2, 4, 4, 3, 1))[0]
    font = face.at(size)
    pad = size
    jitter = abs(rng.gauss(0, .035)) if rng.random() < .3 else 0.0
    style = rng.choices(("plain", "bold", "thin", "worn", "outline", "shade"), (54, 14, 12, 8, 9, 3))[0]
    stroke = {"bold": rng.randint(1, max(1, size // 22)), "outline": rng.randint(1, max(2, size // 12))}.get(style, 0)
    state = rng.getstate()
    base = mask(font, text, rng, stroke, jitter, pad)
    layers = [(base, "ink")]
    if style == "thin" and size >= 28:
        layers = [(ImageChops.lighter(base.filter(ImageFilter.MinFilter(3)), base.point(lambda v: v * 2 // 5)), "ink")]
    elif style == "worn":
        layers = [(wear(base, rng), "ink")]
    elif style == "outline":
        rng.setstate(state)
        inner = mask(font, text, rng, 0, jitter, pad + stroke)
        place = Image.new("L", base.size)
        place.paste(inner, ((base.size[0] - inner.size[0]) // 2, (base.size[1] - inner.size[1]) // 2))
        layers = [(base, "rim"), (place, "ink")]
    elif style == "shade":
        d = rng.randint(1, max(2, size // 10))
        layers = [(ImageChops.offset(base, d, d), "shade"), (base, "ink")]
    if rng.random() < .5:
        bent = bend([m for m, _ in layers], rng, rng.choice([.4, .7, 1, 1, 1.6]))
        layers = [(m, role) for m, (_, role) in zip(bent, layers)]
    return layers
