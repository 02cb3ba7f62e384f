import assert from "node:assert/strict"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { describe, it } from "node:test"
import { opened, refusalOf } from "../../../../tests/support/opened-tables.ts"
import { zipBytes } from "../../../../tests/support/zip-bytes.ts"

const point = (...coordinates: number[]) => ({ type: "Point", coordinates })
const feature = (properties: unknown, geometry: unknown, more = {}) => ({
  type: "Feature",
  properties,
  geometry,
  ...more,
})
const collection = (features: unknown[], more = {}) => JSON.stringify({ type: "FeatureCollection", ...more, features })

describe("GeoJSON", () => {
  it("gives what is said of features, then where they are with its box", async () => {
    const line = {
      type: "LineString",
      coordinates: [
        [10, 36, 5],
        [9, 37],
      ],
    }
    const [table] = await opened(collection([feature({ اسم: "سد", n: 1 }, line, { id: 7 }), feature(null, null)]))
    assert.deepEqual(table!.rows, [
      ["id", "اسم", "n", "geometry", "xmin", "ymin", "xmax", "ymax"],
      ["7", "سد", "1", '{"type":"LineString","coordinates":[[10,36,5],[9,37]]}', "9", "36", "10", "37"],
      ["", "", "", "", "", "", "", ""],
    ])
    assert.deepEqual(table!.table.kind === "grid" && table!.table.geometry, { column: 3, box: [4, 5, 6, 7] })
    assert.deepEqual(table!.codes, [])
  })

  it("of another system is brought to degrees, wherever the file names it", async () => {
    const crs = { crs: { type: "name", properties: { name: "urn:ogc:def:crs:EPSG::32632" } } }
    const text = `${collection([feature({}, point(606_000, 4_073_000))]).slice(0, -1)},${JSON.stringify(crs).slice(1)}`
    const [table] = await opened(text)
    assert.deepEqual(table!.rows[1]!.slice(1, 3), ["10.1881545", "36.7968947"])
    assert.deepEqual(table!.table.notes, [{ code: "reprojected", values: { from: "EPSG:32632" } }])
  })

  it("of a system that nobody knows, or that cannot be, keeps its coordinates and goes on no map", async () => {
    const crs = { crs: { type: "name", properties: { name: "EPSG:99999" } } }
    for (const text of [
      collection([feature({ a: 1 }, point(5, 5))], crs),
      collection([feature({ a: 1 }, point(606_000, 4_073_000))]),
    ]) {
      const [table] = await opened(text)
      assert.deepEqual(table!.codes, ["reprojection-unknown"])
      assert.equal(table!.table.kind === "grid" && table!.table.geometry, undefined)
      assert.match(table!.rows[1]![1]!, /^\{"type":"Point"/)
    }
  })

  it("on lines, with features that lie nowhere or are of several kinds, says so", async () => {
    const shapes = [
      point(10, 36),
      {
        type: "Polygon",
        coordinates: [
          [
            [1, 1],
            [2, 1],
            [2, 2],
            [1, 1],
          ],
        ],
      },
      point(900, 900),
      { type: "Point", coordinates: "x" },
    ]
    const [table] = await opened(shapes.map((shape) => JSON.stringify(feature({ a: 1 }, shape))).join("\n"))
    assert.deepEqual(table!.codes, ["mixed-geometry", "not-fitting"])
    assert.deepEqual(
      table!.rows.map((row) => row[1] !== ""),
      [true, true, true, false, false],
    )
  })
})

/** Records of a shapefile: type and content; the header says nothing true about lengths. */
function shp(type: number, corner: [number, number], contents: readonly Buffer[]): Buffer {
  const header = Buffer.alloc(100)
  header.writeInt32BE(9994, 0)
  header.writeInt32LE(1000, 28)
  header.writeInt32LE(type, 32)
  header.writeDoubleLE(corner[0], 36)
  header.writeDoubleLE(corner[1], 44)
  return Buffer.concat([
    header,
    ...contents.flatMap((content, index) => [recordHeader(index + 1, content.length / 2), content]),
  ])
}

function recordHeader(number: number, words: number): Buffer {
  const header = Buffer.alloc(8)
  header.writeInt32BE(number, 0)
  header.writeInt32BE(words, 4)
  return header
}

function shpPoint(x: number, y: number): Buffer {
  const content = Buffer.alloc(20)
  content.writeInt32LE(1, 0)
  content.writeDoubleLE(x, 4)
  content.writeDoubleLE(y, 12)
  return content
}

function shpPolygon(...rings: (readonly (readonly [number, number])[])[]): Buffer {
  const points = rings.flat()
  const content = Buffer.alloc(44 + rings.length * 4 + points.length * 16)
  content.writeInt32LE(5, 0)
  content.writeInt32LE(rings.length, 36)
  content.writeInt32LE(points.length, 40)
  rings.forEach((_, part) => {
    content.writeInt32LE(rings.slice(0, part).flat().length, 44 + part * 4)
  })
  points.forEach(([x, y], index) => {
    content.writeDoubleLE(x, 44 + rings.length * 4 + index * 16)
    content.writeDoubleLE(y, 44 + rings.length * 4 + index * 16 + 8)
  })
  return content
}

function dbf(
  fields: readonly (readonly [name: string, type: string, length: number])[],
  records: readonly Buffer[],
): Buffer {
  const header = Buffer.alloc(32 + fields.length * 32 + 1)
  header[0] = 3
  header.writeUInt32LE(records.length, 4)
  header.writeUInt16LE(header.length, 8)
  header.writeUInt16LE(1 + fields.reduce((sum, [, , length]) => sum + length, 0), 10)
  fields.forEach(([name, type, length], index) => {
    header.write(name, 32 + index * 32, "latin1")
    header.write(type, 43 + index * 32, "latin1")
    header[48 + index * 32] = length
  })
  header[header.length - 1] = 0x0d
  return Buffer.concat([header, ...records])
}

/** "قفصة" and "باجة" in Windows-1256. */
const gafsa = Buffer.from([0xde, 0xdd, 0xd5, 0xc9])
const beja = Buffer.from([0xc8, 0xc7, 0xcc, 0xc9])
const record = (name: Buffer, rest: string, deleted = " ") =>
  Buffer.concat([Buffer.from(deleted), name, Buffer.alloc(10 - name.length, " "), Buffer.from(rest)])
const attributes = dbf(
  [
    ["NOM", "C", 10],
    ["POP", "N", 6],
    ["LE", "D", 8],
    ["OK", "L", 1],
  ],
  [record(gafsa, " 12.5020200131T"), record(beja, "******00000000?", "*"), record(beja, "     7        F")],
)
const utm32 =
  'PROJCS["Carthage_UTM",GEOGCS["GCS_Carthage",DATUM["D_Carthage",SPHEROID["Clarke_1880_IGN",6378249.2,293.46602]],PRIMEM["Greenwich",0],UNIT["Degree",0.017453292519943295]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",9],PARAMETER["scale_factor",0.9996],PARAMETER["false_easting",500000],PARAMETER["false_northing",0],UNIT["Meter",1]]'

describe("shapefiles", () => {
  const points = shp(
    1,
    [606_000, 4_073_000],
    [shpPoint(606_000, 4_073_000), shpPoint(0, 0), shpPoint(606_100, 4_073_000)],
  )

  it("give attributes and places side by side, in degrees, without records that were deleted", async () => {
    const [table] = await opened(
      zipBytes([
        { name: "D/حدود.SHP", bytes: points },
        { name: "D/حدود.dbf", bytes: attributes },
        { name: "D/حدود.prj", bytes: utm32 },
        { name: "D/حدود.shx", bytes: "x" },
      ]),
    )
    assert.deepEqual(
      table!.rows.map((row) => row.slice(0, 4)),
      [
        ["NOM", "POP", "LE", "OK"],
        ["قفصة", "12.50", "2020-01-31", "true"],
        ["باجة", "7", "", "false"],
      ],
    )
    // The datum of Carthage lies some 460 metres from that of WGS 84.
    assert.deepEqual(table!.rows[1]!.slice(5, 7), ["10.1887382", "36.8010018"])
    assert.deepEqual(table!.codes, ["not-utf8", "reprojected"])
  })

  it("wind their rings as GeoJSON wants, and give holes to the ring around them", async () => {
    const square = (x: number, size: number) =>
      [
        [x, 0],
        [x, size],
        [x + size, size],
        [x + size, 0],
        [x, 0],
      ] as const
    const hole = [
      [1, 1],
      [2, 1],
      [2, 2],
      [1, 2],
      [1, 1],
    ] as const
    const bytes = shp(5, [0, 0], [shpPolygon(square(0, 4), square(10, 4), hole)])
    const [table] = await opened(zipBytes([{ name: "a.shp", bytes }]))
    const geometry = JSON.parse(table!.rows[1]![0]!)
    assert.deepEqual(
      [geometry.type, geometry.coordinates.map((polygon: unknown[]) => polygon.length)],
      ["MultiPolygon", [2, 1]],
    )
    assert.deepEqual(geometry.coordinates[0][0].slice(0, 2), [
      [0, 0],
      [4, 0],
    ])
    assert.deepEqual(table!.codes, ["reprojection-unknown"])
  })

  it("whose text of projection speaks of metres over degrees go on no map", async () => {
    const bytes = shp(1, [10, 36], [shpPoint(10, 36)])
    const [table] = await opened(
      zipBytes([
        { name: "a.shp", bytes },
        { name: "a.prj", bytes: utm32 },
      ]),
    )
    assert.deepEqual(
      [table!.codes, table!.table.kind === "grid" && table!.table.geometry],
      [["reprojection-unknown"], undefined],
    )
  })

  it("that lie about lengths and counts are broken", async () => {
    const lying = (change: (content: Buffer) => void) => {
      const content = shpPolygon([
        [0, 0],
        [0, 1],
        [1, 1],
        [0, 0],
      ])
      change(content)
      return zipBytes([{ name: "a.shp", bytes: shp(5, [0, 0], [content]) }])
    }
    const lies = [
      (content: Buffer) => content.writeInt32LE(2_000_000_000, 40),
      (content: Buffer) => content.writeInt32LE(-5, 36),
      (content: Buffer) => content.writeInt32LE(99, 44),
      (content: Buffer) => content.writeInt32LE(77, 0),
    ]
    for (const lie of lies) assert.equal(await refusalOf(lying(lie)), "damaged")
    const long = Buffer.concat([shp(1, [0, 0], []), recordHeader(1, 2 ** 30)])
    assert.equal(await refusalOf(zipBytes([{ name: "a.shp", bytes: long }])), "damaged")
    assert.equal(
      await refusalOf(zipBytes([{ name: "a.shp", bytes: shp(1, [0, 0], [shpPoint(1, 1)]).subarray(0, 115) }])),
      "damaged",
    )
  })

  it("without shapes are tables too", async () => {
    const [table] = await opened(attributes, { name: "liste.dbf" })
    assert.deepEqual(
      table!.rows.map(([name]) => name),
      ["NOM", "قفصة", "باجة"],
    )
    assert.equal(await refusalOf(attributes.subarray(0, attributes.length - 5), { name: "liste.dbf" }), "damaged")
  })
})

describe("KML", () => {
  it("gives placemarks with their fields, folders and places, whatever its encoding", async () => {
    const kml = `<kml:kml xmlns:kml="x"><kml:Document><Style id="s"/><Folder><name>Santé</name>
<Placemark><name>Hôpital &amp; co</name><description><![CDATA[<b>x</b>]]></description><ExtendedData><Data name="lits"><value>12</value></Data></ExtendedData><Point><coordinates> 10.1,36.8,0 </coordinates></Point></Placemark>
<Placemark><ExtendedData><SchemaData><SimpleData name="lits">3</SimpleData></SchemaData></ExtendedData><MultiGeometry><Polygon><outerBoundaryIs><LinearRing><coordinates>1,1 2,1 2,2 1,1</coordinates></LinearRing></outerBoundaryIs></Polygon><Polygon><outerBoundaryIs><LinearRing><coordinates>5,5 6,5 6,6 5,5</coordinates></LinearRing></outerBoundaryIs></Polygon></MultiGeometry></Placemark>
</Folder></kml:Document></kml:kml>`
    const header = '<?xml version="1.0" encoding="ISO-8859-1"?>'
    for (const bytes of [kml, Buffer.from(header + kml, "latin1"), zipBytes([{ name: "doc.kml", bytes: kml }])]) {
      const [table] = await opened(bytes)
      assert.deepEqual(table!.rows[0]!.slice(0, 4), ["folder", "name", "description", "lits"])
      assert.deepEqual(table!.rows[1]!.slice(0, 5), [
        "Santé",
        "Hôpital & co",
        "<b>x</b>",
        "12",
        '{"type":"Point","coordinates":[10.1,36.8]}',
      ])
      assert.deepEqual(
        table!.rows[2]!.slice(3).map((cell) => cell.slice(0, 23)),
        ["3", '{"type":"MultiPolygon",', "1", "1", "6", "6"],
      )
      assert.deepEqual(table!.codes, ["mixed-geometry"])
    }
  })

  it("without placemarks is no table, and cut it is broken", async () => {
    assert.equal(await refusalOf("<kml><Document/></kml>"), "no-table")
    assert.equal(await refusalOf("<kml><Document><Placemark><name>x</name></Placemark>"), "damaged")
    assert.equal(
      await refusalOf('<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a "aaa">]><kml><Placemark/></kml>'),
      "damaged",
    )
  })
})

function database(sql: string): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "fihrist-sqlite-"))
  try {
    const path = join(folder, "a.gpkg")
    const made = new DatabaseSync(path)
    made.exec(sql)
    made.close()
    return readFileSync(path)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const geoPackage = `create table gpkg_contents(table_name text, data_type text, srs_id integer);
create table gpkg_geometry_columns(table_name text, column_name text, srs_id integer);
create table gpkg_spatial_ref_sys(srs_id integer, organization_coordsys_id integer, definition text);`
const wkbPoint = "475000010000000001010000000000000000002440000000000000424000"

describe("GeoPackage", () => {
  it("gives its tables of features with all their digits, and none of its views, computed columns and triggers", async () => {
    const tables = await opened(
      database(`${geoPackage}
create table puits(fid integer primary key, shape blob, اسم text, n integer, loud text generated always as (upper(اسم)), photo blob);
create table seen(fid integer); create trigger told after insert on puits begin insert into seen values (new.fid); end;
insert into puits(shape, اسم, n, photo) values (x'${wkbPoint}', 'عين', 9007199254740993, x'ff'), (null, 'b', null, null), (x'4750ff', 'c', 1, null);
create view endless as with recursive r(n) as (select 1 union all select n + 1 from r) select n from r;
insert into gpkg_contents values ('puits', 'features', 4326), ('endless', 'attributes', 0), ('sqlite_schema', 'attributes', 0);
insert into gpkg_geometry_columns values ('puits', 'shape', 4326);`),
    )
    assert.deepEqual(
      tables.map(({ name }) => name),
      [""],
    )
    assert.deepEqual(tables[0]!.rows[0], ["fid", "اسم", "n", "photo", "geometry", "xmin", "ymin", "xmax", "ymax"])
    assert.deepEqual(tables[0]!.rows[1], [
      "1",
      "عين",
      "9007199254740993",
      "",
      '{"type":"Point","coordinates":[10,36]}',
      "10",
      "36",
      "10",
      "36",
    ])
    assert.deepEqual(
      tables[0]!.rows.slice(2).map((row) => row.slice(1)),
      [
        ["b", "", "", "", "", "", "", ""],
        ["c", "1", "", "", "", "", "", ""],
      ],
    )
  })

  it("that is plain SQLite gives every table that somebody made", async () => {
    const tables = await opened(
      database(
        "create table a(x); insert into a values (1), ('ق'); create table [b \"c](y); insert into [b \"c] values (2.5)",
      ),
    )
    assert.deepEqual(
      tables.map(({ name, rows }) => [name, rows]),
      [
        ["a", [["x"], ["1"], ["ق"]]],
        ['b "c', [["y"], ["2.5"]]],
      ],
    )
  })

  it("is refused when it is broken or holds nothing", async () => {
    const whole = database(`create table a(x); ${"insert into a values (zeroblob(3000));".repeat(20)}`)
    assert.equal(await refusalOf(database("create table gpkg_contents(table_name, data_type); ")), "no-table")
    assert.equal(await refusalOf(whole.subarray(0, 100)), "damaged")
    const torn = Buffer.from(whole)
    torn.fill(0xff, 4096, 12_000)
    assert.equal(await refusalOf(torn), "damaged")
  })
})
