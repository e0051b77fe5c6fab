import 'server-only'
import type { FindingCategory, FindingSeverity } from '@/lib/domain/finding'

/** What a rule of ruff means here. */
export interface RuffRule {
  code: string
  category: FindingCategory
  severity: FindingSeverity
  /** how likely a finding would be accepted before anybody's verdicts */
  confidence: number
  cwe: number | null
  /** rule of ours that looks for the same, more exactly: alone, ruff's word for it is weak */
  ours: string | null
  title: string
}

/** Alone, a pattern that our own analysis looked at without finding harm. */
const WEAK = 0.3

type Row = [
  codes: string,
  title: string,
  more?: Partial<Pick<RuffRule, 'cwe' | 'ours' | 'confidence' | 'severity'>>,
]

/** Programs that are wrong whatever they are for: they raise, or do what nobody meant. */
const WRONG: Row[] = [
  ['F402', 'An import is shadowed by a loop variable', { confidence: 0.6 }],
  ['F502 F503', 'A %-format gets the wrong kind of arguments'],
  ['F501 F509 PLE1300', 'A format string is not valid'],
  ['F504 F522 F523', 'An argument of a format is never used', { confidence: 0.7 }],
  ['F505 F524', 'A format names an argument that is not there'],
  ['F506 F525', 'A format mixes two kinds of placeholders'],
  ['F507', 'A %-format has another number of arguments than placeholders'],
  ['F508', 'A %-format takes a width from a mapping'],
  ['F521', 'A format string is not valid'],
  ['F601', 'A dictionary has the same key twice with different values'],
  ['F621 F622', 'An unpacking is not possible'],
  ['F631', 'An assert over a tuple is always true'],
  ['F632', 'Values are compared by identity', { ours: 'identity-comparison', confidence: 0.8 }],
  ['F633', '>> is used with print'],
  ['F634', 'A condition over a tuple is always true'],
  ['F701 F702 F704 F706 F707 PLE0116 PLE0118 PLE1142', 'A statement stands where it may not'],
  ['F821', 'A name is not defined', { severity: 'high', confidence: 0.75 }],
  ['F822', '__all__ names what is not there', { confidence: 0.5 }],
  ['PLE0604 PLE0605', '__all__ is no list of names', { confidence: 0.4 }],
  ['F823', 'A local name is used before it gets a value', { severity: 'high' }],
  ['F901', 'NotImplemented is raised instead of NotImplementedError'],
  ['E902 PLE2510 PLE2512 PLE2513 PLE2514 PLE2515', 'The text holds characters that editors do not show'],
  ['B002', 'A doubled sign does not count up or down'],
  ['B003', 'Assigning os.environ does not change the environment'],
  ['B004', 'hasattr does not tell whether an object can be called', { confidence: 0.5 }],
  ['B005 PLE1310', 'strip takes characters, not a word', { confidence: 0.8 }],
  ['B006', 'A mutable default is shared by all calls', { ours: 'mutable-default' }],
  ['B012', 'A jump out of finally swallows the exception', { cwe: 705, confidence: 0.55 }],
  ['B015', 'A comparison has no effect', { ours: 'unused-result', confidence: 0.8 }],
  ['B016', 'What is raised is no exception'],
  ['B018', 'An expression has no effect', { ours: 'unused-result', confidence: 0.4 }],
  ['B020', 'A loop variable overwrites what is iterated', { confidence: 0.55 }],
  ['B021', 'An f-string is no docstring'],
  ['B022', 'suppress without exceptions suppresses nothing'],
  ['B023', 'A closure sees the last value of a loop variable', { ours: 'late-binding' }],
  ['B025', 'The same exception is handled twice'],
  ['B026', 'A starred argument follows a keyword', { confidence: 0.5 }],
  ['B029 B030', 'except names what is no exception'],
  ['B031', 'A group of groupby is used more than once'],
  ['B032', 'An annotation stands where an assignment was meant'],
  ['B033', 'A set has the same value twice', { confidence: 0.8 }],
  ['B034', 'A flag is passed where re expects a count', { confidence: 0.8 }],
  ['B035', 'A dictionary comprehension has only one key'],
  ['B039', 'A context variable has a mutable default'],
  ['PLE0100 PLE0101', '__init__ returns or yields'],
  ['PLE0115 PLE0117', 'global or nonlocal does not fit the name'],
  ['PLE0237', 'An attribute is not among the slots'],
  ['PLE0241', 'A base class is named twice'],
  ['PLE0302', 'A special method has the wrong parameters'],
  ['PLE0303 PLE0305 PLE0307 PLE0308 PLE0309', 'A special method returns the wrong type'],
  ['PLE0643', 'An index is beyond the end'],
  ['PLE0704', 'raise stands outside of except', { confidence: 0.4 }],
  ['PLE1132', 'A keyword argument is passed twice'],
  ['PLE1205 PLE1206', 'A log message has another number of arguments than placeholders'],
  ['PLE1307', 'A %-format gets the wrong type'],
  ['PLE1507 PLW1508', 'An environment variable is named or defaulted by no string', { confidence: 0.5 }],
  ['PLE1519 PLE1520', 'singledispatch does not fit a method'],
  ['PLW0127', 'A variable is assigned to itself', { confidence: 0.4 }],
  ['PLW0128', 'An unpacking assigns the same name twice', { confidence: 0.5 }],
  ['PLW0129 PLW0131', 'An assert or expression tests what is always true'],
  ['PLW0133', 'An exception is made and not raised'],
  ['PLW0177', 'A comparison with NaN is always false'],
  ['PLW0211', 'A static method has self as its first parameter', { confidence: 0.7 }],
  ['PLW0245', 'super lacks its call'],
  ['PLW0406', 'A module imports itself'],
  ['PLW0711', 'except with `or` handles only the first'],
  ['PLW1501', 'The mode of open is not valid'],
  ['PLW1507', 'A shallow copy of os.environ changes the environment', { confidence: 0.8 }],
  ['PLW2101', 'A lock in `with` is released at once'],
  ['PLR0124', 'A value is compared with itself', { ours: 'same-operand', confidence: 0.5 }],
  ['RUF006', 'A task that nobody holds may vanish', { confidence: 0.65 }],
  ['RUF008 RUF009', 'A default of a dataclass is shared by all objects', { confidence: 0.7 }],
  ['RUF016', 'An index has the wrong type'],
  ['RUF018', 'An assignment in an assert vanishes with -O', { confidence: 0.8 }],
  ['RUF024', 'dict.fromkeys shares one mutable value', { confidence: 0.75 }],
  ['RUF026', 'default_factory is passed as a keyword'],
  ['RUF030 RUF040', 'The message of an assert is no text'],
  ['RUF033', '__post_init__ has a default'],
  ['RUF034', 'Both branches of a condition are the same', { ours: 'same-branches', confidence: 0.8 }],
  ['RUF048', 'A version is read as numbers that it may not hold', { confidence: 0.6 }],
  ['RUF064', 'Permissions are written in decimal', { cwe: 732 }],
  ['INT001 INT002 INT003', 'A text is formatted before it is translated'],
  [
    'YTT101 YTT102 YTT103 YTT201 YTT202 YTT203 YTT204 YTT301 YTT302 YTT303',
    'A version of Python is compared as text',
  ],
  [
    'SIM220 SIM221 SIM222 SIM223',
    'A condition is always the same',
    { ours: 'constant-condition', confidence: 0.55 },
  ],
  ['LOG014', 'exc_info is asked for where there is no exception', { confidence: 0.5 }],
  ['LOG009', 'A level of logging does not exist'],
]

/** Right today, and a trap for whoever comes next, or not worth a person's look unasked. */
const WEAKER: Row[] = [
  ['F811', 'A definition is replaced before it was used', { confidence: 0.5 }],
  ['F841', 'A variable gets a value that nobody reads', { confidence: 0.5 }],
  ['E721', 'Types are compared instead of asked with isinstance', { confidence: 0.4 }],
  ['E722 S110 S112', 'An exception is swallowed', { ours: 'swallowed-exception', cwe: 703 }],
  ['B008', 'A default is computed once, when the function is defined', { confidence: WEAK }],
  ['B011', 'assert False vanishes with -O', { confidence: 0.4 }],
  ['B017', 'A test expects any exception', { confidence: 0.5 }],
  ['B904', 'An exception is raised in except without its cause', { confidence: 0.4 }],
  ['PLW0120', 'else of a loop without break always runs', { confidence: 0.6 }],
  ['PLW0604', 'global stands at module level', { confidence: 0.5 }],
  ['PLW0642', 'self or cls is assigned', { confidence: 0.5 }],
  ['PLW1509', 'preexec_fn is not safe with threads', { confidence: 0.5 }],
  ['SIM115', 'A file is opened and not closed', { ours: 'unclosed-resource', cwe: 772 }],
  ['DTZ003 DTZ004', 'A time in UTC does not say so', { ours: 'naive-datetime' }],
  ['W605', 'An escape in a string does not exist', { confidence: 0.6 }],
  ['LOG007', 'exception() is told to leave out the exception', { confidence: 0.6 }],
]

const SLOW: Row[] = [
  ['ASYNC100', 'A time limit without await cannot end anything', { confidence: 0.7 }],
  ['ASYNC105', 'An asynchronous call is not awaited', { ours: 'missing-await', confidence: 0.8 }],
  ['ASYNC110', 'A loop waits by sleeping', { confidence: 0.5 }],
  ['ASYNC210', 'A request over the network blocks the event loop', { confidence: 0.75 }],
  ['ASYNC220 ASYNC221 ASYNC222', 'Waiting for a program blocks the event loop', { confidence: 0.7 }],
  ['ASYNC230', 'Opening a file blocks the event loop', { confidence: 0.4 }],
  ['ASYNC250', 'input() blocks the event loop', { confidence: 0.75 }],
  ['ASYNC251', 'time.sleep blocks the event loop', { confidence: 0.85 }],
  ['B019', 'A cache on a method keeps its objects alive', { confidence: 0.45 }],
  ['RUF017', 'Lists are added up in quadratic time', { confidence: 0.7 }],
  ['PERF101 PERF102', 'A loop makes a list that it does not need', { confidence: 0.5 }],
  ['PERF401 PERF402 PERF403', 'A loop copies what a comprehension would', { confidence: WEAK }],
  ['RUF015', 'A whole list is made for its first element', { confidence: 0.4 }],
]

const DANGEROUS: Row[] = [
  ['PLE2502', 'Text in another direction hides what the code does', { cwe: 1007, confidence: 0.9 }],
  ['S102', 'exec runs code', { ours: 'code-injection', cwe: 94 }],
  ['S103', 'A file is opened to everybody', { ours: 'open-permissions', cwe: 732 }],
  ['S104', 'A server listens on all interfaces', { ours: 'bound-to-all', cwe: 605 }],
  ['S105 S106 S107', 'A secret is written in the code', { ours: 'hard-coded-secret', cwe: 798 }],
  ['S108 S306', 'A temporary file can be guessed', { ours: 'insecure-temp-file', cwe: 377 }],
  ['S113', 'A request may wait for ever', { cwe: 400, confidence: 0.45 }],
  ['S201', 'Flask runs in debug mode', { ours: 'debug-mode', cwe: 489 }],
  ['S202', 'An archive is unpacked without looking at its paths', { ours: 'archive-extraction', cwe: 22 }],
  ['S301 S302 S506', 'Data is read by what can run code', { ours: 'unsafe-deserialisation', cwe: 502 }],
  ['S303 S324', 'A hash is weak', { ours: 'weak-hash', cwe: 328 }],
  ['S304 S305 S413', 'A cipher is weak', { ours: 'weak-crypto', cwe: 327 }],
  ['S307', 'eval runs code', { ours: 'code-injection', cwe: 95 }],
  ['S308 S704', 'Text is marked as safe HTML', { ours: 'cross-site-scripting', cwe: 79 }],
  ['S310', 'A URL may have any scheme', { ours: 'ssrf', cwe: 918 }],
  ['S311', 'Random numbers can be foretold', { ours: 'weak-random', cwe: 330 }],
  ['S312 S321', 'A protocol without encryption is used', { ours: 'cleartext-protocol', cwe: 319 }],
  ['S313 S314 S315 S316 S317 S318 S319', 'XML of others may blow up or reach out', { ours: 'xxe', cwe: 611 }],
  ['S323 S501', 'A certificate is not checked', { ours: 'tls-not-verified', cwe: 295 }],
  ['S502 S503 S504', 'An old version of TLS is allowed', { ours: 'weak-tls', cwe: 327 }],
  ['S505', 'A key is too short', { ours: 'weak-key', cwe: 326 }],
  ['S507', 'The key of an SSH host is not checked', { ours: 'host-key-not-verified', cwe: 295 }],
  ['S508 S509', 'SNMP without encryption is used', { cwe: 319, confidence: 0.6 }],
  ['S601 S602 S604 S605 S609', 'A shell runs a command', { ours: 'command-injection', cwe: 78 }],
  ['S608 S610 S611', 'SQL is put together from texts', { ours: 'sql-injection', cwe: 89 }],
  ['S612', 'The configuration of logging is taken from the network', { cwe: 94, confidence: 0.7 }],
  ['S701 S702', 'Templates do not escape', { ours: 'no-autoescape', cwe: 79 }],
]

function toRules(
  rows: Row[],
  category: FindingCategory,
  severity: FindingSeverity,
  usual: number,
): RuffRule[] {
  return rows.flatMap(([codes, title, more = {}]) => {
    const confidence = more.confidence ?? (more.ours === undefined ? usual : WEAK)
    const rule = { category, severity, cwe: null, ours: null, title, ...more, confidence }
    return codes.split(' ').map((code) => ({ code, ...rule }))
  })
}

/** The rules of ruff that are asked for, by code: correctness, security, asynchronous code, performance; no style. */
export const RUFF_RULES: ReadonlyMap<string, RuffRule> = new Map(
  [
    ...toRules(WRONG, 'correctness', 'medium', 0.9),
    ...toRules(WEAKER, 'maintainability', 'low', 0.6),
    ...toRules(SLOW, 'performance', 'medium', 0.6),
    ...toRules(DANGEROUS, 'security', 'medium', 0.6),
  ].map((rule) => [rule.code, rule]),
)
