import type { FindingContext } from '@/lib/findings/calibration/context-of'
import { forgetting, isSpokenAgainst } from '@/lib/findings/calibration/decide-hidden'
import { fitConfidence } from '@/lib/findings/calibration/fit-confidence'
import { calibrationError, type Forecast } from '@/lib/findings/calibration/reliability'
import type { Kind } from '@/lib/findings/calibration/verdict-tree'

/** How learning fares over simulated teams, means over the seeds. */
export interface LearningFigures {
  seeds: number
  /** share of true findings before any verdict */
  basePrecision: number
  calibrationError: number
  shownPrecision: number
  /** share of the true findings that are still shown */
  trueKept: number
}

interface Cell {
  kind: Kind
  /** how often it comes */
  share: number
  /** how often it is right */
  right: number
}

const FOLDERS: FindingContext['folder'][] = ['library', 'tests', 'scripts']
const FRESH_FINDINGS = 2000
const DAY_MS = 24 * 3_600_000

/**
 * Simulated teams that judge findings as they are shown: a world is rules × contexts, each cell right nearly always or
 * nearly never, half of the cells either way, and rules whose raw confidence knows nothing of it. After `verdicts` of them
 * fresh findings of the same world are judged.
 */
export function measureLearning({ seeds = 40, verdicts = 50, rules = 5 } = {}): LearningFigures {
  const worlds = Array.from({ length: seeds }, (_, seed) => measureWorld(randomOf(seed + 1), verdicts, rules))
  const meanOf = (key: keyof Omit<LearningFigures, 'seeds'>) =>
    worlds.reduce((sum, world) => sum + world[key], 0) / worlds.length
  return {
    seeds,
    basePrecision: meanOf('basePrecision'),
    calibrationError: meanOf('calibrationError'),
    shownPrecision: meanOf('shownPrecision'),
    trueKept: meanOf('trueKept'),
  }
}

function measureWorld(random: () => number, verdicts: number, rules: number): Omit<LearningFigures, 'seeds'> {
  const world = makeWorld(random, rules)
  const judged: (Kind & { isRight: boolean })[] = []
  // One verdict a day, the newest of them a day old: as in the product none weighs quite 1.
  const learn = () =>
    fitConfidence(judged.map((one, day) => ({ ...one, weight: forgetting((judged.length - day) * DAY_MS) })))
  let predict = learn()
  while (judged.length < verdicts) {
    const { kind, right } = draw(world, random)
    if (isSpokenAgainst(predict(kind))) continue
    judged.push({ ...kind, isRight: random() < right })
    predict = learn()
  }
  const fresh = Array.from({ length: FRESH_FINDINGS }, () => {
    const { kind, right } = draw(world, random)
    const prediction = predict(kind)
    return { said: prediction.value, isRight: random() < right, isShown: !isSpokenAgainst(prediction) }
  })
  const shown = fresh.filter(({ isShown }) => isShown)
  return {
    basePrecision: shareRight(fresh),
    calibrationError: calibrationError(fresh) ?? 0,
    shownPrecision: shareRight(shown),
    trueKept: shareOf(
      fresh.filter(({ isRight }) => isRight),
      ({ isShown }) => isShown,
    ),
  }
}

function makeWorld(random: () => number, rules: number): Cell[] {
  return Array.from({ length: rules }, (_, rule) => rule).flatMap((rule) =>
    FOLDERS.map(
      (folder): Cell => ({
        kind: {
          rule: `rule-${rule}`,
          projectId: 'project',
          context: { folder, scope: 'public', subject: '' },
          rawConfidence: 0.55,
        },
        share: 0.5 + random(),
        right: random() < 0.53 ? 0.94 + 0.06 * random() : 0.06 * random(),
      }),
    ),
  )
}

function draw(world: Cell[], random: () => number): Cell {
  let left = random() * world.reduce((sum, { share }) => sum + share, 0)
  for (const cell of world) {
    left -= cell.share
    if (left <= 0) return cell
  }
  throw new Error('The world is empty.')
}

const shareRight = (forecasts: Forecast[]) => shareOf(forecasts, ({ isRight }) => isRight)
const shareOf = <T>(all: T[], holds: (one: T) => boolean) =>
  all.filter(holds).length / Math.max(1, all.length)

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed * 0x9e3779b9
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
