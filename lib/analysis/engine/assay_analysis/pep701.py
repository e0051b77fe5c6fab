"""Lets a Python before 3.12 read f-strings of today (PEP 701): quotes of the string around and backslashes inside of fields.

Text inside of a field is rewritten to what an older parser takes, sign for sign, so that every place stays where it was;
after parsing, the literals get their real values back.
"""

import ast
import sys

# Signs that an older parser refuses within a field, and what stands for them until the tree is there.
STAND_INS = {"#": "\x01", '"': "\x02", "'": "\x03", "\\": "\x04"}
REAL = {stand_in: sign for sign, stand_in in STAND_INS.items()}
PREFIX_SIGNS = set("rRbBuUfF")


def is_needed():
    return sys.version_info < (3, 12)


def rewrite(source):
    """The source with the same length that older parsers accept, or None: nothing to rewrite, or no way to."""
    try:
        text = Scanner(source).run()
    except (IndexError, Unreadable):
        return None
    return text if text != source else None


def restore(tree):
    """Gives the tree's literals the text that stood in the source."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and any(sign in node.value for sign in REAL):
            raw = "".join(REAL.get(sign, sign) for sign in node.value)
            quote = "'''" if not raw.endswith("'") else '"""'
            try:
                node.value = ast.literal_eval(f"{quote}{raw}{quote}")
            except (SyntaxError, ValueError):
                node.value = raw
    return tree


class Unreadable(Exception):
    """Strings do not end where they should, or nest more deeply than quotes can tell apart."""


class Scanner:
    def __init__(self, source):
        self.source, self.place, self.parts = source, 0, []

    def take(self, count=1):
        taken = self.source[self.place : self.place + count]
        if not taken:
            raise Unreadable
        self.place += count
        self.parts.append(taken)

    def put(self, text):
        self.place += len(text)
        self.parts.append(text)

    def run(self):
        while self.place < len(self.source):
            self.code_sign([])
        return "".join(self.parts)

    def code_sign(self, outer):
        """One sign of code, or one string; `outer`: quote signs of the strings around."""
        sign = self.source[self.place]
        if sign in "'\"":
            self.string(outer)
        elif sign == "#":
            while self.place < len(self.source) and self.source[self.place] != "\n":
                self.take()
        else:
            self.take()

    def prefix(self):
        """Letters right before the quote."""
        start = self.place
        while start > 0 and self.source[start - 1] in PREFIX_SIGNS:
            start -= 1
        before = self.source[start - 1] if start > 0 else " "
        letters = self.source[start : self.place].lower()
        return "" if before.isalnum() or before == "_" or len(letters) > 2 else letters

    def string(self, outer):
        kind, sign = self.prefix(), self.source[self.place]
        quote = sign * 3 if self.source.startswith(sign * 3, self.place) else sign
        written = quote
        if outer and sign in outer:
            free = [other for other in "'\"" if other not in outer]
            if not free:
                raise Unreadable
            written = free[0] * len(quote)
        self.put(written)
        formatted = "f" in kind
        while not self.source.startswith(quote, self.place):
            self.text_sign(kind, formatted, outer, written[0])
        self.put(written)

    def text_sign(self, kind, formatted, outer, quote):
        sign = self.source[self.place]
        if formatted and sign in "{}":
            if self.source.startswith(sign * 2, self.place):
                self.take(2)
            elif sign == "{":
                self.field([*outer, quote])
            else:
                self.take()
        elif sign == "\\" and "r" not in kind:
            if not outer:
                self.take(2)
                return
            for _ in range(2):
                self.put(STAND_INS.get(self.source[self.place], self.source[self.place]))
        elif outer and sign in STAND_INS:
            self.put(STAND_INS[sign])
        else:
            self.take()

    def field(self, outer):
        """One `{…}`; a format after its colon is text again."""
        self.take()
        depth = 0
        while True:
            sign = self.source[self.place]
            if sign == "}" and depth == 0:
                break
            if sign in "([{":
                depth += 1
            elif sign in ")]}":
                depth -= 1
            elif sign == ":" and depth == 0:
                while self.source[self.place] != "}":
                    if self.source[self.place] == "{":
                        self.field(outer)
                    else:
                        self.take()
                break
            self.code_sign(outer)
        self.take()
