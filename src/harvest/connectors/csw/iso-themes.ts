/**
 * ISO 19115 topic categories and INSPIRE themes under the EU data themes, as the Commission's mapping for GeoDCAT-AP puts them;
 * the registry of the portal says which of its own themes stands for each.
 */
const topicCategories = new Map(
  Object.entries({
    farming: "AGRI",
    biota: "ENVI",
    boundaries: "REGI",
    climatologyMeteorologyAtmosphere: "ENVI",
    economy: "ECON",
    elevation: "REGI",
    environment: "ENVI",
    geoscientificInformation: "ENVI",
    health: "HEAL",
    imageryBaseMapsEarthCover: "REGI",
    intelligenceMilitary: "JUST",
    inlandWaters: "ENVI",
    location: "REGI",
    oceans: "ENVI",
    planningCadastre: "REGI",
    society: "SOCI",
    structure: "REGI",
    transportation: "TRAN",
    utilitiesCommunication: "ENER",
    disaster: "JUST",
    extraTerrestrial: "TECH",
  }),
)

// Code of the theme, EU data theme, names in English and French.
const inspire: readonly (readonly [code: string, theme: string, english: string, french: string])[] = [
  ["ad", "REGI", "Addresses", "Adresses"],
  ["au", "REGI", "Administrative units", "Unités administratives"],
  ["rs", "REGI", "Coordinate reference systems", "Référentiels de coordonnées"],
  ["gg", "REGI", "Geographical grid systems", "Systèmes de maillage géographique"],
  ["cp", "REGI", "Cadastral parcels", "Parcelles cadastrales"],
  ["gn", "REGI", "Geographical names", "Dénominations géographiques"],
  ["hy", "ENVI", "Hydrography", "Hydrographie"],
  ["ps", "ENVI", "Protected sites", "Sites protégés"],
  ["tn", "TRAN", "Transport networks", "Réseaux de transport"],
  ["el", "REGI", "Elevation", "Altitude"],
  ["ge", "ENVI", "Geology", "Géologie"],
  ["lc", "ENVI", "Land cover", "Occupation des terres"],
  ["oi", "REGI", "Orthoimagery", "Ortho-imagerie"],
  ["af", "AGRI", "Agricultural and aquaculture facilities", "Installations agricoles et aquacoles"],
  [
    "am",
    "ENVI",
    "Area management/restriction/regulation zones and reporting units",
    "Zones de gestion, de restriction ou de réglementation et unités de déclaration",
  ],
  ["ac", "ENVI", "Atmospheric conditions", "Conditions atmosphériques"],
  ["br", "ENVI", "Bio-geographical regions", "Régions biogéographiques"],
  ["bu", "REGI", "Buildings", "Bâtiments"],
  ["er", "ENER", "Energy resources", "Sources d'énergie"],
  ["ef", "ENVI", "Environmental monitoring facilities", "Installations de suivi environnemental"],
  ["hb", "ENVI", "Habitats and biotopes", "Habitats et biotopes"],
  ["hh", "HEAL", "Human health and safety", "Santé et sécurité des personnes"],
  ["lu", "REGI", "Land use", "Usage des sols"],
  ["mf", "ENVI", "Meteorological geographical features", "Caractéristiques géographiques météorologiques"],
  ["mr", "ENER", "Mineral resources", "Ressources minérales"],
  ["nz", "JUST", "Natural risk zones", "Zones à risque naturel"],
  ["of", "ENVI", "Oceanographic geographical features", "Caractéristiques géographiques océanographiques"],
  ["pd", "SOCI", "Population distribution — demography", "Répartition de la population — démographie"],
  ["pf", "ECON", "Production and industrial facilities", "Lieux de production et sites industriels"],
  ["sr", "ENVI", "Sea regions", "Régions maritimes"],
  ["so", "ENVI", "Soil", "Sols"],
  ["sd", "ENVI", "Species distribution", "Répartition des espèces"],
  ["su", "SOCI", "Statistical units", "Unités statistiques"],
  ["us", "GOVE", "Utility and governmental services", "Services d'utilité publique et services publics"],
]

const inspireByCode = new Map(inspire.map(([code, theme]) => [code, theme]))
const inspireByName = new Map(
  inspire.flatMap(([, theme, ...names]) => names.map((name) => [folded(name), theme] as const)),
)

export function themeOfTopic(category: string): string | undefined {
  return topicCategories.get(category)
}

/** By the theme's address (`http://inspire.ec.europa.eu/theme/cp`), else by its name. */
export function themeOfInspire(name: string | undefined, address: string | undefined): string | undefined {
  const code = /inspire\.ec\.europa\.eu\/theme\/([a-z]{2})\b/i.exec(address ?? "")?.[1]?.toLowerCase()
  return (code && inspireByCode.get(code)) ?? (name === undefined ? undefined : inspireByName.get(folded(name)))
}

function folded(name: string): string {
  return name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "")
}
