import { createHash } from 'node:crypto'

const hashes = (encoding: 'base64' | 'hex') =>
  Array.from({ length: 40 }, (_, n) => createHash('sha256').update(`sample ${n}`).digest(encoding)).join('')

const code = `class LedgerEntry:
    """One booking of an account."""

    def __init__(self, account_id: int, amount_cents: int, currency: str = "EUR") -> None:
        self.account_id = account_id
        self.amount_cents = amount_cents
        self.currency = currency

    def apply_exchange_rate(self, rate: Decimal, *, rounding=ROUND_HALF_EVEN) -> "LedgerEntry":
        if rate <= 0:
            raise ValueError(f"rate must be positive, got {rate!r}")
        cents = (Decimal(self.amount_cents) * rate).quantize(Decimal("1"), rounding=rounding)
        return LedgerEntry(self.account_id, int(cents), self.currency)


def totals_by_account(entries: Iterable[LedgerEntry]) -> dict[int, int]:
    sums: dict[int, int] = defaultdict(int)
    for entry in entries:
        sums[entry.account_id] += entry.amount_cents
    return dict(sums)
`
const minified =
  'var e=t(7),n=r(e);function i(t,e){for(var r=0;r<e.length;r++){var n=e[r];n.enumerable=n.enumerable||!1,n.configurable=!0,"value"in n&&(n.writable=!0),Object.defineProperty(t,n.key,n)}}x=lambda a,b:(a^b)&0xff if a>b else[*map(lambda q:q<<3|q>>5,range(a,b))];'

/** Texts that tokenizers treat in quite different ways. */
export const TOKEN_SAMPLES: Record<string, string> = {
  code: code.repeat(4),
  prose: `${'The check on every hit covers what a callee changed, and refuses it for all. '.repeat(20)}\n`,
  minified: minified.repeat(6),
  'snake and camel':
    'parseHTTPResponseHeaders get_user_by_id_or_none XMLHttpRequest __dunder__ kWmJqXz '.repeat(20),
  'Chinese, Japanese, Korean':
    '今天的天气非常好，我们一起去公园散步吧。私は毎朝コーヒーを飲みながら新聞を読む。오늘은 날씨가 정말 좋네요. '.repeat(
      12,
    ),
  'other scripts':
    'Η γρήγορη καφέ αλεπού. Быстрая коричневая лиса. الثعلب البني السريع. तेज़ भूरी लोमड़ी। สุนัขจิ้งจอก '.repeat(12),
  emoji: '👩‍👩‍👧‍👦🏳️‍🌈🤷🏽‍♀️😀🎉🧑🏿‍🚀'.repeat(10),
  'rare letters': 'ꙮ𒐫﷽ᚠᛇᚻ𓀀𓂀ⵣⴰ'.repeat(20),
  'marks on marks': 'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!͖̬̰̙̗̿̋ͥͥ̂ͣ̐́́͜͞'.repeat(10),
  base64: hashes('base64'),
  hex: hashes('hex'),
  digits: Array.from({ length: 300 }, (_, n) => String(n * 7919 * 104_729)).join(' '),
  'runs of spaces': `${' '.repeat(37)}\n${'\t'.repeat(9)}\r\n`.repeat(12),
  'blank lines': '\n\n\n   \n\t\n'.repeat(100),
  'deep indentation': Array.from(
    { length: 60 },
    (_, n) => `${'    '.repeat(n % 15)}return value[${n}]\n`,
  ).join(''),
  signs: '(){}[];:,.<>!=+-*/%&|^~@#$?"\'`\\'.repeat(30),
  'rules of dashes': `${'#'.repeat(79)}\n${'='.repeat(79)}\n${'-'.repeat(79)}\n`.repeat(10),
}
