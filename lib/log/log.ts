import 'server-only'
import pino from 'pino'
import { logLevel } from '@/lib/env'
import { withoutSecrets } from './without-secrets'

/** Structured JSON log on stderr; secrets are removed wherever they might be passed. */
export const log = pino({ level: logLevel(), base: { app: 'assay' }, ...withoutSecrets }, pino.destination(2))
