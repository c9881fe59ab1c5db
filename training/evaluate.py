"""Compares the exported model with Tesseract: python3 evaluate.py [LINES A SET]

French and English lines in fonts that were never trained on. Each reader gets the same picture, scaled to its own height
(Tesseract: 48 px and a white border, page segmentation mode 7, fra+eng, one thread; dark paper is inverted for it, as the
product does). Texts are compared after alphabet.label; case counts. Prints a TSV. The sets:
trained   everything that training lines can have
clean     black on white, upright, at 40 px
thin      clean with strokes of about one pixel
accents   clean capitals, only lines with accents
small     clean at 14 px
outline   hollow letters with a rim
"""
import os
import random
import subprocess
import sys
import tempfile

import numpy as np
import torch
from PIL import Image, ImageChops, ImageFilter, ImageOps

from alphabet import CHARACTERS, label
from export import run
from lettering import fit, mask
from measure import read, score
from page import STRIDE, Lines, to_height
from text import Text

SETS = ("trained", "clean", "thin", "accents", "small", "outline")


def clean(drawer, rng, kind):
    """A line of the plain sets: (image, label)."""
    while True:
        face = rng.choices(drawer.faces, drawer.shares)[0]
        text = fit(face, drawer.text.sample(rng), rng)
        if text is None or kind == "accents" and (text != text.upper() or "".join(filter(str.isalpha, text)).isascii()):
            continue
        font = face.at(14 if kind == "small" else 40)
        image = ImageOps.invert(mask(font, text, rng, pad=4))
        if kind == "thin":
            image = image.filter(ImageFilter.MaxFilter(3))
        elif kind == "outline":
            rim = ImageOps.invert(mask(font, text, rng, stroke=2, pad=2))
            image = ImageChops.add(rim.resize(image.size), ImageOps.invert(image))
        return image, label(text)


def tesseract(images):
    """The texts of the images, read in one process."""
    with tempfile.TemporaryDirectory() as folder:
        names = []
        for i, image in enumerate(images):
            gray = image.convert("L")
            if np.median(np.asarray(gray)) < 110:
                gray = ImageOps.invert(gray)
            gray = gray.resize((max(16, gray.size[0] * 48 // gray.size[1]), 48), Image.BICUBIC)
            names.append(f"{folder}/{i:04d}.png")
            ImageOps.expand(gray, 12, 255).save(names[-1])
        with open(f"{folder}/list.txt", "w") as file:
            file.write("\n".join(names))
        out = subprocess.run(["tesseract", f"{folder}/list.txt", "-", "-l", "fra+eng", "--psm", "7"], check=True,
                             capture_output=True, text=True, env={**os.environ, "OMP_THREAD_LIMIT": "1"}).stdout
    return [label(" ".join(t.split())) for t in out.split("\f")[:len(images)]]


def model(x):
    """The scores of a batch, by model.onnx in ONNX Runtime."""
    shape = (x.shape[0], x.shape[3] // STRIDE, len(CHARACTERS) + 1)
    return torch.from_numpy(run(x.contiguous().numpy(), shape).copy())


def main(count):
    drawer = Lines("test", Text(["fr", "en"]))
    print("set\tlines\tcer\texact\ttesseract_cer\ttesseract_exact", flush=True)
    for name in SETS:
        rng = random.Random(f"evaluate {name}")
        lines = [drawer.draw(rng, large=True) if name == "trained" else clean(drawer, rng, name) for _ in range(count)]
        truths = [t for _, t in lines]
        ours = score(read(model, [to_height(i) for i, _ in lines]), truths)
        other = score(tesseract([i for i, _ in lines]), truths)
        print(f"{name}\t{count}\t{ours[0]:.4f}\t{ours[1]:.4f}\t{other[0]:.4f}\t{other[1]:.4f}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
