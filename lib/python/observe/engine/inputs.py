"""Makes argument expressions from profiles, and changes good ones a little."""
from __future__ import annotations

import random
from collections import Counter
from typing import Dict, List, Sequence, Tuple

from .mutate import Mutator
from .profile import INSTANCE, Profile
from .vocabulary import BYTES, CONSTANT_KINDS, FLOATS, INTEGERS, NAME_HINTS, STRINGS, UNKNOWN

MAX_DEPTH = 3
SEQUENCE_LENGTHS = (2, 1, 3, 0, 3, 4, 5)


class InputMaker:
    """Random, but only through its own generator: one seed gives one sequence of inputs."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.texts: List[str] = []
        self.byte_texts: List[bytes] = []
        self.numbers: List[float] = []
        self.instances: Dict[str, List[str]] = {}
        self.returned: Dict[str, List[str]] = {}
        self.no_profile = Profile()

    def focus(self, near: Sequence[object], far: Sequence[object], matching: Sequence[str]) -> None:
        """Use the constants of the code at hand; `matching` are strings its patterns accept."""
        strings = [word for word in near if isinstance(word, str)]
        distant = [word for word in far if isinstance(word, str) and word not in strings]
        self.texts = list(dict.fromkeys(list(matching) * 1 + strings[:40] + distant[:30]))
        self.byte_texts = [word for word in list(near) + list(far)[:40] if isinstance(word, bytes)]
        numbers = [word for word in near if isinstance(word, (int, float))]
        around = [step for word in numbers[:25] if isinstance(word, int) for step in (word, word + 1, word - 1)]
        self.numbers = list(dict.fromkeys(around + [word for word in numbers if isinstance(word, float)]))

    def pick(self, options: Sequence):
        """One of the options, earlier (simpler) ones more often."""
        return options[int(len(options) * self.rng.random() ** 1.7)]

    def expression(self, profile: Profile, depth: int = 0) -> Tuple[str, str]:
        """An expression for a value of this profile, and the kind that was chosen."""
        if profile.values and self.rng.random() < 0.4:
            options = list(profile.values)
            chosen = self.rng.choices(options, [profile.values[item] for item in options])[0]
            return chosen, 'value'
        kind = self.kind(profile.weights)
        return self.of_kind(kind, profile, depth), kind

    def kind(self, weights: Counter) -> str:
        total = sum(weights.values())
        doubt = max(0.35, 0.06 * total) if total < 4 else 0.02 * total
        unknown_total = sum(UNKNOWN.values())
        if not total or self.rng.random() * (total + doubt) < doubt:
            return self.rng.choices(list(UNKNOWN), [weight / unknown_total for weight in UNKNOWN.values()])[0]
        return self.rng.choices(list(weights), [max(weight, 0.01) for weight in weights.values()])[0]

    def of_kind(self, kind: str, profile: Profile, depth: int = 0) -> str:
        pool = self.returned.get(kind)
        if pool and self.rng.random() < 0.2:
            return self.rng.choice(pool)
        if kind.startswith(INSTANCE):
            made = self.instances.get(kind[len(INSTANCE):])
            return self.pick(made) if made else self.of_kind('mock', profile, depth)
        if kind in CONSTANT_KINDS:
            return self.pick(CONSTANT_KINDS[kind])
        maker = getattr(self, f'_{kind}', None)
        if maker is None:
            return self.of_kind(self.kind(Counter()), profile, depth + 1) if depth < MAX_DEPTH else 'None'
        return maker(profile, depth)

    def _int(self, profile: Profile, depth: int) -> str:
        whole = [number for number in self.numbers if isinstance(number, int)]
        if whole and self.rng.random() < 0.4:
            return repr(self.rng.choice(whole))
        return repr(self.pick(INTEGERS) if self.rng.random() < 0.9 else self.rng.randint(-50, 2100))

    def _float(self, profile: Profile, depth: int) -> str:
        real = [number for number in self.numbers if isinstance(number, float)]
        return repr(self.rng.choice(real) if real and self.rng.random() < 0.3 else self.pick(FLOATS))

    def text(self, profile: Profile) -> str:
        """A string: from the code at hand, of everyday kinds, or put together from pieces."""
        roll = self.rng.random()
        if profile.fragments and roll < 0.25:
            piece = self.rng.choice(profile.fragments)
            return self.rng.choice((piece, piece + 'abc', 'ab' + piece + 'cd', 'x' + piece, f'a{piece}b{piece}c'))
        if self.texts and roll < 0.55:
            made = self.rng.choice(self.texts)
            if self.rng.random() < 0.3:
                made += self.rng.choice(('', ' ', '\n', ',', ':')) + self.rng.choice(self.texts)
            return made
        if roll < 0.92:
            return self.pick(STRINGS)
        letters = 'abAB01 .,_-()[]{}<>"\'\\/%:;=#&\n' + ''.join(text for text in self.texts if len(text) == 1)
        return ''.join(self.rng.choice(letters) for _ in range(self.rng.randint(1, 10)))

    def _assembled(self, profile: Profile, kind: type):
        """A value with the expected pieces at their places, or None when there are none of this kind."""
        pieces = [(offset, piece) for offset, piece in profile.placed if isinstance(piece, kind)]
        if not pieces:
            return None
        filler = self.rng.choice(('\0', '\1', 'a', ' ', '0'))
        made = list(filler * self.rng.choice((4, 16, 32, 64)))
        ends = ''
        for offset, piece in pieces if self.rng.random() < 0.6 else self.rng.sample(pieces, min(2, len(pieces))):
            text = piece if isinstance(piece, str) else piece.decode('latin-1')
            if offset < 0:
                ends = text
            elif self.rng.random() < 0.85:
                made += filler * (offset + len(text) - len(made))
                made[offset:offset + len(text)] = text
        text = ''.join(made) + ends
        return text if kind is str else text.encode('latin-1')

    def _str(self, profile: Profile, depth: int) -> str:
        assembled = self._assembled(profile, str) if profile.placed and self.rng.random() < 0.4 else None
        if assembled is not None:
            return repr(assembled)
        if profile.lengths and self.rng.random() < 0.4:
            pattern = self.rng.choice(('0123456789abcdef', 'abcdefghij', self.text(profile) or 'x'))
            length = self.rng.choice(profile.lengths)
            return repr((pattern * (length // len(pattern) + 1))[:length])
        return repr(self.text(profile))

    def _bytes(self, profile: Profile, depth: int) -> str:
        assembled = self._assembled(profile, bytes) if profile.placed and self.rng.random() < 0.6 else None
        if assembled is not None:
            return repr(assembled)
        roll = self.rng.random()
        if profile.lengths and roll < 0.3:
            return repr(bytes(range(1, 250))[:self.rng.choice(profile.lengths)])
        if self.byte_texts and roll < 0.4:
            return repr(self.rng.choice(self.byte_texts))
        if roll < 0.7:
            return repr(self.pick(BYTES))
        made = repr(self.text(profile).encode('utf-8', 'replace'))
        return f'bytearray({made})' if roll > 0.97 else made

    def _elements(self, profile: Profile, depth: int) -> List[str]:
        if profile.items:
            return [self.expression(item, depth + 1)[0] for item in profile.items]
        count = self.rng.choice(SEQUENCE_LENGTHS)
        if profile.lengths and self.rng.random() < 0.5:
            count = min(12, self.rng.choice(profile.lengths))
        element = profile.element
        if element is None or (not element.weights and not element.values):
            kind = self.rng.choice(('int', 'str', 'str', 'float', 'tuple', 'list')) if depth < 2 else 'int'
            element = Profile().add(kind, 20)
        made = [self.expression(element, depth + 1)[0] for _ in range(count)]
        if made and self.rng.random() < 0.2:
            made.append(made[0])
        return made

    def _list(self, profile: Profile, depth: int) -> str:
        if depth > MAX_DEPTH:
            return '[]'
        return f'[{", ".join(self._elements(profile, depth))}]'

    def _tuple(self, profile: Profile, depth: int) -> str:
        made = self._elements(profile, depth) if depth <= MAX_DEPTH else []
        return f'({made[0]},)' if len(made) == 1 else f'({", ".join(made)})'

    def _set(self, profile: Profile, depth: int) -> str:
        simple = profile.element if profile.element and profile.element.weights else \
            Profile().add(self.rng.choice(('int', 'str')), 20)
        made = [self.expression(simple, MAX_DEPTH)[0] for _ in range(self.rng.choice((2, 0, 1, 3)))]
        made = [item for item in dict.fromkeys(made) if item[:1] not in '[{']
        return f'{{{", ".join(made)}}}' if made else 'set()'

    def _iterator(self, profile: Profile, depth: int) -> str:
        return f'iter({self._list(profile, depth)})'

    def _dict(self, profile: Profile, depth: int) -> str:
        if depth > MAX_DEPTH:
            return '{}'
        if profile.attributes and self.rng.random() < 0.7:
            chosen = [name for name in profile.attributes if self.rng.random() < 0.8 and name not in profile.called]
            if chosen:
                return '{' + ', '.join(f'{name!r}: {self._named(name, profile, depth)}' for name in chosen[:8]) + '}'
        key = profile.key or Profile(fragments=profile.fragments).add('str', 20)
        value = profile.element or Profile()
        made = {self.expression(key, MAX_DEPTH)[0]: self.expression(value, depth + 1)[0]
                for _ in range(self.rng.choice((1, 0, 2, 2, 3)))}
        return '{' + ', '.join(f'{name}: {item}' for name, item in made.items() if name[:1] not in '[{') + '}'

    def _named(self, name: str, profile: Profile, depth: int) -> str:
        """A value for an attribute or key, judging by its name."""
        known = profile.attributes.get(name)
        if known is not None and (known.weights or known.values):
            return self.expression(known, depth + 1)[0]
        guess = Profile()
        for pattern, kinds in NAME_HINTS:
            if pattern.search(name.lower()):
                for kind in kinds:
                    guess.add(kind, 4)
                break
        return self.expression(guess, depth + 1)[0]

    def _namespace(self, profile: Profile, depth: int) -> str:
        if depth > 2 or profile.called:
            return self._mock(profile, depth)
        names = [name for name in profile.attributes if name.isidentifier() and not name.startswith('__')]
        return f'types.SimpleNamespace({", ".join(f"{name}={self._named(name, profile, depth)}" for name in names[:10])})'

    def _mock(self, profile: Profile, depth: int) -> str:
        if depth > 2:
            return 'mock.MagicMock()'
        plain, results = [], []
        for name in list(profile.attributes)[:10]:
            if not name.isidentifier() or name.startswith('__') or self.rng.random() < 0.25:
                continue
            if name in profile.called:
                results.append(f"'{name}.return_value': {self._named(name, profile, depth)}")
            else:
                plain.append(f'{name}={self._named(name, profile, depth)}')
        return f'mock.MagicMock({", ".join(plain + ["**{" + ", ".join(results) + "}"] if results else plain)})'

    def _text_file(self, profile: Profile, depth: int) -> str:
        written = self.returned.get('str')
        if written and self.rng.random() < 0.2:
            return f'io.StringIO({self.rng.choice(written)})'
        return f'io.StringIO({self.text(profile)!r})'

    def _binary_file(self, profile: Profile, depth: int) -> str:
        written = self.returned.get('bytes')
        if written and self.rng.random() < 0.35:
            return f'io.BytesIO({self.rng.choice(written)})'
        return f'io.BytesIO({self._bytes(profile, depth)})'

    def _file_path(self, profile: Profile, depth: int) -> str:
        name = self.rng.choice(("'data.txt'", "'notes.txt'", "'module.py'", "'config.ini'", "'table.csv'"))
        roll = self.rng.random()
        if roll < 0.15:
            made = f'tmp_path / {name}'
        elif roll < 0.25:
            made = 'tmp_path'
        else:
            content = self._bytes(profile, depth) if roll > 0.9 else repr(self.text(profile))
            made = f'write_file(tmp_path / {name}, {content})'
        return f'str({made})' if self.rng.random() < 0.7 or '/' not in made else made

    def _folder(self, profile: Profile, depth: int) -> str:
        name = self.rng.choice(("'left'", "'right'", "'tree'"))
        inner = self.rng.choice(("'data.txt'", "'notes.txt'", "'module.py'", "'sub' / 'a.txt'"))
        if self.rng.random() < 0.25:
            return 'str(tmp_path)'
        depth_up = 'parent.parent' if '/' in inner else 'parent'
        return f'str(write_file(tmp_path / {name} / {inner}, {self.text(profile)!r}).{depth_up})'

    def _readline(self, profile: Profile, depth: int) -> str:
        stream = self._binary_file(profile, depth) if self.rng.random() < 0.5 else self._text_file(profile, depth)
        return f'{stream}.readline'

    def mutated(self, expression: str) -> str:
        """A neighbour of a literal expression; the expression itself when it is no literal."""
        return Mutator(self.rng, lambda: self.text(self.no_profile)).mutated(expression)
