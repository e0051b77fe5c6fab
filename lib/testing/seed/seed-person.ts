import { hashPassword } from '@/lib/auth/hash-password'
import { db } from '@/lib/db/db'
import type { PersonContext } from '@/lib/teams/team-context'
import { seedId } from './seed-id'

/** The password of every seeded person who has one. */
export const SEED_PASSWORD = 'seed-password-1'

/** A person; `canSignIn` also gives them an account with SEED_PASSWORD (hashing it takes about 0.1 s). */
export async function seedPerson(input: {
  name: string
  email: string
  canSignIn?: boolean
}): Promise<PersonContext> {
  const id = seedId('user', input.email)
  await db().user.create({ data: { id, name: input.name, email: input.email } })
  if (input.canSignIn) {
    await db().account.create({
      data: {
        id: seedId('account', input.email),
        accountId: id,
        providerId: 'credential',
        userId: id,
        password: await hashPassword(SEED_PASSWORD),
      },
    })
  }
  return { userId: id, userName: input.name, requestId: 'seed' }
}
