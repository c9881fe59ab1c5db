"""Puts lettering on paper as pages do: balloons and their edges, art, screens, neighbouring lines, scans; and crops it."""
import io

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from alphabet import label
from lettering import faces, fit, letter, mask

HEIGHT = 32
"""Height of a line picture in pixels; the network's input."""
STRIDE = 4
"""Columns of the picture for one column of the network's output."""
WIDEST = 560


def paper(size, rng, tone, ink):
    """The ground under the letters, as an image in gray."""
    w, h = size
    kind = rng.choices(("flat", "noise", "gradient", "screen", "art"), (50, 18, 10, 6, 16))[0]
    if kind == "art":
        return art(size, rng, tone, ink)
    if kind == "flat":
        return Image.new("L", size, tone)
    a = np.full((h, w), float(tone), "float32")
    noise = np.random.RandomState(rng.randrange(1 << 30))
    if kind == "noise":
        cell = rng.choice([1, 1, 2, 4])
        n = noise.normal(0, rng.uniform(2, 16), (h // cell + 1, w // cell + 1)).astype("float32")
        a += np.kron(n, np.ones((cell, cell), "float32"))[:h, :w]
    elif kind == "gradient":
        a += np.linspace(-1, 1, w, dtype="float32")[None] * rng.uniform(-35, 35)
        a += np.linspace(-1, 1, h, dtype="float32")[:, None] * rng.uniform(-25, 25)
    else:  # dots of a printed screen
        f, g = rng.uniform(.5, 1.6), rng.uniform(.3, 1)
        dots = np.sin(np.arange(w) * f)[None] * np.sin(np.arange(h) * f)[:, None] > g - .5
        a[dots] += (ink - tone) * rng.uniform(.1, .4)
    return Image.fromarray(a.clip(0, 255).astype("uint8"))


def art(size, rng, tone, ink):
    """Shapes in grays nearer to the paper than to the ink, so that the letters can still be read."""
    image = Image.new("L", size, tone)
    draw = ImageDraw.Draw(image)
    w, h = size
    for _ in range(rng.randint(2, 9)):
        fill = int(tone + (ink - tone) * rng.uniform(-.2, .55))
        box = [rng.randint(-w // 4, w), rng.randint(-h, h)]
        box += [box[0] + rng.randint(4, w), box[1] + rng.randint(3, 2 * h)]
        shape = rng.random()
        if shape < .35:
            draw.line(box, fill=fill, width=rng.randint(1, 5))
        elif shape < .65:
            draw.ellipse(box, fill=fill if rng.random() < .5 else None, outline=fill, width=rng.randint(1, 4))
        else:
            draw.polygon([rng.randint(0, w) if i % 2 == 0 else rng.randint(-h // 2, h + h // 2) for i in range(6)],
                         fill=fill)
    return image.filter(ImageFilter.GaussianBlur(rng.uniform(.5, 3))) if rng.random() < .4 else image


def edges(image, box, rng, ink):
    """A balloon's or panel's edge near the text box: an outline, and other tones beyond it."""
    w, h = image.size
    left, top, right, bottom = box
    high = bottom - top
    beyond = art((w, h), rng, rng.randint(40, 235), ink)
    inside = Image.new("L", (w, h))
    draw = ImageDraw.Draw(inside)
    gaps = [rng.uniform(.02, .5) * high if rng.random() < .6 else 4 * high for _ in range(4)]
    shape = (left - gaps[0], top - gaps[1] - rng.uniform(0, 2) * high, right + gaps[2],
             bottom + gaps[3] + rng.uniform(0, 2) * high)
    line, radius = rng.randint(1, 4), int(rng.uniform(0, 1.4) * high)
    draw.rounded_rectangle(shape, radius, fill=255)
    out = Image.composite(image, beyond, inside)
    if rng.random() < .85:
        ImageDraw.Draw(out).rounded_rectangle(shape, radius, outline=ink, width=line)
    return out


def drawing(size, rng, tone, ink):
    """Strokes of the ink itself that are no letters: hatching, folds, leaves, scribbles, frames."""
    image = paper(size, rng, tone, ink) if rng.random() < .5 else art(size, rng, tone, ink)
    draw = ImageDraw.Draw(image)
    w, h = size
    for _ in range(rng.randint(1, 4)):
        fill = int(tone + (ink - tone) * rng.uniform(.4, 1))
        width, kind = rng.randint(1, 4), rng.choice(("hatching", "fold", "leaves", "scribble", "frame"))
        if kind == "hatching":
            x, end, step = rng.uniform(-h, w), rng.uniform(.2, 1) * w, rng.uniform(3, 14)
            lean, top, bottom = rng.gauss(0, .6) * h, rng.uniform(-.2, .5) * h, rng.uniform(.5, 1.2) * h
            while x < end:
                draw.line((x, top + rng.gauss(0, 2), x + lean, bottom + rng.gauss(0, 2)), fill=fill, width=width)
                x += step * rng.uniform(.6, 1.6)
        elif kind == "fold":
            x, y, points = rng.uniform(0, w), rng.uniform(0, h), []
            dx, dy = rng.gauss(0, h / 6), rng.gauss(0, h / 8)
            for _ in range(rng.randint(4, 14)):
                points.append((x, y))
                x, y, dx, dy = x + dx, y + dy, dx + rng.gauss(0, h / 14), dy + rng.gauss(0, h / 14)
            draw.line(points, fill=fill, width=width, joint="curve")
        elif kind == "leaves":
            for _ in range(rng.randint(3, 25)):
                x, y, r = rng.uniform(0, w), rng.uniform(0, h), rng.uniform(.05, .35) * h
                start, arc = rng.uniform(0, 360), rng.uniform(60, 360)
                draw.arc((x - r, y - r * rng.uniform(.3, 1), x + r, y + r), start, start + arc, fill=fill, width=width)
        elif kind == "scribble":
            x, y = rng.uniform(0, w), rng.uniform(0, h)
            for _ in range(rng.randint(3, 20)):
                to = x + rng.gauss(0, h / 3), y + rng.gauss(0, h / 3)
                draw.line((x, y, *to), fill=fill, width=width)
                x, y = to
        else:
            x, y = rng.uniform(-.2, 1) * w, rng.uniform(-.5, 1) * h
            draw.rounded_rectangle((x, y, x + rng.uniform(.1, 1.5) * w, y + rng.uniform(.3, 2) * h),
                                   int(rng.uniform(0, .5) * h), outline=fill, width=width,
                                   fill=fill if rng.random() < .15 else None)
    return image


def to_height(image, width=None):
    """Gray levels of a line at the network's height, uint8 HEIGHT x width; the width follows the height by default."""
    width = width or max(16, min(WIDEST, round(image.size[0] * HEIGHT / image.size[1])))
    return np.asarray(image.resize((width, HEIGHT), Image.BILINEAR))


class Lines:
    """Draws line pictures of the faces of one use. One Random decides everything: the same seed, the same lines."""

    def __init__(self, use, text, art=0.0):
        """use: 'train' or 'test' (column of fonts.tsv); text: a Text; art: share of pictures that hold no lettering."""
        self.faces, self.shares = faces(use)
        self.text, self.art = text, art

    def draw(self, rng, large=False):
        """One line: (uint8 array HEIGHT x width, label). Retries until the label fits into the width.

        large: the image as it was before it got the network's height, for other readers.
        """
        if self.art and rng.random() < self.art:
            image, width = self._nothing(rng)
            return (image if large else to_height(image, width)), ""
        while True:
            face = rng.choices(self.faces, self.shares)[0]
            text = fit(face, self.text.sample(rng), rng)
            if text is None:
                continue
            truth = label(text)
            image, width = self._picture(face, text, rng)
            columns = -(-width // STRIDE)
            if columns >= len(truth) + sum(a == b for a, b in zip(truth, truth[1:])) + 1:
                return (image if large else to_height(image, width)), truth

    def _picture(self, face, text, rng):
        layers = letter(face, text, rng)
        w, h = layers[0][0].size
        box = list(layers[0][0].point(lambda v: 255 if v > 60 else 0).getbbox() or (0, 0, w, h))
        ink, tone = rng.randint(0, 80), rng.randint(150, 255)
        if rng.random() < .5:
            ink, tone = rng.randint(0, 30), rng.randint(235, 255)
        if tone - ink < 90:
            ink = max(0, tone - 90)
        image = paper((w, h), rng, tone, ink)
        if rng.random() < .3:
            image = edges(image, box, rng, ink)
        if rng.random() < .22:
            self._neighbour(image, face, box, rng, ink)
        for m, role in layers:
            colour = ink
            if role == "shade":
                colour = (ink + tone) // 2
            elif role == "ink" and len(layers) > 1 and layers[0][1] == "rim":
                colour = tone if rng.random() < .6 else rng.randint(min(255, ink + 90), 255)
            image.paste(colour, (0, 0), m)
        if rng.random() < .15:
            image = image.point(lambda v: 255 - v)
        return self._scan(self._crop(image, box, len(text), rng), rng)

    def _nothing(self, rng):
        """What the detector takes for a line and is none; the network is to write nothing there."""
        h = rng.randint(24, 60)
        size = int(h * rng.choice([1, 1.5, 2, 3, 5, 8]) * rng.uniform(.8, 1.4)), h
        ink, tone = rng.randint(0, 90), rng.randint(140, 255)
        image = drawing(size, rng, tone, ink)
        if rng.random() < .15:  # the feet or heads of a line outside
            self._neighbour(image, rng.choices(self.faces, self.shares)[0], (0, int(h * .1), size[0], int(h * .9)), rng, ink)
        if rng.random() < .25:
            image = image.point(lambda v: 255 - v)
        return self._scan(image, rng)

    @staticmethod
    def _neighbour(image, face, box, rng, ink):
        """The feet of the line above or the heads of the line below, as close as balloons set them."""
        high = box[3] - box[1]
        other = mask(face.at(max(12, int(high * .8))), rng.choice(["Bdgp Tqy lej", "QÉHI KAPGJ", "NMW ADOS", "yes, jg"]),
                     rng)
        gap = int(rng.uniform(-.02, .2) * high)
        y = box[1] - gap - other.size[1] if rng.random() < .5 else box[3] + gap
        image.paste(ink, (box[0] + rng.randint(-20, max(1, (box[2] - box[0]) // 2)), y), other)

    @staticmethod
    def _crop(image, box, count, rng):
        """The detector's box: mostly some room, sometimes tight, sometimes into the first or last letter."""
        left, top, right, bottom = box
        high, letter_width = bottom - top, (right - left) / max(1, count)
        most = rng.choice([.08, .2, .4])
        top -= rng.uniform(-.05, most) * high
        bottom += rng.uniform(-.05, most) * high
        left -= rng.uniform(0, .5) * high if rng.random() > .07 else -rng.uniform(.05, .3) * letter_width
        right += rng.uniform(0, .5) * high if rng.random() > .07 else -rng.uniform(.05, .3) * letter_width
        return image.crop((max(0, int(left)), max(0, int(top)), min(image.size[0], int(right) + 1),
                           min(image.size[1], int(bottom) + 1)))

    @staticmethod
    def _scan(image, rng):
        """Blur, small print, JPEG: (image, width that it shall have at the network's height)."""
        w, h = image.size
        if rng.random() < .2:
            image = image.filter(ImageFilter.GaussianBlur(rng.uniform(.4, 1.4)))
        if rng.random() < .28:  # small print, enlarged again
            small = rng.randint(10, 24)
            image = image.resize((max(8, w * small // h), small), Image.BILINEAR)
        if rng.random() < .35:
            buffer = io.BytesIO()
            image.save(buffer, "JPEG", quality=rng.randint(25, 92))
            image = Image.open(buffer)
        stretch = rng.uniform(.8, 1.3) if rng.random() < .4 else 1.0
        return image, max(16, min(WIDEST, round(w * HEIGHT / h * stretch)))
