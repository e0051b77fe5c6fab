import { describe, expect, it } from 'vitest'
import { analyseSources } from './analyse-sources'

/** For each rule: code that shows the fault, and a twin that differs in little and is right. */
const TWINS: Record<string, [rule: string, faulty: string, right: string]> = {
  'None is checked on the way': [
    'none-dereference',
    'import re\ndef f(text):\n    m = re.search("x", text)\n    if m is None:\n        text = ""\n    return m.group()\n',
    'import re\ndef f(text):\n    m = re.search("x", text)\n    if m is None:\n        return ""\n    return m.group()\n',
  ],
  'None is checked in the same condition': [
    'none-dereference',
    'import re\ndef f(text):\n    m = re.search("x", text)\n    return m.group() and m\n',
    'import re\ndef f(text):\n    m = re.search("x", text)\n    return m and m.group()\n',
  ],
  'a pattern that fits everything': [
    'none-dereference',
    'import re\ndef f(text):\n    return re.match("x+", text).end()\n',
    'import re\ndef f(text):\n    return re.match("x*", text).end()\n',
  ],
  'a loop gone through with small numbers': [
    'endless-loop',
    'def f(n):\n    steps = 0\n    while n != 1:\n        if n % 2 == 0:\n            n = n // 2\n        steps += 1\n    return steps\n',
    'def f(n):\n    steps = 0\n    while n != 1:\n        if n % 2 == 0:\n            n = n // 2\n        else:\n            n = 3 * n + 1\n        steps += 1\n    return steps\n',
  ],
  'a counter that is not stepped': [
    'endless-loop',
    'def f(items):\n    i = 0\n    while i < len(items):\n        print(items[i])\n',
    'def f(items):\n    i = 0\n    while i < len(items):\n        print(items[i])\n        i += 1\n',
  ],
  'a function that calls itself, or a global of its name': [
    'endless-recursion',
    'def close(handle):\n    close(handle.inner)\n',
    'class File:\n    def close(self, close=print):\n        close(self.handle)\n',
  ],
  'a middle between two ends': [
    'off-by-one',
    'def f(a, x):\n    lo, hi = 0, len(a)\n    while lo <= hi:\n        mid = (lo + hi) // 2\n        if a[mid] == x:\n            return mid\n        if a[mid] < x:\n            lo = mid + 1\n        else:\n            hi = mid - 1\n    return -1\n',
    'def f(a, x):\n    lo, hi = 0, len(a) - 1\n    while lo <= hi:\n        mid = (lo + hi) // 2\n        if a[mid] == x:\n            return mid\n        if a[mid] < x:\n            lo = mid + 1\n        else:\n            hi = mid - 1\n    return -1\n',
  ],
  'the next element under a condition': [
    'off-by-one',
    'def f(a):\n    for i in range(len(a)):\n        print(a[i + 1])\n',
    'def f(a):\n    for i in range(len(a)):\n        if i + 1 < len(a):\n            print(a[i + 1])\n',
  ],
  'elements taken out and put back': [
    'mutation-while-iterating',
    'def f(words, fits):\n    for word in words:\n        if fits(word):\n            words.remove(word)\n',
    'def f(words, fits):\n    for word in words:\n        words.remove(word)\n        fits(words)\n        words.append(word)\n',
  ],
  'two that are merged, two that are intersected': [
    'lost-remainder',
    'def f(a, b):\n    out = []\n    i = j = 0\n    while i < len(a) and j < len(b):\n        if a[i] < b[j]:\n            out.append(a[i])\n            i += 1\n        else:\n            out.append(b[j])\n            j += 1\n    return out\n',
    'def f(a, b):\n    out = []\n    i = j = 0\n    while i < len(a) and j < len(b):\n        if a[i] == b[j]:\n            out.append(a[i])\n            i += 1\n            j += 1\n        elif a[i] < b[j]:\n            i += 1\n        else:\n            j += 1\n    return out\n',
  ],
  'code after a loop with and without a way out': [
    'unreachable-code',
    'def f(read):\n    while True:\n        read()\n    print("done")\n',
    'def f(read):\n    while True:\n        if not read():\n            break\n    print("done")\n',
  ],
  'a return below what swallows errors': [
    'unreachable-code',
    'def f(path):\n    with open(path) as source:\n        return source.read()\n    print("never")\n',
    'import contextlib\ndef f(load):\n    with contextlib.suppress(KeyError):\n        return load()\n    print("not found")\n',
  ],
  'arguments exchanged, arguments mirrored': [
    'argument-order',
    'def size(width, height, color):\n    return width, height, color\ndef f(width, height, color):\n    return size(height, width, color)\n',
    'def link(first, second, left, right):\n    return first, second, left, right\ndef f(first, second, left, right):\n    return link(second, first, right, left)\n',
  ],
  'every error dropped, or only while tidying up': [
    'swallowed-exception',
    'def f(run):\n    try:\n        run()\n    except Exception:\n        pass\n',
    'def f(socket):\n    try:\n        socket.close()\n    except Exception:\n        pass\n',
  ],
  'an error dropped in a loop, or a member that cannot be read passed over': [
    'swallowed-exception',
    'def f(thing):\n    for name in dir(thing):\n        try:\n            thing.send(name)\n        except Exception:\n            continue\n',
    'def f(thing):\n    for name in dir(thing):\n        try:\n            value = getattr(thing, name)\n        except Exception:\n            continue\n        print(value)\n',
  ],
  'an error dropped, or answered by what follows': [
    'swallowed-exception',
    'def f(run):\n    try:\n        run()\n    except Exception:\n        pass\n    return True\n',
    "def f(value):\n    try:\n        return str(value)\n    except Exception:\n        pass\n    return '?'\n",
  ],
  'a function kept from a loop, or called in it': [
    'late-binding',
    'def f(names):\n    found = []\n    for name in names:\n        found.append(lambda: name)\n    return found\n',
    'def f(names, rows):\n    for name in names:\n        rows.sort(key=lambda row: row[name])\n    return rows\n',
  ],
  'a collection that is filled by another name': [
    'never-filled-collection',
    'def f(items):\n    seen = set()\n    return [item for item in items if item not in seen]\n',
    'def f(items):\n    seen = set()\n    remember = seen.add\n    return [item for item in items if item not in seen and not remember(item)]\n',
  ],
}

const pairs = Object.entries(TWINS)
const analyses = await analyseSources(
  pairs.flatMap(([, [, faulty, right]]) => [faulty, right].map((source) => ({ path: 'm.py', source }))),
)

describe('faults and their harmless twins', () => {
  it.each(pairs.map(([name, [rule]], index) => ({ name, rule, index })))('$name', ({ rule, index }) => {
    expect(analyses[2 * index]?.detections.map((one) => one.rule)).toContain(rule)
    expect(analyses[2 * index + 1]?.detections).toEqual([])
    expect(analyses[2 * index]?.problems).toEqual([])
  })

  it('each fault says what makes it happen', () => {
    for (const { detections } of analyses)
      for (const { trigger } of detections) expect((trigger ?? '').length).toBeGreaterThan(10)
  })
})
