import 'server-only'
import pino from 'pino'
import { logLevel } from '@/lib/env'

/** Structured JSON log on stderr. Secrets are removed by key name wherever they might be passed. */
export const log = pino(
  {
    level: logLevel(),
    base: { app: 'assay' },
    redact: {
      paths: [
        'apiKey',
        'key',
        'password',
        'token',
        'secret',
        'authorization',
        'cookie',
        '*.apiKey',
        '*.password',
        '*.token',
        '*.secret',
        '*.authorization',
        '*.cookie',
        '*.key',
      ],
      censor: '[removed]',
    },
  },
  pino.destination(2),
)
