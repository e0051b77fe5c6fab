import { z } from 'zod'
import { TeamName } from './team'

export const MIN_PASSWORD_LENGTH = 10
export const MAX_PASSWORD_LENGTH = 256

const Email = z.string().trim().toLowerCase().pipe(z.email('Enter an e-mail address.'))

export const SignInInput = z.object({ email: Email, password: z.string().min(1, 'Enter your password.') })
export type SignInInput = z.infer<typeof SignInInput>

/** A sign-up names a new team, or carries the token of an invitation link. */
export const SignUpInput = z
  .object({
    name: z.string().trim().min(1, 'Enter your name.').max(80, 'At most 80 characters.'),
    email: Email,
    password: z
      .string()
      .min(MIN_PASSWORD_LENGTH, `At least ${MIN_PASSWORD_LENGTH} characters.`)
      .max(MAX_PASSWORD_LENGTH, `At most ${MAX_PASSWORD_LENGTH} characters.`),
    teamName: TeamName.optional(),
    invitationToken: z.string().min(1).max(200).optional(),
  })
  .refine((input) => input.teamName !== undefined || input.invitationToken !== undefined, {
    path: ['teamName'],
    message: 'Give the team a name.',
  })
export type SignUpInput = z.infer<typeof SignUpInput>
