/** What is wrong with an answer that came with a status of success. Pure. */
import { asksToSignIn, isErrorAnswer, isOfficePage, saysNotFound } from "./html-page.ts"
import type { Declared } from "./link.ts"
import { mayBePage, otherFormat, promisedFormat, sniffed } from "./real-format.ts"

export interface Answer {
  /** After redirects. */
  readonly url: string
  /** First bytes of the body. */
  readonly head: Uint8Array
}

export interface Judgement {
  readonly code?: string
  /** Format code of what it really is. */
  readonly format?: string
  /**
   * The host may answer so to any name: where it does, `code` is `soft-404`, and where it does not, a page that was
   * promised is believed.
   */
  readonly doubt?: true
}

export function judgeAnswer(declared: Declared, { url, head }: Answer): Judgement {
  if (head.length === 0) return { code: "empty" }
  const found = sniffed(head)
  const promised = promisedFormat(declared)
  const text = () => new TextDecoder().decode(head)
  if (found.real === "html") return judgePage(text(), { declared, url, isPageFine: mayBePage(promised) })
  if ((found.real === "json" || found.real === "xml") && !mayBePage(promised) && isErrorAnswer(text())) {
    return { code: "soft-404" }
  }
  const format = otherFormat(promised, found, declared.url)
  return format === undefined ? {} : { code: "other-format", format }
}

function judgePage(
  html: string,
  { declared, url, isPageFine }: { declared: Declared; url: string; isPageFine: boolean },
): Judgement {
  if (isOfficePage(html)) return isPageFine ? {} : { code: "other-format", format: "HTML" }
  if (isHome(url) && !isHome(declared.url)) return { code: "redirected-home" }
  if (asksToSignIn(html, { url, askedUrl: declared.url })) return { code: "login-page" }
  if (saysNotFound(html)) return isPageFine ? { code: "soft-404", doubt: true } : { code: "soft-404" }
  return isPageFine ? {} : { code: "html-instead", doubt: true }
}

/** `/`, `/fr/`, `/index.php`, `/accueil`… */
function isHome(address: string): boolean {
  const { pathname = "", search = "" } = URL.parse(address) ?? {}
  return search === "" && /^\/(?:(?:ar|fr|en)\/?)?(?:(?:index|home|accueil|default)(?:\.\w{2,5})?\/?)?$/i.test(pathname)
}
