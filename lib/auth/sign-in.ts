import 'server-only'
import { headers } from 'next/headers'
import { parseInput } from '@/lib/domain/parse-input'
import { SignInInput } from '@/lib/domain/sign-in'
import { asRefusal } from './as-refusal'
import { auth } from './auth'

/** Signs a person in and sets the session cookie; for server actions only. Throws `invalid-input` or `unavailable`. */
export async function signIn(input: SignInInput): Promise<{ userId: string }> {
  const { email, password } = parseInput(SignInInput, input)
  try {
    const { user } = await auth().api.signInEmail({
      body: { email, password },
      headers: new Headers(await headers()),
    })
    return { userId: user.id }
  } catch (error) {
    throw asRefusal(error)
  }
}
