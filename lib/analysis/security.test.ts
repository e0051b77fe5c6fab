import { describe, expect, it } from 'vitest'
import { analyseSources } from './analyse-sources'
import { isShownByDefault } from './default-rules'
import { applyEdits } from './patches/apply-edits'

const view = (imports: string, body: string) =>
  `${imports}\n\n\ndef view(request):\n    x = request.GET["x"]\n${body
    .trim()
    .split('\n')
    .map((line) => `    ${line}\n`)
    .join('')}`

/** A rule, code that breaks it, and a twin that does not: sinks, sources and settings that the rules' own examples leave out. */
const TWINS: [rule: string, harmful: string, harmless: string][] = [
  [
    'sql-injection',
    view('import django.http, psycopg2', 'psycopg2.connect("").cursor().execute("SELECT " + x)'),
    view('import django.http, psycopg2', 'psycopg2.connect("").cursor().execute("SELECT %s", (x,))'),
  ],
  [
    'sql-injection',
    view('import django.http\nfrom sqlalchemy import text', 'query = text(f"SELECT {x}")'),
    view('import django.http\nfrom sqlalchemy import text', 'query = text("SELECT :x").bindparams(x=x)'),
  ],
  [
    'command-injection',
    view('import django.http, paramiko', 'client = paramiko.SSHClient()\nclient.exec_command("ls " + x)'),
    view(
      'import django.http, paramiko, shlex',
      'client = paramiko.SSHClient()\nclient.exec_command("ls " + shlex.quote(x))',
    ),
  ],
  [
    'command-injection',
    view('import django.http, subprocess', 'shell = True\nsubprocess.run("ls " + x, shell=shell)'),
    view('import django.http, subprocess', 'shell = False\nsubprocess.run(["ls", x], shell=shell)'),
  ],
  [
    'ldap-injection',
    view('import django.http, ldap3', 'ldap3.Connection("a").search("dc=a", f"(uid={x})")'),
    view('import django.http, re', 'found = re.compile("a").search(f"(uid={x})")'),
  ],
  [
    'path-traversal',
    view('import django.http, shutil', 'shutil.rmtree("data/" + x)'),
    view('import django.http, shutil, os', 'shutil.rmtree("data/" + os.path.basename(x))'),
  ],
  [
    'path-traversal',
    view('import django.http\nfrom pathlib import Path', 'return Path("data", x).read_text()'),
    view(
      'import django.http\nfrom pathlib import Path',
      'folder = Path("data")\nif ".." in x:\n    raise ValueError\nreturn (folder / x).read_text()',
    ),
  ],
  [
    'cross-site-scripting',
    view('import django.http\nfrom django.utils.safestring import mark_safe', 'return mark_safe("<b>" + x)'),
    view('import django.http\nfrom django.utils.html import format_html', 'return format_html("<b>{}", x)'),
  ],
  [
    'cross-site-scripting',
    view('from django.http import HttpResponse', 'return HttpResponse(x)'),
    view('from django.http import HttpResponse', 'return HttpResponse(x, content_type="text/plain")'),
  ],
  [
    'cross-site-scripting',
    'import tornado.web\n\n\nclass Page(tornado.web.RequestHandler):\n    def get(self):\n        self.write(self.get_argument("x"))\n',
    'import tornado.web\n\n\nclass Page(tornado.web.RequestHandler):\n    def get(self):\n        self.write({"x": self.get_argument("x")})\n',
  ],
  [
    'cross-site-scripting',
    'from http.server import BaseHTTPRequestHandler\n\n\nclass Page(BaseHTTPRequestHandler):\n    def do_GET(self):\n        self.wfile.write(self.path.encode())\n',
    'from http.server import BaseHTTPRequestHandler\n\n\nclass Page(BaseHTTPRequestHandler):\n    def do_GET(self):\n        self.wfile.write(b"a")\n',
  ],
  [
    'ssrf',
    'import httpx\nfrom fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get("/see")\nasync def see(url: str):\n    return (await httpx.get(url)).text\n',
    'import httpx\nfrom fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get("/see")\nasync def see(page: int):\n    return (await httpx.get(f"https://example.com/{page}")).text\n',
  ],
  [
    'open-redirect',
    view(
      'from django.http import HttpResponse',
      'response = HttpResponse(status=302)\nresponse["Location"] = x\nreturn response',
    ),
    view(
      'from django.http import HttpResponse',
      'response = HttpResponse(status=302)\nresponse["Location"] = "/a/" + x\nreturn response',
    ),
  ],
  [
    'open-redirect',
    view(
      'from django.shortcuts import redirect\nfrom urllib.parse import urlparse',
      'if urlparse(x).scheme != "https":\n    raise ValueError\nreturn redirect(x)',
    ),
    view(
      'from django.shortcuts import redirect\nfrom urllib.parse import urlparse',
      'if urlparse(x).netloc not in ("example.com",):\n    raise ValueError\nreturn redirect(x)',
    ),
  ],
  [
    'unsafe-deserialisation',
    'import pickle, socket\n\nserver = socket.socket()\ndata = pickle.loads(server.recv(1024))\n',
    'import pickle\n\ndata = pickle.loads(pickle.dumps([1]))\n',
  ],
  [
    'xxe',
    'import xml.sax\nfrom xml.sax.handler import feature_external_ges\n\nparser = xml.sax.make_parser()\nparser.setFeature(feature_external_ges, True)\nparser.parse("a.xml")\n',
    'import xml.sax\nfrom xml.sax.handler import feature_external_ges\n\nparser = xml.sax.make_parser()\nparser.setFeature(feature_external_ges, False)\nparser.parse("a.xml")\n',
  ],
  [
    'weak-hash',
    'import hashlib\n\nALGORITHM = "md5"\ndigest = hashlib.new(ALGORITHM)\n',
    'import hashlib\n\nALGORITHM = "sha256"\nif ALGORITHM == "md5":\n    digest = hashlib.md5()\n',
  ],
  [
    'weak-random',
    'import random\n\n\ndef enter(response):\n    response.set_cookie("a", str(random.random()), secure=True)\n',
    'import random\n\n\ndef enter(response):\n    response.set_cookie("a", str(random.SystemRandom().random()), secure=True)\n',
  ],
  [
    'tls-not-verified',
    'import requests\n\nsession = requests.Session()\nsession.verify = False\n',
    'import requests\n\nsession = requests.Session()\nsession.verify = "ca.pem"\n',
  ],
  [
    'tls-not-verified',
    'import ssl\n\nssl._create_default_https_context = ssl._create_unverified_context\n',
    'import ssl\n\ncontext = ssl._create_default_https_context()\n',
  ],
  [
    'hard-coded-secret',
    'API_KEY = "k3y-8fj2k1l0aq9s7d6f"\n',
    'API_KEY = "your-api-key"\nTOKEN = "csrf_token"\npassword_field = "Passwort1"\n',
  ],
]

const analyses = await analyseSources(
  TWINS.flatMap(([, harmful, harmless], index) => [
    { path: `twin-${index}-harmful.py`, source: harmful },
    { path: `twin-${index}-harmless.py`, source: harmless },
  ]),
)
const rulesAt = (place: number) => {
  const { detections = [], syntaxError, problems } = analyses[place] ?? {}
  expect(syntaxError).toBeNull()
  expect(problems).toEqual([])
  return detections.map(({ rule }) => rule)
}

describe('security findings', () => {
  it.each(TWINS.map(([rule, harmful], index) => ({ rule, index, told: harmful.split('\n').at(-2)?.trim() })))(
    '$rule: $told, and its twin',
    ({ rule, index }) => {
      expect(rulesAt(2 * index)).toContain(rule)
      expect(rulesAt(2 * index + 1)).not.toContain(rule)
    },
  )
})

describe('who may do harm', () => {
  const command = (decorator: string) =>
    `import os\n\nimport click\n\n\n${decorator}def compile_language(name):\n    os.system("compile -l " + name)\n`

  it('is shown for a parameter that is put into a command, unless it stands on the command line', async () => {
    const [called, typed] = await analyseSources([
      { path: 'a.py', source: command('') },
      { path: 'b.py', source: command('@click.command()\n') },
    ])
    expect(called?.detections.map(isShownByDefault)).toEqual([true])
    expect(typed?.detections.map(isShownByDefault)).toEqual([false])
  })

  it('is nobody where a parameter is the whole of a command: the function is there to run it', async () => {
    const [analysis] = await analyseSources([
      { path: 'a.py', source: 'import os\n\n\ndef run(command):\n    os.system(command)\n' },
    ])
    expect(analysis?.detections).toEqual([])
  })

  it('is somebody in a view of Django, nobody for a request that is none of the web', async () => {
    const source = (imports: string) =>
      `${imports}\n\n\ndef load(request):\n    return open(request.url).read()\n`
    const [web, other] = await analyseSources([
      { path: 'a.py', source: source('import django.http') },
      { path: 'b.py', source: source('import json') },
    ])
    expect(web?.detections.map(({ rule }) => rule)).toContain('path-traversal')
    expect(other?.detections.map(({ rule }) => rule)).not.toContain('path-traversal')
  })
})

/** Code whose finding brings a fix, and the line that the fix leaves. */
const FIXES: [rule: string, source: string, fixed: string][] = [
  [
    'insecure-cookie',
    'def f(response):\n    response.set_cookie("a", "b")\n',
    '    response.set_cookie("a", "b", secure=True)',
  ],
  [
    'insecure-cookie',
    'def f(r):\n    r.set_cookie("ä", "b", secure=False,)  # c\n',
    '    r.set_cookie("ä", "b", secure=True,)  # c',
  ],
  [
    'tls-not-verified',
    'import requests\n\nrequests.get("https://a", verify=False)\n',
    'requests.get("https://a", verify=True)',
  ],
  [
    'unsafe-deserialisation',
    'import yaml\n\n\ndef f(x):\n    return yaml.load(x, Loader=yaml.Loader)\n',
    '    return yaml.safe_load(x)',
  ],
  [
    'debug-mode',
    'import flask\n\nflask.Flask("a").run(port=1, debug=True)\n',
    'flask.Flask("a").run(port=1, debug=False)',
  ],
]

describe('fixes', () => {
  it.each(FIXES)('%s: the fix changes its line and removes the finding', async (rule, source, fixed) => {
    const [before] = await analyseSources([{ path: 'a.py', source }])
    const finding = before?.detections.find((one) => one.rule === rule)
    const mended = applyEdits(source, finding?.fix ?? []) ?? ''
    expect(mended.split('\n')).toContain(fixed)
    const [after] = await analyseSources([{ path: 'a.py', source: mended }])
    expect(after?.syntaxError).toBeNull()
    expect(after?.detections.map((one) => one.rule)).not.toContain(rule)
  })
})

describe('sources that were made to hurt', () => {
  it('is done in time with nests that double and with functions that call each other', async () => {
    const doubling = '        x = [x, x]\n'.repeat(200)
    const calls = Array.from(
      { length: 200 },
      (_, index) => `def f${index + 1}(a):\n    return f${index}(a) + f${index}(a + "b")\n`,
    )
    const started = performance.now()
    const [nests, functions] = await analyseSources([
      {
        path: 'a.py',
        source: view('import django.http', `if x:\n${doubling.replaceAll('        ', '    ')}eval(x)`),
      },
      { path: 'b.py', source: `def f0(a):\n    return eval("x" + a)\n${calls.join('')}` },
    ])
    expect(nests?.detections.map(({ rule }) => rule)).toContain('code-injection')
    expect(functions?.detections.map(({ rule }) => rule)).toContain('code-injection')
    expect(performance.now() - started).toBeLessThan(30_000)
  })
})
