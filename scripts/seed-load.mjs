/** Runs `seed-load.ts` on the database there is: `npm run seed:load -- --runs 1000000 [--days 120] [--seed 1]`. */
import { runOnDatabase } from './setup/run-on-database.mjs'

await runOnDatabase('scripts/seed-load.ts')
