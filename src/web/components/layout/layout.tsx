import type { ComponentChildren } from "preact"
import { directionOf, inLanguage, languages, layoutMessages } from "../../../texts/index.ts"
import type { Page } from "../../page.ts"
import { Announcements } from "./announcements.tsx"
import { Footer } from "./footer.tsx"
import { Header, type Section } from "./header.tsx"

export interface Head {
  readonly title: string
  readonly description?: string | undefined
  /** Path and query behind the language of the address search engines should keep; absent on pages they should not. */
  readonly canonical?: string | undefined
  readonly indexed?: boolean
  readonly jsonLd?: object | undefined
  /** The same as documents for programs. */
  readonly documents?: readonly { readonly type: string; readonly href: string }[]
}

interface FrameOptions {
  readonly page: Page
  readonly head: Head
  readonly section?: Section | undefined
  /** Where we are, below the brand. */
  readonly place?: string
  /** Tables and the office take more width. */
  readonly wide?: boolean
  readonly children: ComponentChildren
}

/** The document around a page: head, header, footer. Its children bring `main`, with the id that the skip link leads to. */
export function Frame({ page, head, section, place, wide = false, children }: FrameOptions) {
  const words = layoutMessages[page.language]
  return (
    <html lang={page.language} dir={directionOf(page.language)}>
      <HeadTags page={page} head={head} />
      <body class={wide ? "wide" : undefined}>
        <a class="skip" href="#main">
          {words.skip}
        </a>
        <Header page={page} section={section} place={place} />
        {page.site.demo && (
          <aside class="demo" aria-label={words.demoLabel}>
            <p class="wrap">{words.demo}</p>
          </aside>
        )}
        <Announcements page={page} />
        {children}
        <Footer page={page} slim={wide} />
      </body>
    </html>
  )
}

interface Options {
  readonly page: Page
  readonly head: Head
  readonly section?: Section
  /** Class of `main`: "edit" for pages whose headings are ours. */
  readonly kind?: string
  readonly children: ComponentChildren
}

export function Layout({ page, head, section, kind, children }: Options) {
  return (
    <Frame page={page} head={head} section={section}>
      <main id="main" class={kind} tabIndex={-1}>
        {children}
      </main>
    </Frame>
  )
}

export function HeadTags({ page, head }: { page: Page; head: Head }) {
  const { site, language } = page
  const { manifest } = site.assets
  const siteName = `${layoutMessages[language].brand} · ${inLanguage(site.name, language)?.text ?? ""}`
  const absolute = (tongue: string, rest: string) => `${site.baseUrl}/${tongue}${rest}`
  const { canonical } = head
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width,initial-scale=1" />
      <title>{`${head.title} · ${layoutMessages[language].brand}`}</title>
      {head.description && <meta name="description" content={head.description} />}
      {head.indexed === false && <meta name="robots" content="noindex,follow" />}
      {(manifest.preload[language] ?? []).map((font) => (
        <link rel="preload" href={`/assets/${font}`} as="font" type="font/woff2" crossorigin="anonymous" />
      ))}
      <link rel="stylesheet" href={`/assets/${manifest.style}`} />
      <link rel="icon" href={`/assets/${manifest.icon}`} type="image/svg+xml" />
      <meta name="color-scheme" content="light dark" />
      {canonical !== undefined && (
        <>
          <link rel="canonical" href={absolute(language, canonical)} />
          {languages.map((tongue) => (
            <link rel="alternate" hreflang={tongue} href={absolute(tongue, canonical)} />
          ))}
          <link rel="alternate" hreflang="x-default" href={absolute("ar", canonical)} />
          <meta property="og:url" content={absolute(language, canonical)} />
        </>
      )}
      {head.documents?.map(({ type, href }) => (
        <link rel="alternate" type={type} href={href} />
      ))}
      <meta property="og:title" content={head.title} />
      {head.description && <meta property="og:description" content={head.description} />}
      <meta property="og:type" content="website" />
      <meta property="og:site_name" content={siteName} />
      {head.jsonLd && (
        <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: jsonForScript(head.jsonLd) }} />
      )}
      <script type="module" src={`/assets/${manifest.scripts.suggest}`} />
    </head>
  )
}

/** Inside a script element `<` could end it: escaped, the JSON stays the same. */
export function jsonForScript(value: object): string {
  return JSON.stringify(value)
    .replaceAll("<", "\\u003c")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029")
}
