"""Line pictures drawn ahead of the training, in a process of their own: shard n is the same on every machine.

python3 shards.py FIRST AHEAD draws shards FIRST, FIRST+1, ... and waits while AHEAD of them lie unused.
The training deletes a shard that it has used. It ends when its parent has ended.
"""
import os
import random
import sys
import time

import numpy as np

from page import Lines
from prepare import BUILD
from text import Text

LINES = 2048
"""Lines in a shard."""
ART = .08
"""Share of the pictures that hold no lettering, label ""."""
FOLDER = BUILD / "shards"


def path(number):
    return FOLDER / f"{number:06d}.npz"


def save(number, lines):
    """One row of gray levels, the widths, and the labels joined by newlines."""
    pictures, labels = zip(*lines)
    temporary = FOLDER / f"{number:06d}.part.npz"
    np.savez(temporary, gray=np.concatenate(pictures, axis=1), widths=[p.shape[1] for p in pictures],
             labels=np.array("\n".join(labels)))
    os.replace(temporary, path(number))


def load(number):
    """The (picture, label) pairs of a shard; waits until it is drawn."""
    while not path(number).exists():
        time.sleep(.5)
    with np.load(path(number)) as shard:
        cuts = np.cumsum(shard["widths"])[:-1]
        return list(zip(np.split(shard["gray"], cuts, axis=1), str(shard["labels"]).split("\n")))


def main(first, ahead):
    FOLDER.mkdir(parents=True, exist_ok=True)
    parent, drawer, number = os.getppid(), Lines("train", Text(), ART), first
    while os.getppid() == parent:
        if len(list(FOLDER.glob("??????.npz"))) >= ahead:
            time.sleep(1)
            continue
        if not path(number).exists():
            rng = random.Random(f"shard {number}")
            save(number, [drawer.draw(rng) for _ in range(LINES)])
        number += 1


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
