"""How well lines are read: character error rate, and the share of lines that are wholly right."""
import random

import torch

from alphabet import greedy
from network import batch
from page import Lines
from text import Text


def held_out(count=300, languages=None, seed="held out"):
    """Lines in the fonts that are never trained on, the same at every call, drawn as the training's are."""
    rng, drawer = random.Random(seed), Lines("test", Text(languages))
    return [drawer.draw(rng) for _ in range(count)]


def read(model, pictures, size=25):
    """The texts of line pictures, greedy, in the given order."""
    texts = [""] * len(pictures)
    order = sorted(range(len(pictures)), key=lambda i: pictures[i].shape[1])
    with torch.no_grad():
        for k in range(0, len(order), size):
            part = order[k:k + size]
            x, columns = batch([pictures[i] for i in part])
            best = model(x).argmax(2)
            for i, row, n in zip(part, best, columns):
                texts[i] = greedy(row[:n].tolist())
    return texts


def distance(a, b):
    """Levenshtein distance of two texts."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a):
        new = [i + 1]
        for j, y in enumerate(b):
            new.append(min(row[j + 1] + 1, new[j] + 1, row[j] + (x != y)))
        row = new
    return row[-1]


def score(texts, truths):
    """(character error rate, share of lines right)."""
    wrong = sum(distance(a, b) for a, b in zip(texts, truths))
    return wrong / sum(map(len, truths)), sum(a == b for a, b in zip(texts, truths)) / len(truths)
