import { existsSync } from 'node:fs'

const systemBrowsers = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** The browser in CHROMIUM_PATH, or one the system has. */
export function findSystemBrowser(): string | undefined {
  const chosen = process.env.CHROMIUM_PATH
  if (chosen !== undefined && chosen !== '') return chosen
  return systemBrowsers.find((file) => existsSync(file))
}

/**
 * Which browser drives the journeys: the system's, else the one Playwright downloaded, else the one npm carries
 * (nothing but packages is needed for that).
 */
export async function browserPath(): Promise<string> {
  const system = findSystemBrowser()
  if (system !== undefined) return system
  const { chromium } = await import('@playwright/test')
  if (existsSync(chromium.executablePath())) return chromium.executablePath()
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs20.x' // makes the package unpack the libraries it needs, too
  const { default: carried } = await import('@sparticuz/chromium')
  return carried.executablePath()
}

/** Chromium's own sandbox does not work as root; no name but this machine's resolves. */
export const browserArguments: readonly string[] = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
]
