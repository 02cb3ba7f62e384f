import {
  type DuckDBBlobValue,
  type DuckDBDecimalValue,
  type DuckDBListValue,
  type DuckDBMapValue,
  type DuckDBStructValue,
  type DuckDBType,
  DuckDBTypeId,
  type DuckDBValue,
} from "@duckdb/node-api"
import type { AnswerValue } from "./query-engine.ts"

type Conversion = (value: DuckDBValue) => AnswerValue

/** How values of a type are said in JSON (`AnswerValue`). */
export function conversionOf(type: DuckDBType): Conversion {
  const convert = plainConversion(type.typeId) ?? nestedConversion(type)
  return (value) => (value === null ? null : convert(value))
}

function plainConversion(typeId: DuckDBTypeId): Conversion | undefined {
  switch (typeId) {
    case DuckDBTypeId.BOOLEAN:
    case DuckDBTypeId.TINYINT:
    case DuckDBTypeId.SMALLINT:
    case DuckDBTypeId.INTEGER:
    case DuckDBTypeId.UTINYINT:
    case DuckDBTypeId.USMALLINT:
    case DuckDBTypeId.UINTEGER:
    case DuckDBTypeId.VARCHAR:
    case DuckDBTypeId.ENUM:
      return (value) => value as string | number | boolean
    case DuckDBTypeId.FLOAT:
    case DuckDBTypeId.DOUBLE:
      return (value) => (Number.isFinite(value) ? (value as number) : null)
    case DuckDBTypeId.BIGINT:
    case DuckDBTypeId.UBIGINT:
    case DuckDBTypeId.HUGEINT:
    case DuckDBTypeId.UHUGEINT:
      return (value) => wholeNumber(value as bigint)
    case DuckDBTypeId.DECIMAL:
      return (value) => decimalNumber(value as DuckDBDecimalValue)
    case DuckDBTypeId.TIMESTAMP:
    case DuckDBTypeId.TIMESTAMP_S:
    case DuckDBTypeId.TIMESTAMP_MS:
    case DuckDBTypeId.TIMESTAMP_NS:
      return (value) => String(value).replace(" ", "T")
    case DuckDBTypeId.TIMESTAMP_TZ:
      return (value) => String(value).replace(" ", "T").replace(/\+00$/, "Z")
    case DuckDBTypeId.BLOB:
      return (value) => Buffer.from((value as DuckDBBlobValue).bytes).toString("hex")
    default:
      return undefined
  }
}

function nestedConversion(type: DuckDBType): Conversion {
  switch (type.typeId) {
    case DuckDBTypeId.LIST:
    case DuckDBTypeId.ARRAY: {
      const item = conversionOf(type.valueType)
      return (value) => (value as DuckDBListValue).items.map(item)
    }
    case DuckDBTypeId.STRUCT: {
      const conversions = type.entryTypes.map(conversionOf)
      return (value) => {
        const { entries } = value as DuckDBStructValue
        return Object.fromEntries(type.entryNames.map((name, at) => [name, conversions[at]!(entries[name] ?? null)]))
      }
    }
    case DuckDBTypeId.MAP: {
      const [key, item] = [conversionOf(type.keyType), conversionOf(type.valueType)]
      return (value) =>
        (value as DuckDBMapValue).entries.map((entry) => ({ key: key(entry.key), value: item(entry.value) }))
    }
    default:
      return (value) => String(value)
  }
}

function wholeNumber(value: bigint): number | string {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : String(value)
}

/** Fifteen digits come through a double unharmed. */
const exactDigits = 15

function decimalNumber(value: DuckDBDecimalValue): number | string {
  const digits = String(value.value < 0n ? -value.value : value.value).length
  return digits <= exactDigits ? value.toDouble() : value.toString()
}
