import { describe, expect, it } from 'vitest'
import { type AnalysisRequest, analyseSources } from './analyse-sources'

/** A page that reads `x` from the query string, does something with it, and runs `y` in a shell. */
const page = (body: string, after = '') =>
  `import base64, html, json, os, re, shlex
from flask import Flask, abort, request

app = Flask(__name__)
KNOWN = ("red", "green")
TABLE = {"red": "ls", "green": "df"}
${after}

@app.route("/page")
def page():
    x = request.args.get("x", "")
${body
  .trim()
  .split('\n')
  .map((line) => `    ${line}\n`)
  .join('')}    os.system("echo " + y)
    return {}
`

/** What happens on the way from `x` to `y`, and whether the shell then reads a stranger's words. */
const WAYS: [construct: string, harmful: string, harmless: string, definitions?: string][] = [
  ['assignment', 'y = x', 'y = "x"'],
  ['tuple', 'y, z = x, "a"', 'z, y = x, "a"'],
  ['starred', 'y, *z = [x, "a", "b"]', 'y, *z = ["a", x, "b"]'],
  ['walrus', 'z = (y := x)', 'z = (w := x)\ny = "a"'],
  ['augmented', 'y = "a"\ny += x', 'y = "a"\ny += "b"'],
  ['f-string', 'y = f"-{x}-"', 'y = f"-{len(x)}-"'],
  ['percent', 'y = "-%s-" % x', 'y = "-%d-" % len(x)'],
  ['format', 'y = "-{}-".format(x)', 'y = "-{}-".format("a")'],
  ['join', 'y = " ".join(["a", x])', 'y = " ".join(["a", "b"])'],
  ['constant branch', 'y = "a"\nif 7 * 6 == 42:\n    y = x', 'y = "a"\nif 7 * 6 > 42:\n    y = x'],
  ['constant text branch', 'y = x if "b" in "abc" else "a"', 'y = x if "d" in "abc" else "a"'],
  ['constant while', 'y = "a"\nwhile True:\n    y = x\n    break', 'y = "a"\nwhile False:\n    y = x'],
  [
    'unknown branch',
    'y = "a"\nif request.method == "POST":\n    y = x',
    'y = "a"\nif request.method == "POST":\n    y = "b"',
  ],
  ['unreachable', 'y = x', 'return {}\ny = x'],
  ['list index', 'z = ["a", x]\ny = z[1]', 'z = ["a", x]\ny = z[0]'],
  ['list from the end', 'z = ["a", x]\ny = z[-1]', 'z = ["a", x]\ny = z[-2]'],
  ['list after pop', 'z = ["a", x, "b"]\nz.pop(0)\ny = z[0]', 'z = ["a", x, "b"]\nz.pop(0)\ny = z[1]'],
  [
    'list after append',
    'z = []\nz.append("a")\nz.append(x)\ny = z[1]',
    'z = []\nz.append("a")\nz.append(x)\ny = z[0]',
  ],
  ['list slice', 'z = ["a", x, "b"][1:]\ny = z[0]', 'z = ["a", x, "b"][:1]\ny = z[0]'],
  ['list changed in place', 'z = ["a", "b"]\nz[1] = x\ny = z[1]', 'z = ["a", "b"]\nz[1] = x\ny = z[0]'],
  ['dict key', 'z = {"a": "b", "c": x}\ny = z["c"]', 'z = {"a": "b", "c": x}\ny = z["a"]'],
  ['dict overwritten', 'z = {"a": "b"}\nz["a"] = x\ny = z["a"]', 'z = {"a": x}\nz["a"] = "b"\ny = z["a"]'],
  ['dict get', 'z = {"a": x}\ny = z.get("a", "b")', 'z = {"a": x}\ny = z.get("c", "b")'],
  ['dict by unknown key', 'z = {}\nz[x] = x\ny = z["a"]', 'z = {}\nz["a"] = "b"\ny = z["a"]'],
  ['nested containers', 'z = {"a": ["b", x]}\ny = z["a"][1]', 'z = {"a": ["b", x]}\ny = z["a"][0]'],
  [
    'guard that tests nothing',
    'if not is_safe(x):\n    abort(400)\ny = x',
    'if not shop.is_safe(x):\n    abort(400)\ny = x',
    'def is_safe(text):\n    print(text)\n    return True\n',
  ],
  [
    'guard that only asks whether there is anything',
    'if not is_allowed(x):\n    abort(400)\ny = x',
    'if not is_valid(x) or not is_allowed(x):\n    abort(400)\ny = x',
    'def is_valid(text):\n    return text in KNOWN\n\n\ndef is_allowed(text):\n    return text is not None and len(text) < 99\n',
  ],
  [
    'guard that hands on to another',
    'if not is_valid(x):\n    abort(400)\ny = x',
    'if not is_trusted(x):\n    abort(400)\ny = x',
    'def is_safe(text):\n    return bool(text)\n\n\ndef is_valid(text):\n    return is_safe(text)\n\n\ndef is_allowed(text):\n    return text in KNOWN\n\n\ndef is_trusted(text):\n    return is_allowed(text)\n',
  ],
  [
    'guard that refuses',
    'validate(x)\ny = x',
    'if validate_name(x):\n    y = x\nelse:\n    y = "a"',
    'def validate(text):\n    return True\n\n\ndef validate_name(text):\n    if re.search("[^a-z]", text):\n        raise ValueError(text)\n    return True\n',
  ],
  ['table of constants', 'y = {"a": x}.get(x, "ls")', 'y = TABLE.get(x, "ls")'],
  ['for loop', 'y = ""\nfor z in [x]:\n    y += z', 'y = ""\nfor z in ["a"]:\n    y += z'],
  [
    'loop carries on',
    'y = z = "a"\nfor _ in range(3):\n    y = z\n    z = x',
    'y = z = "a"\nfor _ in range(3):\n    y = z\n    z = "b"',
  ],
  ['comprehension', 'y = "".join(z for z in x)', 'y = "".join(z for z in "abc")'],
  [
    'match',
    'match "a":\n    case "a" | "b":\n        y = x\n    case _:\n        y = "c"',
    'match "d":\n    case "a" | "b":\n        y = x\n    case _:\n        y = "c"',
  ],
  [
    'try',
    'try:\n    y = x\nexcept ValueError:\n    y = "a"',
    'try:\n    y = str(int(x))\nexcept ValueError:\n    y = "a"',
  ],
  [
    'error leaves the value as it was',
    'y = x\ntry:\n    y = str(int(x))\nexcept ValueError:\n    pass',
    'y = "a"\ntry:\n    y = str(int(x))\nexcept ValueError:\n    pass',
  ],
  [
    'encoding and back',
    'y = base64.b64decode(base64.b64encode(x.encode())).decode()',
    'y = base64.urlsafe_b64encode(x.encode()).decode()',
  ],
  [
    'helper',
    'y = same(x)',
    'y = fixed(x)',
    'def same(value):\n    return value\n\n\ndef fixed(value):\n    return "a"\n',
  ],
  [
    'helper chooses',
    'y = choose("a", x, True)',
    'y = choose("a", x, False)',
    'def choose(one, other, second):\n    return other if second else one\n',
  ],
  [
    'keyword argument',
    'y = second(one="a", other=x)',
    'y = second(one=x, other="a")',
    'def second(one, other):\n    return other\n',
  ],
  [
    'helper that reads the request',
    'y = read()',
    'y = wait()',
    'def read():\n    return request.args["z"]\n\n\ndef wait():\n    return "z"\n',
  ],
  [
    'attribute',
    'box = Box(x)\ny = box.inside',
    'box = Box(x)\ny = box.label',
    'class Box:\n    def __init__(self, inside):\n        self.inside = inside\n        self.label = "a"\n',
  ],
  [
    'method',
    'y = Box(x).get()',
    'y = Box(x).name()',
    'class Box:\n    def __init__(self, inside):\n        self.inside = inside\n\n    def get(self):\n        return self.inside\n\n    def name(self):\n        return "a"\n',
  ],
  [
    'attribute set later',
    'box = Box()\nbox.inside = x\ny = box.inside',
    'box = Box()\nbox.inside = x\nbox.inside = "a"\ny = box.inside',
    'class Box:\n    inside = "a"\n',
  ],
  ['lambda', 'y = (lambda z: z)(x)', 'y = (lambda z: "a")(x)'],
  ['unknown function', 'y = helper.change(x)', 'y = helper.change("a")'],
  ['sanitiser', 'y = html.escape(x)', 'y = shlex.quote(x)'],
  ['number', 'y = str(x)', 'y = str(int(x))'],
  ['substitution', 'y = re.sub("[a-z]", "", x)', 'y = re.sub("[^a-z0-9]", "", x)'],
]

/** Tests that let only some values through. */
const GUARDS: [guard: string, harmful: string, harmless: string][] = [
  ['list', 'if x not in KNOWN:\n    print("odd")\ny = x', 'if x not in KNOWN:\n    abort(400)\ny = x'],
  ['list, other way round', 'y = "a"\nif x not in KNOWN:\n    y = x', 'y = "a"\nif x in KNOWN:\n    y = x'],
  ['equality', 'y = "a"\nif x != "b":\n    y = x', 'y = "a"\nif x == "b":\n    y = x'],
  [
    'or',
    'y = "a"\nif x in KNOWN or len(x) > 3:\n    y = x',
    'y = "a"\nif x in KNOWN and len(x) > 3:\n    y = x',
  ],
  ['early return', 'if x == "a":\n    return {}\ny = x', 'if not x.isalnum():\n    return {}\ny = x'],
  [
    'raise',
    'if x.isalnum():\n    raise ValueError\ny = x',
    'if not x.isalnum():\n    raise ValueError\ny = x',
  ],
  [
    'whole match',
    'if not re.fullmatch(".+", x):\n    return {}\ny = x',
    'if not re.fullmatch("[a-z]+", x):\n    return {}\ny = x',
  ],
  [
    'match at the start',
    'if not re.match("[a-z]+", x):\n    return {}\ny = x',
    'if not re.match("^[a-z]+$", x):\n    return {}\ny = x',
  ],
  [
    'continue',
    'y = ""\nfor z in x.split():\n    y += z',
    'y = ""\nfor z in x.split():\n    if z not in KNOWN:\n        continue\n    y += z',
  ],
  ['conditional expression', 'y = x if x not in KNOWN else "a"', 'y = x if x in KNOWN else "a"'],
  ['assert', 'assert x\ny = x', 'assert x in KNOWN\ny = x'],
]

const requests = [
  ...WAYS.map(
    ([name, harmful, harmless, definitions]) =>
      [name, page(harmful, definitions), page(harmless, definitions)] as const,
  ),
  ...GUARDS.map(([name, harmful, harmless]) => [`guard: ${name}`, page(harmful), page(harmless)] as const),
].flatMap(([name, harmful, harmless]) => [
  { name, kind: 'harmful', source: harmful },
  { name, kind: 'harmless', source: harmless },
])

const analyses = await analyseSources(
  requests.map(({ source }, index): AnalysisRequest => ({ path: `way-${index}.py`, source })),
)

describe('the way from a request to a shell', () => {
  it.each(requests.map((request, place) => ({ ...request, place })))('$name, $kind', ({ kind, place }) => {
    const { detections = [], syntaxError, problems } = analyses[place] ?? {}
    expect(syntaxError).toBeNull()
    expect(problems).toEqual([])
    const found = detections.map(({ rule }) => rule).filter((rule) => rule === 'command-injection')
    expect(found).toEqual(kind === 'harmful' ? ['command-injection'] : [])
  })
})

describe('what a finding says', () => {
  it('leads from the source to the sink, names an input, and points at the call', async () => {
    const [analysis] = await analyseSources([{ path: 'a.py', source: page('z = f"-{x}"\ny = z') }])
    const [finding] = analysis?.detections ?? []
    expect(finding).toMatchObject({
      rule: 'command-injection',
      cwe: 78,
      severity: 'critical',
      quote: 'os.system("echo " + y)',
    })
    expect(finding?.trace.map(({ text }) => text)).toEqual([
      'the query string comes in',
      'is put into “x”',
      'is put into “z”',
      'is put into “y”',
      'reaches os.system()',
    ])
    expect(finding?.trigger).toBe('Send “x; id” as the query string.')
  })

  it('is less certain the more of the way was only guessed', async () => {
    const [known, guessed] = await analyseSources([
      { path: 'a.py', source: page('y = x') },
      { path: 'b.py', source: page('y = helper.change(x)') },
    ])
    expect(guessed?.detections[0]?.rawConfidence).toBeLessThan(known?.detections[0]?.rawConfidence ?? 0)
  })

  it("goes into the project's other modules, and points at the call of our own", async () => {
    const context = {
      'shop.tools':
        'import os\n\n\ndef run(command):\n    os.system("echo " + command)\n\n\ndef quiet(command):\n    return "a"\n',
    }
    const source = (name: string) =>
      page(`${name}(x)\ny = "a"`).replace('import base64', `from shop.tools import quiet, run\nimport base64`)
    const [harmful, harmless] = await analyseSources([
      { path: 'shop/a.py', source: source('run'), context },
      { path: 'shop/b.py', source: source('quiet'), context },
    ])
    expect(harmful?.detections.map(({ rule, quote }) => [rule, quote])).toEqual([
      ['command-injection', 'run(x)'],
    ])
    expect(harmless?.detections).toEqual([])
  })

  it('reads f-strings of newer Pythons', async () => {
    const [analysis] = await analyseSources([
      { path: 'a.py', source: page(`y = f'-{', '.join([x, '\\'', "#"])}-'`) },
    ])
    expect(analysis?.syntaxError).toBeNull()
    expect(analysis?.detections.map(({ rule }) => rule)).toEqual(['command-injection'])
  })
})
