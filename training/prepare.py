"""Makes fonts and word lists ready: .build/training/fonts/*.ttf and words/*.txt, from what train.sh installed.

Fonts: the latin and latin-ext parts of a fontsource package become one TrueType file.
Words: npm lists and Debian's hunspell dictionaries (affixes expanded by unmunch), at most LIMIT words a language.
"""
import csv
import json
import pathlib
import subprocess
import sys
import unicodedata

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

HERE = pathlib.Path(__file__).parent
BUILD = HERE.parent / ".build" / "training"
LIMIT = 60_000


def rows(name):
    """The rows of one of the lists beside this file, as dictionaries."""
    with open(HERE / name, newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def add_glyphs(base, more):
    """Copies into base the characters that only the other part of the same family has."""
    cmap, glyphs = base.getBestCmap(), more.getGlyphSet()
    scale = base["head"].unitsPerEm / more["head"].unitsPerEm
    for code, name in more.getBestCmap().items():
        if code in cmap or scale != 1:
            continue
        recording, pen = DecomposingRecordingPen(glyphs), TTGlyphPen(None)
        glyphs[name].draw(recording)
        recording.replay(pen)
        new = f"ext{code:04X}"
        base.setGlyphOrder(base.getGlyphOrder() + [new])
        base["glyf"].glyphs[new] = pen.glyph()
        base["hmtx"][new] = more["hmtx"][name]
        for table in base["cmap"].tables:
            if table.isUnicode():
                table.cmap[code] = new


def fonts():
    """Writes one file a style: family-weight-style.ttf. Styles: 400 and 700, upright and italic, where there."""
    out = BUILD / "fonts"
    out.mkdir(parents=True, exist_ok=True)
    for row in rows("fonts.tsv"):
        family = row["family"]
        folder = BUILD / "node_modules" / "@fontsource" / family
        licence = json.loads((folder / "package.json").read_text())["license"]
        if licence != row["licence"]:
            sys.exit(f"{family}: licence {licence}, fonts.tsv says {row['licence']}")
        for latin in sorted((folder / "files").glob(f"{family}-latin-[47]00-*.woff")):
            target = out / latin.name.replace("-latin-", "-").replace(".woff", ".ttf")
            font = TTFont(latin)
            extra = latin.with_name(latin.name.replace("-latin-", "-latin-ext-"))
            if extra.exists() and "glyf" in font:
                add_glyphs(font, TTFont(extra))
            # Programs of the old glyphs know nothing of the new ones; at these sizes they change nothing.
            for table in ("fpgm", "prep", "cvt ", "hdmx", "VDMX", "LTSH", "DSIG", "GDEF", "GSUB", "gasp"):
                if table in font:
                    del font[table]
            font.flavor = None
            font.save(target)


def unmunched(name):
    """Every word form of a hunspell dictionary, thinned to about ten times LIMIT, in the dictionary's order."""
    base = f"/usr/share/hunspell/{name}"
    with open(base + ".aff", "rb") as file:
        sets = [line.split()[1].decode() for line in file if line.startswith(b"SET")]
    count = sum(1 for _ in open(base + ".dic", "rb"))
    command = ["unmunch", base + ".dic", base + ".aff"]
    total = int(subprocess.run(f"{' '.join(command)} 2>/dev/null | wc -l", shell=True, capture_output=True,
                               check=True).stdout)
    if total < count:  # the tool does not know this dictionary's flags: its stems must do
        command, total = ["cat", base + ".dic"], count
    step = max(1, total // (10 * LIMIT))
    thin = subprocess.run(f"{' '.join(command)} 2>/dev/null | awk 'NR % {step} == 0'", shell=True,
                          capture_output=True, check=True).stdout
    return [w.split("/")[0].split("\t")[0] for w in thin.decode(sets[0] if sets else "utf-8", "ignore").splitlines()]


def words():
    """Writes words/CODE.txt (any word) and words/CODE.common.txt (frequent words, npm stopwords-iso)."""
    out = BUILD / "words"
    out.mkdir(parents=True, exist_ok=True)
    common = json.loads((BUILD / "node_modules/stopwords-iso/stopwords-iso.json").read_text())
    for row in rows("words.tsv"):
        found = []
        for source in row["sources"].split():
            kind, name = source.split(":")
            found += (unmunched(name) if kind == "hunspell"
                      else json.loads((BUILD / "node_modules" / name / "index.json").read_text()))
        clean = sorted({unicodedata.normalize("NFC", w) for w in found
                        if 1 < len(w) < 18 and w.replace("-", "").isalpha() and w[0].isalpha()})
        clean = clean[::-(-len(clean) // LIMIT) or 1]
        (out / f"{row['code']}.txt").write_text("\n".join(clean))
        frequent = [w for w in common.get(row["code"], []) if all(c.isalpha() or c in "'’-" for c in w)]
        (out / f"{row['code']}.common.txt").write_text("\n".join(frequent))
        print(f"{row['code']}: {len(clean)} words, {len(frequent)} frequent", flush=True)


if __name__ == "__main__":
    fonts()
    words()
