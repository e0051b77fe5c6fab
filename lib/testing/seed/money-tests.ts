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
