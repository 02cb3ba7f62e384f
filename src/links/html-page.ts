/** What a web page that came instead of a file says of itself. Pure. */

/** Where a page says that nothing is there; Arabic, French, English, as hosts write it. */
const notFound =
  /\b404\b|not[ -]found|no longer (?:available|exists)|does(?:n['’]t| not) exist|introuvable|n['’](?:existe|est) (?:pas|plus)(?: disponible)?|non trouvée?|page inexistante|لم يتم العثور|تعذر العثور|غير موجود|غير متوفر|غير متاح|لا توجد صفحة|الصفحة المطلوبة/i
const signIn = /<input\b[^>]*\btype\s*=\s*["']?password\b/i
const signInPath = /\/(?:log-?in|sign-?in|connexion|authenti\w*|auth|sso|cas|oauth2?|user\/login)(?:[/?.]|$)/i

export function asksToSignIn(html: string, { url, askedUrl }: { url: string; askedUrl: string }): boolean {
  return signIn.test(html) || (url !== askedUrl && signInPath.test(url) && !signInPath.test(askedUrl))
}

/** In its title and headings; in its words where it is short. An article about errors has them further below. */
export function saysNotFound(html: string): boolean {
  const heads = [...html.matchAll(/<(title|h1|h2)\b[^>]*>(.*?)<\/\1>/gis)].map((found) => found[2])
  const words = textOf(heads.join(" "))
  if (notFound.test(words)) return true
  const all = textOf(html)
  return all.length < 600 && notFound.test(all)
}

/** An error told as data, with the status of success. */
export function isErrorAnswer(text: string): boolean {
  const start = text.trimStart().slice(0, 2000)
  if (/^(?:<\?xml[^>]*>\s*)?<(?:\w+:)?(?:ExceptionReport|ServiceException(?:Report)?|Error)\b/i.test(start)) return true
  return (
    /^\{\s*"(?:error|errors|errorMessage|error_code)"\s*:(?!\s*(?:null|false|\[\s*\]))/.test(start) || isDenied(start)
  )
}

function isDenied(start: string): boolean {
  return start.length < 2000 && /^\{[^[]*"success"\s*:\s*false\b/.test(start)
}

function textOf(html: string): string {
  return html
    .replace(/<(script|style)\b.*?<\/\1\s*>/gis, " ")
    .replace(/<[^>]*>/g, " ")
    .replaceAll("&#039;", "'")
    .replaceAll("&rsquo;", "’")
    .replace(/[\u064b-\u0652]/g, "")
    .replace(/\s+/g, " ")
    .trim()
}
