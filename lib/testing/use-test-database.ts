import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll } from 'vitest'
import { closeDb } from '@/lib/db/db'
import { forgetEnv } from '@/lib/env'

const name = `assay_test_${process.pid}_${randomBytes(4).toString('hex')}`

async function asAdmin(statement: string): Promise<void> {
  const admin = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL })
  await admin.connect()
  try {
    await admin.query(statement)
  } finally {
    await admin.end()
  }
}

// A fresh database per test file: tests never see each other's rows.
beforeAll(async () => {
  await asAdmin(`CREATE DATABASE ${name} TEMPLATE assay_test_template`)
  const url = new URL(process.env.TEST_DATABASE_URL ?? '')
  url.pathname = `/${name}`
  process.env.DATABASE_URL = url.href
  forgetEnv()
})

afterAll(async () => {
  await closeDb()
  await asAdmin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
})
