import 'server-only'
import { AssayError } from '@/lib/domain/assay-error'
import { checkGitRef } from '../check-git-url'

/** Fields of the form as people see them, so that the text alone says which one is meant. */
const FIELD_NAME: Readonly<Record<string, string>> = {
  'changes.from': 'From',
  'changes.to': 'To',
  'changes.ref': 'Branch or pull request',
  'changes.into': 'Into',
}

/** Why a name cannot be used, beginning with its field. */
export function refuseRef(field: string, text: string): AssayError {
  const name = FIELD_NAME[field]
  const named = name === undefined ? text : `${name}: ${text}`
  return new AssayError('invalid-input', named, { fields: { [field]: named } })
}

/** A name that git may be given; an empty one means HEAD. Throws `invalid-input` with the field's text. */
export function checkRef(name: string, field: string): string {
  try {
    return checkGitRef(name) ?? 'HEAD'
  } catch {
    throw refuseRef(field, `“${name.slice(0, 80)}” is no name of a branch, tag or commit.`)
  }
}
