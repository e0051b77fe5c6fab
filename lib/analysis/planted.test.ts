import { describe, expect, it } from 'vitest'
import { isShownByDefault } from './default-rules'
import { gatherFindings } from './gather-findings'

/** Ten kinds of bugs that a team expects to be told of: the rule, and the module that holds one of them. */
const PLANTED: [rule: string, path: string, source: string][] = [
  [
    'mutable-default',
    'basket.py',
    `def add(item, basket=[]):
    basket.append(item)
    return basket
`,
  ],
  [
    'off-by-one',
    'distance.py',
    `def total(legs):
    result = 0
    for i in range(len(legs) + 1):
        result += legs[i]
    return result
`,
  ],
  [
    'none-dereference',
    'environment.py',
    `import re


def version(text):
    found = re.search(r"v(\\d+)", text)
    return found.group(1)
`,
  ],
  [
    'swallowed-exception',
    'storage.py',
    `def save(record, database):
    try:
        database.insert(record)
    except Exception:
        pass
`,
  ],
  [
    'unclosed-resource',
    'report.py',
    `def lines_of(path):
    source = open(path)
    return source.readlines()
`,
  ],
  [
    'sql-injection',
    'users.py',
    `import sqlite3
from flask import Flask, request

app = Flask(__name__)


@app.route("/user")
def user():
    cursor = sqlite3.connect("users.db").cursor()
    cursor.execute("SELECT * FROM users WHERE name = '" + request.args["name"] + "'")
    return str(cursor.fetchall())
`,
  ],
  [
    'identity-comparison',
    'roles.py',
    `def is_admin(role):
    return role is "admin"
`,
  ],
  [
    'division-by-length',
    'statistics_of.py',
    `def mean(values):
    return sum(values) / len(values)
`,
  ],
  [
    'late-binding',
    'buttons.py',
    `def actions(names, press):
    found = []
    for name in names:
        found.append(lambda: press(name))
    return found
`,
  ],
  [
    'missing-return',
    'grades.py',
    `def grade(score):
    if score >= 90:
        return "A"
    elif score >= 80:
        return "B"
`,
  ],
]

/** The word in two parts: in sources of ours it stands for work without an issue. */
const LEFT_FOR_LATER = ['TO', 'DO'].join('')

/** What was once called a bug and is none. */
const HARMLESS: [what: string, path: string, source: string][] = [
  [
    'model.eval() is no eval',
    'predict.py',
    'def predict(model, x):\n    model.eval()\n    return model(x)\n',
  ],
  [
    'literal_eval is no eval',
    'settings.py',
    'import ast\n\n\ndef parse(text):\n    return ast.literal_eval(text)\n',
  ],
  ['retrieval( is no eval', 'search.py', 'def run(retrieval, query):\n    return retrieval(query)\n'],
  [
    'one note of work left is no risk',
    'later.py',
    `# ${LEFT_FOR_LATER}: make it faster\ndef double(x):\n    return 2 * x\n`,
  ],
  [
    'a file named environment.py',
    'environment.py',
    'def name(values):\n    return values.get("NAME", "none")\n',
  ],
  ['a file named distance.py', 'distance.py', 'def distance(a, b):\n    return abs(a - b)\n'],
  ['“# bugs are fun”', 'jokes.py', '# bugs are fun\ndef joke():\n    return "knock knock"\n'],
  [
    'words of an all-clear',
    'summary.py',
    'def summary(issues):\n    return f"{len(issues)} issues" if issues else "No critical issues found"\n',
  ],
  [
    'eval and exec in a text',
    'words.py',
    'FORBIDDEN = ("eval(x)", "exec(code)", "except: pass", "password = 1")\n',
  ],
  ['a path in place of a source', 'path.py', '"src/security/critical_bug.py"\n'],
]

const modules = [...PLANTED, ...HARMLESS].map(([, path, source], index) => ({
  path: `${index}/${path}`,
  source,
}))
const shown = (await gatherFindings({ modules })).detections.filter(isShownByDefault)
const found = (index: number) =>
  shown.filter(({ path }) => path.startsWith(`${index}/`)).map(({ rule }) => rule)

describe('planted bugs', () => {
  it.each(PLANTED.map(([rule], index) => ({ rule, index })))('$rule is shown', ({ rule, index }) => {
    expect(found(index)).toContain(rule)
  })

  it('each says which situation shows it', () => {
    const ours = shown.filter(({ tool }) => tool === 'assay')
    expect(ours.length).toBeGreaterThanOrEqual(PLANTED.length)
    for (const { trigger } of ours) expect(trigger).toBeTruthy()
  })
})

describe('what is none', () => {
  it.each(HARMLESS.map(([what], index) => ({ what, index: PLANTED.length + index })))(
    '$what',
    ({ index }) => {
      expect(found(index)).toEqual([])
    },
  )
})
