/** Prints the path of the browser the journeys would use, and where it comes from, as JSON. */
import { browserPath, findSystemBrowser } from '@/e2e/chromium'

const path = await browserPath()
process.stdout.write(JSON.stringify({ path, system: path === findSystemBrowser() }))
