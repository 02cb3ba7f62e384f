/** How long `Retry-After` asks to wait, in milliseconds; it holds seconds or a date. 0: it says nothing. */
export function retryAfterMs(header: string | undefined, now = Date.now()): number {
  if (!header) return 0
  if (/^\d{1,6}$/.test(header.trim())) return Number(header) * 1000
  const moment = Date.parse(header)
  return Number.isNaN(moment) ? 0 : Math.max(0, moment - now)
}
