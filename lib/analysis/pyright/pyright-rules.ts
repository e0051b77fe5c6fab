import 'server-only'
import type { FindingCategory, FindingSeverity } from '@/lib/domain/finding'

/** What a rule of pyright means here. */
export interface PyrightRule {
  title: string
  category: FindingCategory
  severity: FindingSeverity
  confidence: number
  cwe: number | null
  /** rule of ours that looks for the same, more exactly */
  ours: string | null
}

/** True of code as it is mostly written, without annotations: evidence for bug prediction, nothing to show unasked. */
const WEAK = 0.3

const correctness = (title: string, confidence: number, more: Partial<PyrightRule> = {}): PyrightRule => ({
  title,
  category: 'correctness',
  severity: 'medium',
  confidence,
  cwe: null,
  ours: null,
  ...more,
})
const mayBeNone = correctness('A value that may be None is used as if it were not', WEAK, {
  cwe: 476,
  ours: 'none-dereference',
})

/** The rules that mean something without the packages a module imports. Of the others most findings are about missing types. */
export const PYRIGHT_RULES: ReadonlyMap<string, PyrightRule> = new Map([
  [
    'reportUnusedCoroutine',
    correctness('A coroutine is made and never awaited', 0.85, { severity: 'high', ours: 'missing-await' }),
  ],
  ['reportUnhashable', correctness('A value that has no hash is put into a set or used as a key', 0.8)],
  ['reportAbstractUsage', correctness('An abstract class is instantiated', 0.55)],
  ['reportNoOverloadImplementation', correctness('An overloaded function has no body', 0.6)],
  ['reportTypedDictNotRequiredAccess', correctness('A key is read that need not be there', 0.5)],
  ['reportCallIssue', correctness('A call does not fit the function', 0.5)],
  ['reportIndexIssue', correctness('Something is indexed that has no elements', 0.5)],
  ['reportPossiblyUnboundVariable', correctness('A variable may have no value yet', WEAK, { cwe: 457 })],
  ['reportOperatorIssue', correctness('An operator does not fit its values', WEAK)],
  ['reportOptionalMemberAccess', mayBeNone],
  ['reportOptionalSubscript', mayBeNone],
  ['reportOptionalIterable', mayBeNone],
  ['reportOptionalCall', mayBeNone],
])
