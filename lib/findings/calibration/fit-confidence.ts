import 'server-only'
import { growTree, type Kind, leavesOf, levelsOf, type Node, type Observation } from './verdict-tree'

export interface Prediction {
  /** P(right), 0 to 1 */
  value: number
  /** how many recent verdicts on the same rule in the same project and kind of folder were dismissals */
  support: number
}

export type Predict = (kind: Kind) => Prediction

/** κ: how many verdicts the level above weighs, for a rule in a project, and for the contexts. */
interface Strength {
  rule: number
  context: number
}

const STEPS = [0.1, 0.25, 0.5, 1, 2, 4, 8]
const USUAL: Strength = { rule: 2, context: 0.5 }
/** κ of the rule itself: what one project says of it moves its start in another by little. */
const ACROSS_PROJECTS = 8
/** The levels that rule and project are; those below are contexts. */
const RULE_LEVELS = 2
/** Nothing that people say is surer. */
const SUREST = 0.99
/** One verdict is one person's word on one finding; a second that agrees makes it a habit of the kind. */
const LONE_DOUBT = 2
/** A team's habit counts against as many verdicts that are as the raw confidences say. */
const HABIT_VERDICTS = 30

/**
 * Learns P(right | rule, context, project) from verdicts by a hierarchy of beta-binomials: each level's share is drawn
 * around that of the level above, p = (κ · p_above + right) / (κ + total), the top being the raw confidence moved by the
 * team's habit in log-odds. A particular kind with m verdicts counts for its general one as m (κ + 1) / (κ + m), the
 * effective size of a cluster sample (Kish 1965), and never for its own prior. κ is what predicts each verdict best from
 * all others (leave-one-out likelihood), held near its usual value while verdicts are few; for the last level it is up to
 * three times as much while there is but one. Normal effects in log-odds for all levels were tried first: where a rule is
 * right in one folder and wrong in the next, they were off three times as far.
 */
export function fitConfidence(observations: Observation[]): Predict {
  const root = growTree(observations)
  const habit = habitOf(root)
  const leaves = observations.length === 0 ? [] : leavesOf(root)
  const strengths = STEPS.flatMap((rule) => STEPS.map((context) => ({ rule, context })))
  const scored = strengths.map((strength) => ({
    strength,
    score: scoreOf({ root, habit, strength, pooled: new Map() }, leaves),
  }))
  const { strength } = scored.reduce((best, one) => (one.score > best.score ? one : best))
  const fit: Fit = { root, habit, strength, pooled: new Map() }
  return (kind) => {
    const { above, nodes } = descend(fit, levelsOf(kind), kind.rawConfidence)
    const { right = 0, total = 0 } = nodes.at(-1) ?? {}
    const kappa = strength.context * ofFew(total)
    const value = (kappa * above + right) / (kappa + total)
    return { value: Math.min(SUREST, Math.max(1 - SUREST, value)), support: nodes.at(-2)?.against ?? 0 }
  }
}

interface Fit {
  root: Node
  habit: number
  strength: Strength
  /** what was added up before */
  pooled: Map<Node, Counted>
}

/** The nodes of a path below the root, and p of the level above the last, from all verdicts but those of the path itself. */
function descend(fit: Fit, path: string[], raw: number): { above: number; nodes: (Node | undefined)[] } {
  let above = sigmoid(logit(raw) + fit.habit)
  let node: Node | undefined = fit.root
  const nodes: (Node | undefined)[] = []
  for (const [level, key] of path.entries()) {
    const child: Node | undefined = node?.children.get(key)
    if (level > 0 && node !== undefined) {
      const { right, size } = pool(fit, node, level, child)
      const kappa = kappaOf(level, fit.strength)
      above = (kappa * above + right) / (kappa + size)
    }
    nodes.push(child)
    node = child
  }
  return { above, nodes }
}

/** Weights that add up: those of a node's children, or of one child for the node above. */
interface Counted {
  right: number
  size: number
}

const NOTHING: Counted = { right: 0, size: 0 }

/** What the children of a node at a level (1: rule) count for it, one of them left out. */
function pool(fit: Fit, node: Node, level: number, but?: Node): Counted {
  const all = poolAll(fit, node, level)
  const left = but === undefined ? NOTHING : countFor(fit, but, level + 1)
  return { right: all.right - left.right, size: all.size - left.size }
}

function poolAll(fit: Fit, node: Node, level: number): Counted {
  if (node.children.size === 0) return { right: node.right, size: node.total }
  const known = fit.pooled.get(node)
  if (known !== undefined) return known
  let [right, size] = [0, 0]
  for (const child of node.children.values()) {
    const counted = countFor(fit, child, level + 1)
    right += counted.right
    size += counted.size
  }
  fit.pooled.set(node, { right, size })
  return { right, size }
}

/** What a node counts for the one above: fewer than it has, as they are alike. */
function countFor(fit: Fit, node: Node, level: number): Counted {
  const { right, size } = poolAll(fit, node, level)
  const kappa = kappaOf(level, fit.strength)
  const factor = (kappa + 1) / (kappa + size)
  return { right: right * factor, size: size * factor }
}

function kappaOf(level: number, { rule, context }: Strength): number {
  if (level < RULE_LEVELS) return ACROSS_PROJECTS
  return level === RULE_LEVELS ? rule : context
}

/** By how much the level above a last one weighs more while less than two verdicts are on it. */
const ofFew = (total: number) => 1 + LONE_DOUBT * Math.max(0, 2 - total)

/** How much more, or less, this team accepts than raw confidences say, in log-odds; close to 0 while verdicts are few. */
function habitOf({ right, total, raw }: Node): number {
  if (total === 0) return 0
  const expected = raw / total
  return logit((right + HABIT_VERDICTS * expected) / (total + HABIT_VERDICTS)) - logit(expected)
}

/** Log likelihood of each verdict given all others, and of the strength itself: a log-normal about the usual. */
function scoreOf(fit: Fit, leaves: Node[]): number {
  const { rule, context } = fit.strength
  const distance = Math.log2(rule / USUAL.rule) ** 2 + Math.log2(context / USUAL.context) ** 2
  return leaves.reduce((score, { path, raw, right, total, n }) => {
    const { above } = descend(fit, path, raw / total)
    const kappa = context * ofFew(total - total / n)
    const others = kappa + total - total / n
    const term = (weight: number, prior: number) =>
      weight <= 0 ? 0 : weight * Math.log(Math.max(1e-3, (kappa * prior + weight - total / n) / others))
    return score + term(right, above) + term(total - right, 1 - above)
  }, -distance / 8)
}

/** A sure rule can be wrong, and a poor one right: confidences are kept off the ends. */
function logit(p: number): number {
  const inside = Math.min(0.97, Math.max(0.03, p))
  return Math.log(inside / (1 - inside))
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))
