#!/usr/bin/env node
/**
 * Stands in for Prisma's native schema engine where that cannot be downloaded: the same commands and JSON-RPC over
 * stdin and stdout, backed by @prisma/schema-engine-wasm and pg. A development tool: Assay itself never runs it.
 */
import { createInterface } from 'node:readline'
import { createFactory } from './adapter-factory.mjs'
import { runDatabaseCommand } from './database-command.mjs'
import { loadEngine, takePanic } from './load-engine.mjs'
import { parseArguments } from './parse-arguments.mjs'

/** The commit the CLI of 7.10.0 expects; it asks for it before anything else. */
const version = 'schema-engine-cli 0edf323efd1d98336f3f0a68684b56f689b900d3'
/** These read the migrations' schema from a cache that only devDiagnostic fills, and that is stale after an apply. */
const needsDiagnostic = new Set(['evaluateDataLoss', 'createMigration'])

const request = parseArguments(process.argv.slice(2))
const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)

/** @param {any} engine @param {string} method @param {any} params */
async function call(engine, method, params) {
  if (method === 'getDatabaseVersion') return engine.version(params)
  if (needsDiagnostic.has(method)) {
    await engine.devDiagnostic({ migrationsList: params.migrationsList, filters: params.filters })
  }
  return engine[method](params)
}

/** @param {any} engine @param {{ id: number, method: string, params: object }} message */
async function answer(engine, { id, method, params }) {
  try {
    const result = await call(engine, method, params)
    if (method === 'diff' && result?.stdout)
      send({ id: id + 1_000_000, method: 'print', params: { content: result.stdout } })
    send({ id, result: result ?? null })
  } catch (error) {
    const panic = takePanic()
    const data = { is_panic: panic !== '', message: panic || error.message, error_code: error.code }
    send({ id, error: { code: 4466, message: error.message, data } })
  }
}

/** Answers one request after the other until stdin ends. */
async function serve() {
  const engine = await loadEngine(request.datamodels, createFactory(request.datasource))
  for await (const line of createInterface({ input: process.stdin })) {
    const message = line.trim() === '' ? {} : JSON.parse(line)
    if (message.method !== undefined) await answer(engine, message) // without a method: the answer to our print
  }
}

if (request.version) process.stdout.write(`${version}\n`)
else if (request.databaseCommand)
  process.exitCode = await runDatabaseCommand(request.databaseCommand, request.datasource)
else await serve()
