import path from 'node:path'
import { findCycles } from './find-cycles'
import type { SourceFile } from './read-imports'

/** Rooms of lib from the bottom up: a room may import its own floor's listed neighbours and what stands below. */
const FLOORS: string[][] = [
  ['domain', 'format'],
  ['env', 'log'],
  ['db', 'mail'],
  ['sandbox', 'teams'],
  ['python'],
  ['llm', 'privacy', 'prices'],
  ['prompts', 'cache', 'telemetry', 'budgets', 'auth'],
  ['analysis'],
  ['workflows'],
  ['projects', 'experiments', 'feedback'],
  ['findings'],
  ['runs'],
  ['metrics'],
  ['alerts', 'imports'],
  ['admin'],
  ['jobs', 'entry'],
  ['testing'],
]
const FLOOR_OF = new Map(FLOORS.flatMap((rooms, floor) => rooms.map((room) => [room, floor] as const)))
/** Rooms without `server-only`: pure code that tests, scripts or the browser share. */
const PURE_ROOMS = new Set(['domain', 'format', 'workflows', 'testing'])
const MAX_LINES = 300
const MAX_TEST_LINES = 500

type Rule = (files: SourceFile[]) => string[]

const isTest = (file: SourceFile) => /\.(test|spec)\.(tsx?|mjs)$/.test(file.path)
const room = (target: string) => (target.startsWith('lib/') ? target.split('/')[1] : undefined)
const isClient = (file: SourceFile) => /^\s*['"]use client['"]/.test(file.text)

/** A room imports only rooms below it (tests and lib/testing may import anything). */
const layers: Rule = (files) =>
  files.flatMap((file) => {
    const from = room(file.path)?.replace(/\.ts$/, '')
    if (from === undefined || from === 'testing' || isTest(file) || file.path === 'lib/architecture.test.ts')
      return []
    const floor = FLOOR_OF.get(from)
    if (floor === undefined) return [`${file.path}: lib/${from} has no floor in the layer table`]
    return file.imports.flatMap(({ target, typeOnly }) => {
      const to = room(target)
      if (/^(app|components)\//.test(target)) return [`${file.path} imports ${target}: lib knows no pages`]
      if (to === undefined || to === from) return []
      const toFloor = FLOOR_OF.get(to)
      if (toFloor === undefined) return [`${file.path} imports ${target}: unknown room`]
      if (to === 'jobs') return [`${file.path} imports ${target}: nothing imports jobs`]
      if (toFloor > floor || (toFloor === floor && !typeOnly && from !== 'log' && from !== 'env')) {
        return [`${file.path} imports ${target}: lib/${to} does not stand below lib/${from}`]
      }
      return []
    })
  })

/** Components draw props: of lib they know words and formats only. */
const componentsAreLeaves: Rule = (files) =>
  files.flatMap((file) => {
    if (!file.path.startsWith('components/') || isTest(file)) return []
    return file.imports.flatMap(({ target }) =>
      target.startsWith('app/') || (target.startsWith('lib/') && !/^lib\/(domain|format)\//.test(target))
        ? [`${file.path} imports ${target}`]
        : [],
    )
  })

/** The SDK, the database client and the durable engine each have one room. */
const packagesHaveARoom: Rule = (files) => {
  const allowed: [RegExp, RegExp][] = [
    [/^@anthropic-ai\//, /^(lib\/llm|e2e)\//],
    [/^@dbos-inc\//, /^(lib\/jobs|scripts)\//],
    [/^better-auth/, /^(lib\/auth|app\/api\/auth)\//],
    [/^@prisma\/client|db\/generated/, /^lib\/db\/|^prisma\//],
    [/^sonner$/, /^components\/ui\//],
    [
      /^(pg|child_process|node:child_process)$/,
      /^(lib\/(db|sandbox|python|projects|testing|jobs|runs)|scripts|e2e|prisma)\//,
    ],
  ]
  return files.flatMap((file) =>
    file.imports.flatMap(({ target, typeOnly }) =>
      allowed.some(([what, where]) => what.test(target) && !where.test(file.path)) &&
      !(isTest(file) && (typeOnly || target.endsWith('child_process')))
        ? [`${file.path} imports ${target}`]
        : [],
    ),
  )
}

/** No database in app: pages, routes and actions call verbs. */
const appCallsVerbs: Rule = (files) =>
  files.flatMap((file) =>
    file.path.startsWith('app/') && !isTest(file)
      ? file.imports
          .filter(({ target }) => target === 'lib/db/db')
          .map(({ target }) => `${file.path} imports ${target}`)
      : [],
  )

/** Server files say so on their first line, so that the browser's bundle can never hold one. */
const serverFilesSaySo: Rule = (files) =>
  files.flatMap((file) => {
    const from = room(file.path)
    if (from === undefined || isTest(file) || PURE_ROOMS.has(from) || isClient(file)) return []
    return file.text.startsWith("import 'server-only'\n")
      ? []
      : [`${file.path} does not begin with import 'server-only'`]
  })

/** The environment is read in one place. */
const environmentInOnePlace: Rule = (files) =>
  files.flatMap((file) =>
    /^(lib|app|components)\//.test(file.path) &&
    !isTest(file) &&
    !file.path.startsWith('lib/testing/') &&
    file.path !== 'lib/env.ts' &&
    /\bprocess\.env\b/.test(file.text)
      ? [`${file.path} reads process.env`]
      : [],
  )

/** A "use server" file exports nothing but actions: each export is a public POST. */
const onlyActionsAreExported: Rule = (files) =>
  files.flatMap((file) => {
    if (!/^\s*['"]use server['"]/.test(file.text)) return []
    const exported = [
      ...file.text.matchAll(
        /^export\s+(?:const|async function|function|let|class)\s+(\w+)|^export\s+(\{|default|\*)/gm,
      ),
    ]
    return exported
      .filter((match) => !(match[1] ?? '').endsWith('Action'))
      .map((match) => `${file.path} exports ${match[1] ?? match[2]}`)
  })

/** kebab-case everywhere; Next's own names ([param], (group), [...all]) are allowed. */
const kebabCase: Rule = (files) =>
  files.flatMap((file) =>
    file.path
      .split('/')
      .filter(
        (part) =>
          !/^(\[{1,2}(\.\.\.)?[a-z][a-zA-Z-]*\]{1,2}|\([a-z-]+\)|[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*)$/.test(
            part,
          ),
      )
      .map((part) => `${file.path}: ${part}`),
  )

/** No barrels: a file that only hands on what others export hides where things live. */
const noBarrels: Rule = (files) =>
  files.flatMap((file) => {
    const isIndex = /^index\.tsx?$/.test(path.posix.basename(file.path))
    const passesOn = /^export\s+(\*|\{[^}]*\})\s+from\s/m.test(file.text)
    return isIndex || passesOn ? [`${file.path} is or holds a barrel`] : []
  })

/** No file that frightens: 300 lines, tests 500. */
const size: Rule = (files) =>
  files.flatMap((file) => {
    const lines = file.text.split('\n').length - 1
    return lines > (isTest(file) ? MAX_TEST_LINES : MAX_LINES) ? [`${file.path} has ${lines} lines`] : []
  })

/** No untyped holes and no switched-off checks in the product's code. */
const noHoles: Rule = (files) =>
  files.flatMap((file) =>
    [
      ...file.text.matchAll(
        /\bas any\b|\bas unknown as\b|@ts-(?:ignore|nocheck|expect-error)|biome-ignore(?! lint\/\w+\/\w+: \w)|\.(?:only|todo)\(/g,
      ),
    ]
      .filter(
        () => !file.path.startsWith('lib/testing/house-rules') && file.path !== 'lib/architecture.test.ts',
      )
      .map((match) => `${file.path}: ${match[0]}`),
  )

const EXPORTED_FUNCTION =
  /^export (?:async )?function\*? (\w+)|^export const (\w+) = (?:async )?(?:\([^)]*\)|\w+) *(?::[^=]+)?=>/

/** What a room of lib offers says what it is for: meaning, units, errors. */
const exportsAreDescribed: Rule = (files) =>
  files.flatMap((file) => {
    if (!file.path.startsWith('lib/') || room(file.path) === 'testing' || isTest(file)) return []
    const lines = file.text.split('\n')
    return lines.flatMap((line, index) => {
      const match = EXPORTED_FUNCTION.exec(line)
      if (match === null || /\*\/\s*$/.test(lines[index - 1] ?? '')) return []
      return [`${file.path}:${index + 1} ${match[1] ?? match[2]} has no docstring`]
    })
  })

/** Nothing is left for later without an issue, and no place of one machine is in the sources. */
const noLeftovers: Rule = (files) =>
  files.flatMap((file) =>
    file.path === 'lib/architecture.test.ts'
      ? []
      : [...file.text.matchAll(/\b(?:TODO|FIXME|XXX|HACK)\b|(?<![\w.}])\/(?:work|root|home)\/\w+/g)]
          .filter(() => !file.path.startsWith('lib/testing/house-rules'))
          .map((match) => `${file.path}: ${match[0]}`),
  )

/** One word per thing: what others call a team, a project or a run has one name here. */
const oneWordPerThing: Rule = (files) =>
  files.flatMap((file) =>
    /^(app|components|lib)\//.test(file.path) && !/^lib\/(testing|architecture)/.test(file.path)
      ? [
          ...file.text.matchAll(
            /(?<!autoComplete=")\b(?:workspace|organi[sz]ation|tenant|pipeline|codebase)s?\b/gi,
          ),
        ].map((match) => `${file.path}: ${match[0]}`)
      : [],
  )

/** An action is called in the log what it is called in the code. */
const actionsAreNamed: Rule = (files) =>
  files.flatMap((file) =>
    [...file.text.matchAll(/^export const (\w+)Action = defineAction\(\{\s*(?:name: '([^']*)')?/gm)]
      .filter(
        ([, variable = '', name]) =>
          name !== variable.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
      )
      .map(([, variable, name]) => `${file.path}: ${variable}Action is named ${name}`),
  )

const SKIP = /(?<!\bpytest)\.(?:skip|skipIf|runIf|fixme)(?:\.each)?\(/
const SKIP_REASON = /\/\/ skipped: \S/

/** A test that may be skipped says why, on its line or right above: `// skipped: why`. */
const skipsHaveAReason: Rule = (files) =>
  files.flatMap((file) => {
    if (!isTest(file)) return []
    const lines = file.text.split('\n')
    return lines.flatMap((line, index) =>
      SKIP.test(line) && !SKIP_REASON.test(line) && !SKIP_REASON.test(lines[index - 1] ?? '')
        ? [`${file.path}:${index + 1} skips without a reason`]
        : [],
    )
  })

/** No circles among files. */
const noCycles: Rule = (files) => findCycles(files).map((cycle) => cycle.join(' ↔ '))

/** Every rule of the house by its name: each returns the places that break it. */
export const houseRules = {
  layers,
  componentsAreLeaves,
  packagesHaveARoom,
  appCallsVerbs,
  serverFilesSaySo,
  environmentInOnePlace,
  onlyActionsAreExported,
  kebabCase,
  noBarrels,
  size,
  noHoles,
  exportsAreDescribed,
  noLeftovers,
  oneWordPerThing,
  actionsAreNamed,
  skipsHaveAReason,
  noCycles,
} satisfies Record<string, Rule>
