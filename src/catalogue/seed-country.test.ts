import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { fileURLToPath } from "node:url"
import fc from "fast-check"
import { type TestDatabase, testDatabase } from "../../tests/support/database.ts"
import { readHead } from "../platform/changes/index.ts"
import { fixedClock } from "../platform/clock.ts"
import { newId } from "../platform/ids.ts"
import {
  createVocabularies,
  euFrequencies,
  loadVocabularies,
  useConventions,
  type Vocabularies,
} from "../vocabulary/index.ts"
import { type CountryPack, readCountryPack } from "./country-pack.ts"
import { organizationByRef } from "./organization-store.ts"
import { seedCountry } from "./seed-country.ts"

const seedsDir = fileURLToPath(new URL("../../seeds", import.meta.url))
const deps = { seedsDir, clock: fixedClock("2026-01-01T00:00:00Z"), newId }

describe("the country pack tn", () => {
  let pack: CountryPack
  let vocabularies: Vocabularies
  before(async () => {
    pack = await readCountryPack(seedsDir, "tn")
    useConventions(pack.conventions)
    vocabularies = createVocabularies({ ...pack, frequencies: euFrequencies })
  })

  it("has 24 governorates, 266 delegations, 350 municipalities, 19 themes, 73 bodies", () => {
    const ofLevel = (level: string) => pack.places.filter((place) => place.level === level).length
    assert.deepEqual(
      [ofLevel("country"), ofLevel("governorate"), ofLevel("delegation"), ofLevel("municipality")],
      [1, 24, 266, 350],
    )
    assert.deepEqual([pack.themes.length, pack.organizations.length], [19, 73])
  })

  it("has the 9 licences of the country before the international ones", async () => {
    const own = pack.licences.slice(0, 9).map(({ code }) => code)
    assert.deepEqual(own.slice(0, 3), ["lndpo-tn", "otl", "otl-industrie"])
    assert.equal(own[8], "notspecified")
    assert.ok(pack.licences.length > 12)
  })

  it("gives each code, licence spelling and slug once, and every parent exists", () => {
    const codes = pack.places.flatMap(({ code, otherCodes }) => [code, ...otherCodes])
    assert.deepEqual(repeated(codes), [])
    assert.deepEqual(repeated(pack.themes.map(({ code }) => code)), [])
    assert.deepEqual(repeated(pack.licences.map(({ code }) => code)), [])
    const slugs = pack.organizations.map(({ slug }) => slug)
    assert.deepEqual(repeated(slugs), [])
    const known = new Set<string>([...slugs, ...pack.places.map(({ code }) => code)])
    for (const { parentCode } of pack.places) assert.ok(!parentCode || known.has(parentCode), parentCode)
    for (const { parent, successor } of pack.organizations) {
      assert.ok(!parent || known.has(parent), parent)
      assert.ok(!successor || known.has(successor), successor)
    }
  })

  it("writes every name in Arabic letters and in French", () => {
    const texts = [
      ...pack.places.map(({ name }) => name),
      ...pack.themes.map(({ label }) => label),
      ...pack.organizations.map(({ name }) => name),
    ]
    for (const { ar, fr } of texts) {
      assert.match(ar ?? "", /^[\u0621-\u064a\d\s()،-]+$/)
      assert.match(fr ?? "", /\p{Script=Latin}/u)
      assert.equal(fr, fr?.trim())
    }
  })

  it("every place lies in its country's box", () => {
    for (const { lat, lon, code } of pack.places) {
      if (lat === undefined || lon === undefined) continue
      assert.ok(lat > 30 && lat < 38 && lon > 7 && lon < 12, code)
    }
  })

  describe("its places are recognised", () => {
    const met: ReadonlyArray<readonly [raw: string, code: string | undefined]> = [
      ["Kef", "iso:TN-33"],
      ["Le Kef", "iso:TN-33"],
      ["El Kef", "iso:TN-33"],
      ["الكاف", "iso:TN-33"],
      ["Gouvernorat du Kef", "iso:TN-33"],
      ["Gouvernorat de l’Ariana", "iso:TN-12"],
      ["ولاية أريانة", "iso:TN-12"],
      ["أریانة", "iso:TN-12"],
      ["Béja", "iso:TN-31"],
      ["beja", "iso:TN-31"],
      ["Kbelli", "iso:TN-73"],
      ["Mednine", "iso:TN-82"],
      ["Bouarada", "ins:2453"],
      ["Délégation de Bou Arada", "ins:2453"],
      ["Commune Bouarada", "tn-mun:34-bou-arada"],
      ["Commune de Gabes", "tn-mun:81-gabes"],
      ["Municipalité Agareb", "tn-mun:61-agareb"],
      ["بلدية صيادة", "tn-mun:52-sayada"],
      ["ولاية تونس", "iso:TN-11"],
      ["Tunis", "iso:TN-11"],
      ["كامل تراب الجمهورية", "iso:TN"],
      ["Tunisie", "iso:TN"],
      ["TN-34", "iso:TN-34"],
      ["iso:TN-34", "iso:TN-34"],
      ["ins:34", "iso:TN-61"],
      ["ins:1151", "ins:1151"],
      ["1151", "ins:1151"],
      ["http://publications.europa.eu/resource/authority/country/TUN", "iso:TN"],
      ["http://www.wikidata.org/entity/Q328109", "iso:TN-11"],
      // Siliana in ISO, Sfax in INS: a number without its list is ambiguous.
      ["34", undefined],
      ["61", undefined],
      ["11", "iso:TN-11"],
      // A municipality of Sousse and one of Kasserine bear this name.
      ["Ezzouhour", undefined],
      ["Sfax, Tunisie", "iso:TN-61"],
      ["Bouarada - Siliana", "ins:2453"],
      ["Sfax, Sousse", undefined],
      ["Sfax, Paris", undefined],
      ["Paris", undefined],
    ]
    for (const [raw, code] of met) {
      it(`"${raw}" is ${code ?? "no place"}`, () => {
        assert.equal(vocabularies.placeFrom(raw)?.code, code)
      })
    }
  })

  describe("its licences and themes are recognised", () => {
    const licences: ReadonlyArray<readonly [raw: string, code: string | undefined]> = [
      ["Licence Nationale de Donnees Publiques Ouvertes", "lndpo-tn"],
      ["licence-nationale-de-données-publiques-ouvertes", "lndpo-tn"],
      ["OTL", "otl"],
      ["otl-data.industrie.gov.tn", "otl-industrie"],
      ["cc-by", "cc-by-4.0"],
      ["licence-creative-commons-attribution-cc-by", "cc-by-4.0"],
      ["http://creativecommons.org/licenses/by/4.0/deed.fr", "cc-by-4.0"],
      ["https://creativecommons.org/licenses/by/4.0", "cc-by-4.0"],
      ["http://publications.europa.eu/resource/authority/licence/CC_BY_4_0", "cc-by-4.0"],
      ["cc-zero", "cc0-1.0"],
      ["odc-odbl", "odbl-1.0"],
      ["https://opendatacommons.org/licenses/odbl/", "odbl-1.0"],
      ["other-pd", "other-pd"],
      ["notspecified", "notspecified"],
      ["Licence Ouverte / Open Licence", "etalab-2.0"],
      ["الرخصة الوطنية للبيانات العمومية المفتوحة", "lndpo-tn"],
      ["Licence : CC BY 4.0", "cc-by-4.0"],
      ["OKD Compliant::Other (Open)", "other-open"],
      ["https://creativecommons.org/licenses/by/3.0/", "cc-by-3.0"],
      ["Tous droits réservés", undefined],
      ["", undefined],
    ]
    for (const [raw, code] of licences) {
      it(`licence "${raw}" is ${code ?? "unknown"}`, () => {
        assert.equal(vocabularies.licenceFrom(raw)?.code, code)
      })
    }
    const themes: ReadonlyArray<readonly [raw: string, code: string | undefined]> = [
      ["agriculture", "agriculture"],
      ["Agriculture et pêche", "agriculture"],
      ["الفلاحة", "agriculture"],
      ["http://publications.europa.eu/resource/authority/data-theme/AGRI", "agriculture"],
      ["EDUC", "education"],
      ["Culture", "culture"],
      ["culture-et-patrimoine", "culture"],
      ["ECON", "economie-finances"],
      ["Health", "sante"],
      ["transportation", "transport"],
      ["الصيد البحري", "agriculture"],
      ["Divers", undefined],
    ]
    for (const [raw, code] of themes) {
      it(`theme "${raw}" is ${code ?? "unknown"}`, () => {
        assert.equal(vocabularies.themeFrom(raw)?.code, code)
      })
    }
  })
})

describe("whatever a source writes", () => {
  it("is a code of the lists or nothing, never an error", async () => {
    const pack = await readCountryPack(seedsDir, "tn")
    const { licenceFrom, themeFrom, placeFrom, frequencyFrom } = createVocabularies({
      ...pack,
      frequencies: euFrequencies,
    })
    const words = fc.constantFrom(
      "Sfax",
      "ولاية",
      "constructor",
      "__proto__",
      "http://",
      "::",
      ",",
      "TN-",
      "34",
      "%E0%A4%A",
      "R/P",
    )
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(words).map((parts) => parts.join(" ")),
    )
    fc.assert(
      fc.property(text, (raw) => {
        for (const [list, found] of [
          [pack.licences, licenceFrom(raw)],
          [pack.themes, themeFrom(raw)],
          [pack.places, placeFrom(raw)],
          [euFrequencies, frequencyFrom(raw)],
        ] as const) {
          assert.ok(found === undefined || (list as readonly unknown[]).includes(found))
        }
      }),
    )
  })
})

describe("seeding a country", () => {
  let database: TestDatabase
  before(async () => {
    database = await testDatabase()
  })
  after(() => database.drop())

  it("puts reference data in once; a second call changes nothing and keeps the country", async () => {
    assert.deepEqual(await seedCountry(database.db, "tn", deps), { country: "tn", seeded: true })
    const { position } = await readHead(database.db)
    assert.equal(position, 73)
    assert.deepEqual(await seedCountry(database.db, "none", deps), { country: "tn", seeded: false })
    assert.equal((await readHead(database.db)).position, position)
  })

  it("what is loaded back is the pack", async () => {
    const pack = await readCountryPack(seedsDir, "tn")
    const loaded = await loadVocabularies(database.db)
    const byCode = <T extends { code: string }>(list: readonly T[]) =>
      [...list].sort((a, b) => (a.code < b.code ? -1 : 1))
    assert.deepEqual(byCode(loaded.themes), byCode(pack.themes))
    assert.deepEqual(loaded.licences, pack.licences)
    assert.deepEqual(byCode(loaded.places), byCode(pack.places))
    assert.equal(loaded.placeFrom("Sfax")?.code, "iso:TN-61")
  })

  it("bodies know their parent, their successor and their former names", async () => {
    const find = async (slug: string) => {
      const found = await organizationByRef(database.db, slug)
      assert.ok(found.kind === "found")
      return found.organization
    }
    const [onagri, ministry] = [await find("onagri"), await find("ministere-agriculture")]
    assert.equal(onagri.parentId, ministry.id)
    assert.equal(onagri.acronym, "ONAGRI")
    assert.equal((await find("ministere-affaires-locales")).successorId, (await find("ministere-interieur")).id)
    assert.ok(ministry.formerNames.some(({ ar }) => ar === "وزارة الفلاحة"))
  })

  it("without a country only what all share is there", async () => {
    const pack = await readCountryPack(seedsDir, "none")
    assert.deepEqual([pack.places.length, pack.organizations.length, pack.themes.length], [0, 0, 13])
    await assert.rejects(readCountryPack(seedsDir, "../tn"), /not a country pack/)
  })
})

function repeated(values: readonly string[]): readonly string[] {
  const seen = new Set<string>()
  return values.filter((value) => seen.size === seen.add(value).size)
}
