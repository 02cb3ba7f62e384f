import type { SearchDocument } from "../../src/search/index.ts"

/** A document of which only what matters is said. */
export function aDocument(
  id: string,
  { title = {}, ...given }: Omit<Partial<SearchDocument>, "id"> & { title?: Record<string, string> } = {},
): SearchDocument {
  const metadataModified = given.metadataModified ?? 0
  return {
    id,
    facets: {},
    modified: 0,
    issued: 0,
    metadataModified,
    popularity: 0,
    quality: 0,
    visibleTo: [],
    card: {
      id,
      slug: `slug-${id}`,
      title,
      organization: { id: "org", slug: "org", name: { fr: "Organisation" } },
      themes: [],
      formats: [],
      metadataModified: new Date(metadataModified).toISOString(),
      distributions: 0,
    },
    ...given,
    texts: { title: Object.entries(title).map(([lang, text]) => ({ lang, text })), ...given.texts },
  }
}
