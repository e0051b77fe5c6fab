import type { MutationFigures } from '@/lib/domain/check'

/** A test file for `ledger/money.py` of the sample, as a run would have made it: it passes, and covers what follows. */
export const moneyTests = `import pytest

from ledger.money import format_amount, parse_amount, percentage, split_evenly


@pytest.mark.parametrize(
    ("text", "cents"),
    [("1,204.50", 120450), ("-3", -300), ("0.5", 50), ("+7.25", 725)],
)
def test_parse_amount(text, cents):
    assert parse_amount(text) == cents


@pytest.mark.parametrize("text", ["", "abc", "1.234", "1.x"])
def test_parse_amount_refuses_what_is_no_amount(text):
    with pytest.raises(ValueError):
        parse_amount(text)


def test_format_amount():
    assert format_amount(-120450) == "-$1,204.50"
    assert format_amount(5, "€") == "€0.05"


def test_split_evenly():
    assert split_evenly(100, 3) == [34, 33, 33]


def test_percentage():
    assert percentage(250, 10) == 25
`

/** What executing them gave (pytest 7.2, coverage 6.5, mode A); `money-tests.test.ts` executes them again. */
export const moneyTestFigures = {
  testsPassed: 11,
  testsFailed: 0,
  coverage: {
    path: 'ledger/money.py',
    executed: [3, 6, 14, 15, 16, 17, 18, 19, 20, 23, 29, 30, 31, 34, 40, 42, 43, 46, 48, 49],
    missing: [41],
    partial: [40],
    excluded: [],
    statements: 21,
    coveredStatements: 20,
    branches: 4,
    coveredBranches: 3,
  },
}

/** What became of ten mistakes planted in the module under the seed of the same test. */
export const moneyTestMutation: MutationFigures = {
  mutantsRun: 10,
  mutantsKilled: 5,
  mutantsTimedOut: 0,
  possible: 67,
  survivors: [
    { line: 20, before: "fraction.ljust(2, '0') or 0", after: "fraction.ljust(2, '0') or 1" },
    { line: 29, before: 'cents < 0', after: 'cents < 1' },
    { line: 40, before: 'parts < 1', after: 'parts < 2' },
    { line: 48, before: 'cents * percent / 100', after: 'cents * percent / 99' },
    { line: 49, before: 'exact >= 0', after: 'exact > 0' },
  ],
}
