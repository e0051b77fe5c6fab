import 'server-only'
import { db } from '@/lib/db/db'

/** Gives back what calls reserved whose process died: their reservations have expired. Returns how many. */
export async function sweepReservations(): Promise<number> {
  return db().$executeRaw`
    WITH locked AS (
      SELECT id, "reservedNanoUsd" FROM budget
      WHERE id IN (SELECT "budgetId" FROM budget_reservation WHERE "expiresAt" < now() AT TIME ZONE 'UTC')
      ORDER BY id FOR UPDATE
    ),
    gone AS (
      DELETE FROM budget_reservation
      WHERE "budgetId" IN (SELECT id FROM locked) AND "expiresAt" < now() AT TIME ZONE 'UTC'
      RETURNING "budgetId", "amountNanoUsd"
    ),
    freed AS (SELECT "budgetId", sum("amountNanoUsd")::bigint AS amount FROM gone GROUP BY "budgetId")
    UPDATE budget SET "reservedNanoUsd" = locked."reservedNanoUsd" - freed.amount
    FROM locked JOIN freed ON freed."budgetId" = locked.id WHERE budget.id = locked.id`
}
