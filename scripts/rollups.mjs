/** Runs `rebuild-rollups.ts` on the database there is: `npm run rollups:rebuild [-- --team <slug>] [-- --check]`. */
import { runOnDatabase } from './setup/run-on-database.mjs'

await runOnDatabase('scripts/rebuild-rollups.ts')
