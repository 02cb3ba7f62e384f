import { FirstWins, fold, localPart } from "./fold.ts"
import type { Theme } from "./vocabularies.ts"

/** EU data themes with their labels and the ISO 19115 topic categories that fall under each. */
const euThemeWords: Readonly<Record<string, string>> = {
  AGRI: "agriculture, fisheries, forestry and food|agriculture, pêche, sylviculture et alimentation|farming",
  ECON: "economy and finance|économie et finances|economy",
  EDUC: "education, culture and sport|éducation, culture et sport",
  ENER: "energy|énergie",
  ENVI: "environment|environnement|climatologyMeteorologyAtmosphere|geoscientificInformation|inlandWaters|oceans|biota",
  GOVE: "government and public sector|gouvernement et secteur public",
  HEAL: "health|santé",
  INTR: "international issues|questions internationales",
  JUST: "justice, legal system and public safety|justice, système juridique et sécurité publique",
  REGI: "regions and cities|régions et villes|boundaries|planningCadastre|location|imageryBaseMapsEarthCover",
  SOCI: "population and society|population et société|society",
  TECH: "science and technology|science et technologie|sciences et technologies",
  TRAN: "transport|transports|transportation",
}

/**
 * Strong keys (code, labels, EU code) before weak ones (one part of a label, "agriculture" for "Agriculture et pêche");
 * where several themes share an EU theme the first in the registry's order answers.
 */
export function themeResolver(themes: readonly Theme[]): (raw: string | undefined) => Theme | undefined {
  const ordered = [...themes].sort((a, b) => a.position - b.position)
  const strong = new FirstWins<Theme>()
  for (const theme of ordered) strong.add(theme.code, theme)
  for (const theme of ordered) for (const label of Object.values(theme.label)) strong.add(label, theme)
  for (const theme of ordered) {
    if (!theme.euTheme) continue
    strong.add(theme.euTheme, theme)
    for (const words of (euThemeWords[theme.euTheme] ?? "").split("|")) strong.add(words, theme)
  }
  const weak = weakKeys(ordered)
  return (raw) => {
    const text = localPart(raw?.trim() ?? "")
    return strong.get(text) ?? weak.get(fold(text))
  }
}

function weakKeys(themes: readonly Theme[]): ReadonlyMap<string, Theme> {
  const owners = new Map<string, Set<Theme>>()
  for (const theme of themes) {
    for (const key of Object.values(theme.label).flatMap(labelParts)) {
      owners.set(key, (owners.get(key) ?? new Set()).add(theme))
    }
  }
  return new Map([...owners].filter(([, those]) => those.size === 1).map(([key, [theme]]) => [key, theme!]))
}

/** The parts of an enumerating label: split at commas and at et / and / و. */
function labelParts(label: string): readonly string[] {
  return label
    .split(/,|،| et | and | & | (?=و\p{L}{2})/u)
    .map((part) => fold(part.trim().replace(/^و(?=ال)/u, "")))
    .flatMap((part) => [part, part.replace(/^ال/, "")])
    .filter((part) => part !== "")
}
