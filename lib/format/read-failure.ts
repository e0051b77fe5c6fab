/** A failure as a person reads it first, and the text as it was when that is not the same. */
export interface ReadFailure {
  sentence: string
  raw: string | null
}

/** Where the sandbox shows the project and its scratch folder, in each of its modes; before them no further path. */
const PROJECT_FOLDERS =
  /(?<![\w./~-])(?:\/in|\/box|\/tmp\/assay-stage-\d+-\w+\/[0-9a-f]{32}|\/tmp\/assay-box-\d+-\w+|(?:\/[\w.@+-]+)*\/snapshots\/[0-9a-f]{64}(?:\.\d+)?)(?:\/|(?![\w/-]|\.\w))/g

/** Paths of the sandbox as paths of the project: `/in/shop/cart.py` is `shop/cart.py`. */
export function withProjectPaths(text: string): string {
  return text.replace(PROJECT_FOLDERS, (folder) => (folder.endsWith('/') ? '' : 'the project folder'))
}

const ERROR_TYPE = '(?:[a-z_]\\w*\\.)*(?<type>[A-Z]\\w*(?:Error|Exception|Exit|Timeout|Disconnected))'
/** A Python error at the end of a text: what it is part of, its type, its message. */
const ERROR_AT_END = new RegExp(`^(?<lead>(?:.*[\\s:])?)${ERROR_TYPE}(?::\\s*(?<message>.*?))?\\.?$`, 's')
/** One in brackets behind a sentence that already says what it means. */
const ERROR_IN_BRACKETS = new RegExp(`\\s*\\(${ERROR_TYPE}\\b(?:[^()]|\\([^()]*\\))*\\)(?=[.:]|$)`)

const NETWORK = 'it needs the network, which the sandbox does not have'

/** What an error means here, to someone who does not know the sandbox. `message` has the project's paths. */
const MEANING: Record<string, (message: string) => string> = {
  MemoryError: () => 'it needs more memory than the sandbox allows',
  RecursionError: () => 'it calls itself without an end',
  SystemExit: () => 'it ends the process',
  URLError: () => NETWORK,
  gaierror: () => NETWORK,
  ConnectionError: () => NETWORK,
  ConnectionRefusedError: () => NETWORK,
  RemoteDisconnected: () => NETWORK,
  PermissionError: () => 'it opens or writes what the sandbox keeps closed',
  FileNotFoundError: (message) => {
    const file = /'([^']+)'\s*$/.exec(message)?.[1]
    return file === undefined
      ? 'it needs a file that is not there'
      : `it needs the file ${file}, which is not there`
  },
}

/**
 * Reads a failure of foreign code: paths of the sandbox become the project's, an error whose cause is the sandbox becomes
 * a sentence, several lines become the first. `raw` is null when nothing was lost.
 */
export function readFailure(text: string): ReadFailure {
  const mapped = withProjectPaths(text.trim())
  const [first = ''] = mapped.split('\n', 1)
  const withoutError = first.replace(ERROR_IN_BRACKETS, '')
  if (withoutError !== first) return { sentence: withoutError, raw: text.trim() }
  const { lead = '', type = '', message = '' } = ERROR_AT_END.exec(first)?.groups ?? {}
  const meaning = MEANING[type]?.(message)
  if (meaning !== undefined) return { sentence: capital(`${lead}${meaning}.`), raw: text.trim() }
  return { sentence: first, raw: first === mapped ? null : text.trim() }
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
