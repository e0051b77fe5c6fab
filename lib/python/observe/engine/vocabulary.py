"""Plain data: example values by kind, and what parameter names usually mean.

General words of programming only; nothing here knows a particular library.
"""
from __future__ import annotations

import re

INTEGERS = (1, 0, 2, -1, 3, 5, 7, 10, 64, 100, 255, 1000, -7)
FLOATS = (1.0, 0.0, 0.5, -1.5, 3.14, 0.25, 100.0, 1e-9)
STRINGS = (
    'abc', '', 'a', 'Hello World', '  lead and trail  ', 'a,b,c', 'key=value', 'a/b/c.txt', '12', '-3.5', '1/3',
    'the quick brown fox jumps over the lazy dog', 'line one\nline two\n\n  line three\n', 'äöü €', 'snake_case_name',
    'camelCaseName', '<b class="x">&amp;&#65;</b><br/><!-- c -->', "it's \"quoted\" $x ${y} %s %(k)s {z}",
    '*.py', '[a-z]?*', '[!a]b', 'http://user:pw@example.com:80/p/a;x?q=1&r=2#f', 'mailto:x@y.org', 'x@example.com',
    '192.168.0.1', '10.0.0.0/8', '2001:db8::1', '::1', '{"a": [1, 2.5, null, "x"], "b": {"c": true}}', '[1, 2]',
    'def f(x):\n    return x + 1\n', '2024-02-29', '12:30:45', 'Mon, 29 Feb 2024 12:30:45 GMT', '%20a%2Bb+c', 'A=B; C=D',
    '[section]\nkey = value\n', 'r', 'w', 'utf-8', 'a\tb\x00', 'x' * 40, '(a (b c))', '/usr/lib/x.py', 'C:\\dir\\f.txt',
    '# comment\nx = 1  # more\n', "'single' \"double\" \\e", 'TRUE', 'yes', 'None', '0x1F', '1e5', '3 4 +', '--flag=1', 'sha256', 'md5', 'gzip',
    'class A(B):\n    """Doc."""\n    x = [1,\n         2]\n    def f(self, *a, k=None):\n        return f"{a!r}" if k else -1.5e3j\n',
    'import os\nfrom a.b import c as d\nfor i in x:\n\ty = i ** 2\n',
)
BYTES = (b'abc', b'', b'hello world\n', b'\x00\xff\x10\x80', b'YWJj', b'=41=42=\n', b'MFRGG===', b'616263',
         b'a b=3D_c\n', b'key: value\r\n\r\nbody', b'\x1f\x8b\x08\x00', bytes(range(40)))
CALLABLES = ('str', 'len', 'repr', '(lambda *args, **kwargs: None)', '(lambda *args, **kwargs: args[0] if args else 0)',
             '(lambda *args, **kwargs: True)', '(lambda *args, **kwargs: (yield 1))', 'sorted', 'operator.add', 'int', 'max')
TYPES = ('int', 'str', 'list', 'dict', 'ValueError', 'float')
OBJECTS = ('object()', '1j', 'slice(1, 3)', 'types.SimpleNamespace(a=1)', 'float("nan")', 'float("inf")', 'NotImplemented')
TREES = ("ast.parse('x = 1\\nif x:\\n    y = [i for i in f(x)]\\n')", "ast.parse('a + b * 2', mode='eval')",
         "ast.parse('def f(a, *b, c=1):\\n    return a\\nclass C(D):\\n    pass\\n')")
DATES = ('datetime.date(2024, 2, 29)', 'datetime.date(2020, 1, 31)', 'datetime.date(1999, 12, 31)')
DATETIMES = ('datetime.datetime(2024, 1, 2, 3, 4, 5)', 'datetime.datetime(2020, 1, 31, 12, 30)',
             'datetime.datetime(2024, 1, 2, 3, 4, 5, tzinfo=datetime.timezone.utc)')
TIMES = ('datetime.time(12, 30)', 'datetime.time(0, 0, 59, 5)')
TIMEDELTAS = ('datetime.timedelta(days=1)', 'datetime.timedelta(seconds=90)', 'datetime.timedelta(days=-2, hours=3)')
DECIMALS = ("decimal.Decimal('1.5')", "decimal.Decimal('0')", "decimal.Decimal('-2.25')", "decimal.Decimal('100')")
FRACTIONS = ('fractions.Fraction(1, 3)', 'fractions.Fraction(-7, 2)', 'fractions.Fraction(4)')
COMPLEXES = ('(1+2j)', '0j', '(-1.5+0j)')
PATHS = ("pathlib.PurePosixPath('a/b.txt')", "pathlib.Path('missing/file.py')")

CONSTANT_KINDS = {
    'callable': CALLABLES, 'type': TYPES, 'object': OBJECTS, 'tree': TREES, 'date': DATES, 'datetime': DATETIMES,
    'time': TIMES, 'timedelta': TIMEDELTAS, 'decimal': DECIMALS, 'fraction': FRACTIONS, 'complex': COMPLEXES,
    'path': PATHS, 'bool': ('True', 'False'), 'none': ('None',), 'exception': ("ValueError('bad value')", "KeyError('k')", "OSError(2, 'No such file', 'a.txt')",
                  "SyntaxError('bad', ('f.py', 1, 2, 'x = =\\n'))"),
    'uuid': ("uuid.UUID('12345678-1234-5678-1234-567812345678')",),
    'pattern': ("re.compile('[a-z]+')", "re.compile(r'(\\w+)\\s*=\\s*(\\w+)')"),
    'array': ("array.array('i', [1, 2, 3])", "memoryview(b'abcdef')"),
}

# Kinds tried when nothing at all is known about a value.
UNKNOWN = {'str': 3.0, 'int': 3.0, 'list': 2.0, 'none': 1.0, 'dict': 1.0, 'float': 1.0, 'bytes': 1.0, 'callable': 0.7,
           'tuple': 0.7, 'text_file': 0.4, 'object': 0.4, 'bool': 0.5, 'namespace': 0.5, 'set': 0.3, 'type': 0.3}


def _hint(pattern: str, *kinds: str):
    return re.compile(pattern), kinds


NAME_HINTS = (
    _hint(r'^readline$|^(read_?line|next_?line)$', 'readline'),
    _hint(r'(^|_)exc_type$|^(etype|typ|exc_class)$', 'type'),
    _hint(r'(^|_)(exc|err|error|exception|exc_value|exc_val|evalue)$', 'exception', 'str'),
    _hint(r'^(is|has|use|allow|should|can|with|no|do)_|^(flag|strict|verbose|reverse|quiet|recursive|force|enabled|debug'
          r'|quote|quotetabs|header|ignore_case|sort|keep|drop|inclusive)$', 'bool'),
    _hint(r'^(n|i|j|k|m|idx|index|count|num|size|width|height|length|depth|level|year|month|day|hour|minute|second|lo|hi'
          r'|start|stop|end|step|limit|indent|pos|offset|port|base|digits|bits|maxsplit|prefixlen|seed|timeout|lineno|row|col)$'
          r'|_(count|size|len|length|index|width|level|max|min|limit|num)$|^(max|min|num|n)_', 'int', 'int', 'float'),
    _hint(r'^(x|y|z|r|g|b|h|s|v|l|a|q|t|mu|sigma|alpha|beta|value|val|number|weight|rate|ratio|prob|p|amount|price|total'
          r'|other|left|right|first|second|obj|item|elem|element)$', 'int', 'float', 'str', 'list', 'bytes'),
    _hint(r'(^|_)(func|fn|function|callback|cb|pred|predicate|factory|hook|callable|handler|method|decorator|getter)s?$',
          'callable'),
    _hint(r'(^|_)(fp|file|stream|input|output|outfile|infile|fileobj|f|fh|stdout|stdin|fin|fout|reader|writer)$',
          'text_file', 'binary_file', 'str'),
    _hint(r'(^|_)(dir|folder|directory|root)$|dir$', 'folder', 'str'),
    _hint(r'^(f|file)\d$|(^|_)(path|filename|file_name|fname|pathname)s?$', 'str', 'file_path', 'path'),
    _hint(r'(^|_)(dict|mapping|map|kw|kwargs|headers|params|options|env|vars|config|attrs|attributes|context|d|data'
          r'|settings|metadata|payload)$', 'dict', 'list', 'str'),
    _hint(r'(^|_)(seq|sequence|list|iterable|items|values|xs|lst|arr|array|elements|args|argv|lines|rows|points|it'
          r'|iterables|heap|nodes|numbers|names|words|tokens|keys|columns|parts)s?$', 'list', 'list', 'tuple', 'iterator'),
    _hint(r'(^|_)(buf|bytes|blob|raw|packed|buffer|digest)$', 'bytes', 'str'),
    _hint(r'(^|_)(date|day)$', 'date', 'datetime'),
    _hint(r'(^|_)(datetime|dt|timestamp|when|now|time)$', 'datetime', 'int', 'float'),
    _hint(r'(^|_)(cls|klass|type|typ|tp|class)$', 'type', 'str'),
    _hint(r'(^|_)(node|tree|ast)$', 'tree', 'instance'),
    _hint(r'(text|string|str|line|name|word|msg|message|title|pattern|pat|path|url|uri|prefix|suffix|sep|delim|char|ch|key'
          r'|fmt|format|encoding|mode|query|host|addr|address|source|code|doc|label|token|html|xml|scheme|slug|lang|id'
          r'|content|body|tag|expr|version|email|domain|charset|locale|template|description)', 'str'),
)
