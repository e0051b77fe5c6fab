import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'

/**
 * Runs in the sandbox, started by check-types.ts with the folder of pyright's package: reads {source} as lines of JSON,
 * answers {value: {version, diagnostics}}. To the server each source is a module of its own in an empty folder, so that what it
 * imports is unknown and nothing is said about it.
 */

const [folder] = process.argv.slice(2)
const server = path.join(folder, 'dist/pyright-langserver.js')
const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
const FOLDER = 'file:///box'
const SETTINGS = {
  typeCheckingMode: 'standard',
  diagnosticMode: 'openFilesOnly',
  useLibraryCodeForTypes: false,
  autoSearchPaths: false,
}

const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] })
child.once('exit', () => process.exit(1))

/** @type {Map<number, (result: any) => void>} answers that are waited for, by id */
const answered = new Map()
/** @type {{ uri: string, done: (diagnostics: unknown[]) => void } | undefined} */
let open
let lastId = 0

function send(message) {
  const body = JSON.stringify({ jsonrpc: '2.0', ...message })
  child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
}

function request(method, params) {
  lastId += 1
  const id = lastId
  send({ id, method, params })
  return new Promise((resolve) => answered.set(id, resolve))
}

function receive(message) {
  const { id, method, params, result } = message
  if (method === 'workspace/configuration') {
    const settings = { 'python.analysis': SETTINGS, python: { pythonPath: '/box/no-python' } }
    send({ id, result: params.items.map(({ section }) => settings[section] ?? {}) })
  } else if (method !== undefined && id !== undefined) send({ id, result: null })
  else if (method === 'textDocument/publishDiagnostics' && params.uri === open?.uri)
    open.done(params.diagnostics)
  else if (id !== undefined) answered.get(id)?.(result)
}

let received = Buffer.alloc(0)
child.stdout.on('data', (chunk) => {
  received = Buffer.concat([received, chunk])
  for (;;) {
    const headEnd = received.indexOf('\r\n\r\n')
    if (headEnd < 0) return
    const length = Number(/Content-Length: (\d+)/i.exec(received.subarray(0, headEnd).toString())?.[1])
    const end = headEnd + 4 + length
    if (received.length < end) return
    const message = JSON.parse(received.subarray(headEnd + 4, end).toString())
    received = received.subarray(end)
    receive(message)
  }
})

await request('initialize', {
  processId: null,
  rootUri: FOLDER,
  workspaceFolders: [{ uri: FOLDER, name: 'box' }],
  capabilities: { workspace: { configuration: true }, textDocument: { publishDiagnostics: {} } },
})
send({ method: 'initialized', params: {} })

for await (const line of createInterface({ input: process.stdin })) {
  const { source } = JSON.parse(line)
  lastId += 1
  const uri = `${FOLDER}/module${lastId}.py`
  const diagnostics = await new Promise((done) => {
    open = { uri, done }
    const textDocument = { uri, languageId: 'python', version: 1, text: source }
    send({ method: 'textDocument/didOpen', params: { textDocument } })
  })
  open = undefined
  send({ method: 'textDocument/didClose', params: { textDocument: { uri } } })
  process.stdout.write(`${JSON.stringify({ value: { version, diagnostics } })}\n`)
}
process.exit()
