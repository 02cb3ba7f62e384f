/** Addresses come from elsewhere: only those a browser opens harmlessly become links. */
export function safeUrl(url: string | undefined): string | undefined {
  return url && /^(?:https?|ftp):\/\/\S+$/i.test(url) ? url : undefined
}
