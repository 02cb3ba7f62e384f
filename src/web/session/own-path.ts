const origin = "http://portal.invalid"
const ownPage = /^\/(?:ar|fr|en)(?:\/(?!\/|sign-)|$)/

/** Where to go after signing in: a path of our own pages, else nowhere. Whatever leads elsewhere is not followed. */
export function ownPath(text: string | null | undefined): string | undefined {
  if (!text || text.length > 2000 || !text.startsWith("/") || /[\\\p{Cc}]/u.test(text)) return undefined
  if (!URL.canParse(text, origin)) return undefined
  const url = new URL(text, origin)
  if (url.origin !== origin || !ownPage.test(url.pathname)) return undefined
  return `${url.pathname}${url.search}${url.hash}`
}
