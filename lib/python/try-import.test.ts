import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { tryImport } from './try-import'

// Starting interpreters takes long on a machine under load.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let projectDir: string
beforeAll(() => {
  projectDir = mkdtempSync(path.join(tmpdir(), 'assay-import-'))
  mkdirSync(path.join(projectDir, 'src/app'), { recursive: true })
  const files = {
    '__init__.py': '',
    'fine.py': 'from . import other\n',
    'other.py': 'print("noise")\n',
    'needs.py': 'from not_installed_anywhere.sub import x\n',
    'own.py': 'from app.gone import x\n',
    'raises.py': 'raise RuntimeError("no display")\n',
    'broken.py': 'def f(:\n',
    'leaves.py': 'import os\nos._exit(0)\n',
    'forges.py':
      'import os\nfor fd in range(1, 9):\n    try: os.write(fd, b"{\\"kind\\": \\"ok\\"}\\n")\n    except OSError: pass\nos._exit(0)\n',
    'endless.py': 'while True: pass\n',
    'quits.py': 'import sys\nsys.exit(3)\n',
    'large.py': 'x = bytearray(1 << 40)\n',
    'calls.py': 'import urllib.request\nurllib.request.urlopen("http://example.com", timeout=2)\n',
    'dies.py': 'import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n',
  }
  for (const [name, text] of Object.entries(files))
    writeFileSync(path.join(projectDir, 'src/app', name), text)
})
afterAll(() => rmSync(projectDir, { recursive: true }))

it.each([
  ['fine', { ok: true }],
  ['needs', { ok: false, reason: 'missing-dependency', module: 'not_installed_anywhere' }],
  [
    'own',
    { ok: false, reason: 'import-error', text: "Importing the module fails: No module named 'app.gone'" },
  ],
  [
    'raises',
    { ok: false, reason: 'import-error', text: 'Importing the module fails: RuntimeError: no display' },
  ],
  ['broken', { ok: false, reason: 'syntax-error', text: expect.stringContaining('line 1') }],
  ['leaves', { ok: false, reason: 'import-error', text: expect.stringContaining('ended the process') }],
  ['forges', { ok: false, reason: 'import-error' }],
  ['quits', { ok: false, text: expect.stringContaining('ends the process (SystemExit: 3)') }],
  ['large', { ok: false, text: expect.stringContaining('more memory than the sandbox') }],
  ['calls', { ok: false, text: expect.stringContaining('tries to reach the network') }],
  ['dies', { ok: false, text: expect.stringContaining('it was killed') }],
  ['endless', { ok: false, reason: 'import-error', text: expect.stringContaining('did not end within 2') }],
])('importing %s', async (name, expected) => {
  const wallMs = name === 'endless' ? 2_000 : undefined
  const attempt = await tryImport({ projectDir, sourceRoot: 'src', moduleName: `app.${name}`, wallMs })
  expect(attempt).toMatchObject(expected)
})
