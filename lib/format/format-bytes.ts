const UNITS = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB']

/** A size in binary units: "512 bytes", "1.5 KiB", "64 MiB". */
export function formatBytes(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 1023.5 && unit < UNITS.length - 1) {
    value /= 1024
    unit += 1
  }
  const text = unit === 0 || value >= 99.95 ? value.toFixed(0) : value.toFixed(1).replace(/\.0$/, '')
  return `${text} ${UNITS[unit]}`
}
