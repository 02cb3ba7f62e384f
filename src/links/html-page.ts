/** What a web page that came instead of a file says of itself. Pure, and quick whatever the page is made of. */

/** Where a page says that nothing is there; Arabic, French, English, as hosts write it. */
const notFound =
  /\b404\b|not[ -]found|no longer (?:available|exists)|does(?:n['’]t| not) exist|introuvable|n['’](?:existe|est) (?:pas|plus)(?: disponible)?|non trouvée?|page inexistante|لم يتم العثور|تعذر العثور|غير موجود|غير متوفر|غير متاح|لا توجد صفحة|الصفحة المطلوبة/i
const signIn = /<input\b[^<>]{0,500}?\btype\s{0,9}=\s{0,9}["']?password\b/i
const signInPath = /\/(?:log-?in|sign-?in|connexion|authenti\w*|auth|sso|cas|oauth2?|user\/login)(?:[/?.]|$)/i
const heading = /<(?:title|h1|h2)\b[^<>]*>/gi
const longestHeading = 300

export function asksToSignIn(html: string, { url, askedUrl }: { url: string; askedUrl: string }): boolean {
  return signIn.test(html) || (url !== askedUrl && signInPath.test(url) && !signInPath.test(askedUrl))
}

/** In its title and headings; in its words where it is short. An article about errors has them further below. */
export function saysNotFound(html: string): boolean {
  const shown = withoutScripts(html)
  if (notFound.test(textOf(headingsOf(shown)))) return true
  const all = textOf(shown)
  return all.length < 600 && notFound.test(all)
}

/** An error told as data, with the status of success. */
export function isErrorAnswer(text: string): boolean {
  const start = text.slice(0, 2000).trimStart()
  if (/^(?:<\?xml[^>]*>\s*)?<(?:\w+:)?(?:ExceptionReport|ServiceException(?:Report)?|Error)\b/i.test(start)) return true
  if (/^\{\s*"(?:error|errors|errorMessage|error_code)"\s*:(?!\s*(?:null|false|\[\s*\]))/.test(start)) return true
  return text.length < 2000 && /^\{[^[]*"success"\s*:\s*false\b/.test(start)
}

/** A table of Excel in the clothes of a page: programs write them under the name XLS. */
export function isOfficePage(html: string): boolean {
  return html.includes("urn:schemas-microsoft-com:office")
}

function headingsOf(html: string): string {
  return [...html.matchAll(heading)]
    .map(({ index, 0: tag }) => html.slice(index + tag.length, index + tag.length + longestHeading))
    .map((rest) => rest.split(/<\/(?:title|h1|h2)/i, 1)[0])
    .join(" ")
}

function withoutScripts(html: string): string {
  const parts = html.split(/<(?=\/?(?:script|style)\b)/i)
  return parts.filter((part) => !/^(?:script|style)\b/i.test(part)).join("<")
}

function textOf(html: string): string {
  return html
    .replace(/<[^<>]*>/g, " ")
    .replaceAll("&#039;", "'")
    .replaceAll("&rsquo;", "’")
    .replace(/[\u064b-\u0652]/g, "")
    .replace(/\s+/g, " ")
    .trim()
}
