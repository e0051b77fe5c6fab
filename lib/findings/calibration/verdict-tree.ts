import 'server-only'
import type { FindingContext } from './context-of'

/** What a finding is to the learner. `rule` carries its version, so that a changed rule begins anew. */
export interface Kind {
  rule: string
  projectId: string
  context: FindingContext
  /** before anybody's verdicts, 0 to 1 */
  rawConfidence: number
}

/** A verdict as the learner takes it. `weight`: 1 when fresh, less when old (`forgetting`). */
export interface Observation extends Kind {
  isRight: boolean
  weight: number
}

/** A verdict weighs as much after two half-lives (`forgetting`): older ones are no reason to hide anything. */
const LEAST_WEIGHT = 1 / 4

/** Verdicts on one kind of finding, by weight, and those on its particular kinds. */
export interface Node {
  right: number
  total: number
  /** verdicts, whatever their weight */
  n: number
  /** dismissals that are not nearly forgotten; each counts one, as even a fresh one weighs a little less */
  against: number
  /** weighted sum of the raw confidences */
  raw: number
  /** keys from the root to here */
  path: string[]
  children: Map<string, Node>
}

/** From the general to the particular: the rule, in this project, in this kind of folder, on this subject in such a scope. */
export function levelsOf({ rule, projectId, context }: Kind): string[] {
  return [rule, projectId, context.folder, `${context.scope} ${context.subject}`]
}

/** Counts verdicts into a tree of the levels. */
export function growTree(observations: Observation[]): Node {
  const root = emptyNode([])
  for (const observation of observations) {
    let node = root
    add(node, observation)
    for (const level of levelsOf(observation)) {
      const child = node.children.get(level) ?? emptyNode([...node.path, level])
      node.children.set(level, child)
      node = child
      add(node, observation)
    }
  }
  return root
}

/** The nodes without children, of which each verdict is in one. */
export function leavesOf(node: Node): Node[] {
  return node.children.size === 0 ? [node] : [...node.children.values()].flatMap(leavesOf)
}

const emptyNode = (path: string[]): Node => ({
  right: 0,
  total: 0,
  n: 0,
  against: 0,
  raw: 0,
  path,
  children: new Map(),
})

function add(node: Node, { isRight, weight, rawConfidence }: Observation): void {
  node.right += isRight ? weight : 0
  node.total += weight
  node.raw += weight * rawConfidence
  node.n += 1
  node.against += !isRight && weight >= LEAST_WEIGHT ? 1 : 0
}
