"""The characters that the network can write, and how a text is brought to them."""
import unicodedata

LETTERS = (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "ÀÁÂÃÄÅĀĂĄÆÇĆĈČĊÐĎĐÈÉÊËĒĖĘĚĞĢĠÌÍÎÏĪĮĶŁĹĻĽÑŃŅŇÒÓÔÕÖØŌŐŒŔŘŚŞŠȘŢŤȚÙÚÛÜŪŮŰŲŴÝŸŶŹŻŽÞ")
# The four without a simple twin of the other case are added by hand.
LETTERS += LETTERS.lower() + "İıßẞ"
MARKS = " 0123456789.,;:!?¡¿…'\"„«»‹›-–()[]{}<>/\\|&@#%*+=~_^°$€£§©®™•·²³ªº"

CHARACTERS = "".join(sorted(set(LETTERS + MARKS)))
"""Class 0 of the network is CTC's blank, class n is CHARACTERS[n - 1]."""

INDEX = {c: i + 1 for i, c in enumerate(CHARACTERS)}

# Marks that letterers draw alike share a class: which one is meant cannot be seen on a line alone.
SAME = str.maketrans({
    "’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "“": '"', "”": '"', "‟": '"', "‚": ",",
    "—": "–", "−": "-", "‑": "-", "‐": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " "})


def label(text):
    """The text as the network is to write it: NFC, marks that look alike as one, three dots as one character."""
    return unicodedata.normalize("NFC", text).translate(SAME).replace("...", "…")


def encode(text):
    """Class numbers of a label; characters outside the alphabet raise KeyError."""
    return [INDEX[c] for c in text]


def greedy(classes):
    """The text of one line's best classes per column: repeats joined, blanks dropped."""
    out, last = [], 0
    for k in classes:
        if k != last and k:
            out.append(CHARACTERS[k - 1])
        last = k
    return "".join(out)
