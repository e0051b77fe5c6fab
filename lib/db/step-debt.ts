import 'server-only'
import { type Sql, sql } from './sql'

/** What a statement does beside its own: the record of the durable step that leaves the statement to its end. */
export interface Beside {
  /** CTEs; where the statement's `when` does not hold nothing of theirs is to happen */
  ctes: Sql
  /** the last of them: what takes locks that others wait for comes after it */
  last: Sql
  columns: Sql
}

/** Something to be written that can wait until its durable step ends, and then is one statement with the step's own. */
export interface StepDebt {
  /** SQL: its row has `isPaid`: false: it must be paid by itself, and nothing was done */
  statement: (beside: Beside) => Sql
  /** SQL, an expression over the statement's CTEs: whether what stands beside may happen */
  when: Sql
  /** Nobody is told of the run's end before it is on the disk. */
  mustLast: boolean
  /** by itself, if it is not paid already; waits until the database takes it */
  pay: () => Promise<void>
  /** once the statement is through, together with others or by itself */
  tell: () => void
}

/** Takes over a debt of the step that is under way; false: it owes something already, so this is to be paid at once. */
export type LeaveToStep = (debt: StepDebt) => boolean

/** SQL: nothing has to hold. */
export const always: Sql = sql`true`
