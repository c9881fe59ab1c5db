"""Draws the words of a line: short runs of words of one language, as balloons have them."""
import re

from alphabet import INDEX, LETTERS, label
from prepare import BUILD, rows

SOUNDS = ("ah oh eh hé hein hm hmm pff aïe oups zut wow hey uh huh ouch yeah ach oj uff ha hi ho chut psst bof ouf mmh "
          "aah ooh wouah grr brr bah euh hop toc clac boum paf vlan crac plouf splash bang boom crash whack zap pow "
          "snif snap click thud gasp sigh bzzz vroum tchac ding dong").split()
ENDS = {"fr": [".", "…", "...", " !", " ?", "!", "?", " ?!", " !!", " :", ",", " ;", "-", "", "", ""],
        "es": [".", "…", "!", "?", "!!", ":", ",", "-", "", "", ""]}
OTHER_ENDS = [".", "…", "...", "!", "?", "?!", "!!", "!?", ":", ",", ";", "-", " –", "", "", ""]
QUOTES = {"fr": ["« {} »", "«{}»", "“{}”", "« {}", "{} »"], "de": ["„{}“", "»{}«", "„{}", "‚{}‘"],
          "pl": ["„{}”"], "cs": ["„{}“"], "hu": ["„{}”"], "ro": ["„{}”"], "sk": ["„{}“"], "hr": ["„{}“"],
          "es": ["«{}»", "“{}”"], "it": ["«{}»", "“{}”"], "pt": ["«{}»", "“{}”"]}
ELISIONS = {"fr": ["l'", "d'", "qu'", "j'", "n'", "s'", "m'", "t'", "c'"], "it": ["l'", "d'", "un'", "dell'", "c'"],
            "ca": ["l'", "d'", "s'", "n'"]}
OTHER_QUOTES = ["“{}”", "‘{}’", '"{}"', "“{}", "{}”"]


class Text:
    """Samples labels. The words come from prepare.py; a Random with a fixed seed gives the same lines again."""

    def __init__(self, only=None):
        """only: language codes to keep (the evaluation beside Tesseract uses its two), None for all."""
        self.languages = [r for r in rows("words.tsv") if only is None or r["code"] in only]
        self.shares = [float(r["share"]) for r in self.languages]
        self.words, self.common = {}, {}
        for row in self.languages:
            code = row["code"]
            self.words[code] = (BUILD / "words" / f"{code}.txt").read_text().split("\n")
            self.common[code] = (BUILD / "words" / f"{code}.common.txt").read_text().split("\n")

    def sample(self, rng, longest=36):
        """The text to draw, 1 to `longest` characters; its label is alphabet.label of it."""
        kind = rng.random()
        if kind < .04:
            text = self._jumble(rng)
        elif kind < .10:
            text = self._sound(rng)
        else:
            text = self._sentence(rng, longest)
        text = "".join(c for c in text[:longest].strip() if label(c) in INDEX or c == "…")
        return text if label(text).strip() else self.sample(rng, longest)

    def _sentence(self, rng, longest):
        code = rng.choices(self.languages, self.shares)[0]["code"]
        words = []
        for _ in range(rng.choices(range(1, 7), (16, 20, 24, 20, 12, 8))[0]):
            k = rng.random()
            word = (rng.choice(self.common[code]) if k < .45 and self.common[code] else
                    self._number(rng) if k > .975 else rng.choice(self.words[code]))
            if code in ELISIONS and word[:1] in "aeiouhéèêâà" and rng.random() < .4:
                word = rng.choice(ELISIONS[code]) + word
            elif code == "en" and rng.random() < .04:
                word += "'s"
            if rng.random() < .06:
                word = word[:1].upper() + word[1:]
            if words and len(" ".join(words)) + len(word) >= longest - 3:
                break
            words.append(word)
            if rng.random() < .07:
                words[-1] += rng.choice([",", ",", "…", "...", " –", "-", ":"])
        text = ("-" if rng.random() < .03 else " ").join(words)  # "a-true-witch": spoken in pieces
        text += rng.choice(ENDS.get(code, OTHER_ENDS)) if rng.random() < .6 else ""
        if code == "es" and text[-1] in "!?" and rng.random() < .8:
            text = {"!": "¡", "?": "¿"}[text[-1]] + text
        if rng.random() < .06:
            text = rng.choice(QUOTES.get(code, []) + OTHER_QUOTES).format(text)
        if rng.random() < .02:
            text = rng.choice(["(", "[", "*", "–", "- ", "… ", "..."]) + text + rng.choice([")", "]", "*", "", ""])
        if rng.random() < .7:
            text = text.replace("'", "’")
        return self._case(rng, text, code)

    @staticmethod
    def _case(rng, text, code):
        k = rng.random()
        if k < .62:
            text = text.replace("i", "İ").replace("ı", "I") if code == "tr" else text
            return text.replace("ß", "ẞ" if rng.random() < .3 else "ss").upper()
        if k < .82:
            return text[:1].upper() + text[1:]
        return text.title() if k > .97 else text

    @staticmethod
    def _number(rng):
        n = rng.choice([rng.randint(0, 20), rng.randint(0, 999), rng.randint(1800, 2100), rng.randint(0, 99999)])
        return rng.choice(["{}", "{}", "{}", "{}%", "{} €", "${}", "{}°", "#{}", "n°{}", "{},50", "{}:15", "{}.", "{}e",
                           "{}th", "{}h", "+{}", "{}/12", "& {}", "@{}", "©{}"]).format(n)

    @staticmethod
    def _sound(rng):
        word = rng.choice(SOUNDS)
        if rng.random() < .6:  # drawn out: "CRAAAAC"
            at = rng.randrange(len(word))
            word = word[:at] + word[at] * rng.randint(2, 5) + word[at + 1:]
        if rng.random() < .25:
            word = rng.choice([" ", "-", "… ", "! "]).join([word] * rng.randint(2, 3))
        word += rng.choice(["", "", "!", "!!", "!!!", "…", "...", "?", "?!", " !", " ?", "!?", "."])
        return word.upper() if rng.random() < .85 else word[:1].upper() + word[1:]

    @staticmethod
    def _jumble(rng):
        """Letters without a language, so that rare ones are seen too."""
        text = "".join(rng.choice(LETTERS) for _ in range(rng.randint(2, 9)))
        text = text.upper() if rng.random() < .6 else text
        return re.sub("SS", "ẞ", text) + rng.choice(["", "", *"!?.,;:&@#%*+=/|\\<>{}[]()_^~§©®™•·²³ªº¡¿‹›"])
