import { codesFrom, listCell, problem, withFact } from "./cells.ts"
import type { Column } from "./column.ts"

const accessRights = ["public", "restricted", "non-public"] as const

export const codeColumns: readonly Column[] = [
  {
    name: "organization",
    read: ({ organizationId }, { slugOf }) => slugOf(organizationId) ?? "",
    write: (document, cell, { organizationFrom }) => {
      const organizationId = organizationFrom(cell)
      if (!organizationId) return problem(cell === "" ? "missing" : "unknown", { value: cell })
      return { kind: "document", document: { ...document, organizationId } }
    },
  },
  {
    name: "themes",
    read: ({ facts }) => listCell(facts.themes ?? []),
    write: (document, cell, { vocabularies }) => {
      const found = codesFrom(cell, vocabularies.themeFrom)
      if ("unknown" in found) return problem("unknown", { value: found.unknown })
      return withFact(document, "themes", found.codes.length > 0 ? found.codes : undefined)
    },
  },
  {
    name: "licence",
    read: ({ facts }) => facts.licence?.code ?? facts.licence?.raw ?? "",
    write: (document, cell, { vocabularies }) => {
      if (cell === "") return withFact(document, "licence", undefined)
      const licence = vocabularies.licenceFrom(cell)
      return licence ? withFact(document, "licence", { code: licence.code }) : problem("unknown", { value: cell })
    },
  },
  {
    name: "frequency",
    read: ({ facts }) => facts.frequency?.code ?? facts.frequency?.raw ?? "",
    write: (document, cell, { vocabularies }) => {
      if (cell === "") return withFact(document, "frequency", undefined)
      const frequency = vocabularies.frequencyFrom(cell)
      return frequency ? withFact(document, "frequency", { code: frequency.code }) : problem("unknown", { value: cell })
    },
  },
  {
    name: "access_rights",
    read: ({ facts }) => facts.accessRights ?? "",
    write: (document, cell) => {
      if (cell === "") return withFact(document, "accessRights", undefined)
      const found = accessRights.find((one) => one === cell.toLowerCase())
      return found ? withFact(document, "accessRights", found) : problem("unknown", { value: cell })
    },
  },
  {
    name: "places",
    read: ({ facts }) => listCell((facts.spatial ?? []).flatMap(({ code }) => code ?? [])),
    write: (document, cell, { vocabularies }) => {
      const found = codesFrom(cell, vocabularies.placeFrom)
      if ("unknown" in found) return problem("unknown", { value: found.unknown })
      // Boxes and places that only their source knows have no code, hence no cell: they stay.
      const others = (document.facts.spatial ?? []).filter(({ code }) => code === undefined)
      const spatial = [...found.codes.map((code) => ({ code })), ...others]
      return withFact(document, "spatial", spatial.length > 0 ? spatial : undefined)
    },
  },
]
