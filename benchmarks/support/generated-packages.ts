/** CKAN packages in the manner of the national catalogue, from a seed: about 3 kB each, one to four resources. */

const subjects = [
  "prix",
  "production",
  "superficie",
  "effectif",
  "budget",
  "dépenses",
  "accidents",
  "pluviométrie",
  "exportations",
  "importations",
]
const objects = [
  "des légumes",
  "du blé dur",
  "de l'huile d'olive",
  "des bus",
  "des musées",
  "des écoles primaires",
  "des barrages",
  "de la pêche",
  "des permis de bâtir",
  "des établissements de santé",
]
const arabic = ["أسعار", "إنتاج", "مساحة", "عدد", "ميزانية", "مصاريف", "حوادث", "كميات الأمطار", "صادرات", "واردات"]
const places = [
  "Tunis",
  "Ariana",
  "Sfax",
  "Sousse",
  "Gabès",
  "Kasserine",
  "Bizerte",
  "Béja",
  "Le Kef",
  "Médenine",
  "Tozeur",
  "Nabeul",
]
const words =
  "données annuelles détaillées publiées par le service statistique régional selon la nomenclature nationale avec les unités indiquées dans chaque colonne du tableau".split(
    " ",
  )
const licences = ["licence-nationale-de-donnees-publiques-ouvertes", "cc-by", "OTL", "odc-odbl", "notspecified"]
const formats = ["CSV", "XLSX", "JSON", "PDF", "GeoJSON"]

export function generatedPackages(count: number, seed = 1): object[] {
  return Array.from({ length: count }, (_, index) => generatedPackage(index, { seed }))
}

/** One of them, the same whichever were made before it; a higher `version` has another text and a later date. */
export function generatedPackage(index: number, { seed = 1, version = 0 } = {}) {
  const random = mulberry32(Math.imul(index + 1, 0x9e3779b1) + seed)
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!
  const hex = (digits: number) =>
    Math.floor(random() * 16 ** digits)
      .toString(16)
      .padStart(digits, "0")
  const uuid = () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(8)}${hex(4)}`
  const sentence = (length: number) => Array.from({ length }, () => pick(words)).join(" ")
  const [subject, object, place] = [Math.floor(random() * subjects.length), pick(objects), pick(places)]
  const year = 2010 + Math.floor(random() * 16)
  const title = `${subjects[subject]} ${object}, ${place} ${year} (${index})`
  const organization = Math.floor(random() * 60)
  return {
    id: uuid(),
    name: `jeu-${index}`,
    title,
    title_ar: `${arabic[subject]} ${year}`,
    notes: `${sentence(40)}. ${sentence(60)}.${version > 0 ? ` Révision ${version}.` : ""}`,
    type: "dataset",
    state: "active",
    private: false,
    isopen: true,
    author: `Service ${pick(words)}`,
    author_email: "",
    maintainer: `Direction ${pick(words)}`,
    maintainer_email: "donnees@ministere.example",
    url: "",
    version: "",
    creator_user_id: uuid(),
    relationships_as_object: [],
    relationships_as_subject: [],
    license_id: pick(licences),
    metadata_created: `${year}-03-01T10:00:00.000000`,
    metadata_modified: `${year + 1 + version}-05-02T11:12:13.123456`,
    frequency_update: "annuelle",
    organization: {
      id: `org-${organization}`,
      name: `organisme-${organization}`,
      title: `Organisme public ${organization}`,
    },
    groups: [{ name: pick(["agriculture", "culture", "transport", "sante", "education"]) }],
    tags: Array.from({ length: 5 }, () => ({ name: `${pick(words)} ${pick(objects)}` })),
    extras: [
      { key: "period", value: `${year}/01/01..${year}/12/31` },
      { key: "place", value: place },
    ],
    resources: Array.from({ length: 1 + Math.floor(random() * 4) }, (_unused, position) => ({
      id: uuid(),
      name: `${title} - ${position + 1}`,
      description: sentence(12),
      format: pick(formats),
      url: `http://files.example/${index}/${position}.csv`,
      size: Math.floor(random() * 100_000),
      created: `${year}-03-01T10:00:00.000000`,
      last_modified: null,
      metadata_modified: `${year}-03-01T10:00:00.000000`,
      mimetype: null,
      cache_url: null,
      hash: "",
      resource_type: null,
      state: "active",
      position,
    })),
  }
}

// A small seeded generator (mulberry32, public domain): runs are the same on every machine.
function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
