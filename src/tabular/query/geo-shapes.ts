import { rowColumn } from "../engine/query-engine.ts"
import { bandsOf } from "./area-bands.ts"
import { Fragment, named, sql } from "./fragment.ts"
import type { Position } from "./shape.ts"

/**
 * Whether a geometry (GeoJSON, in a text column) and an area have a place in common, borders included: borders meet, or a
 * corner of the one lies in the other. Lines between corners are straight in degrees, as GeoJSON has them (RFC 7946,
 * 3.1.1). A geometry becomes its simple parts, each with its kind, its segments, and a corner of every path.
 *
 * These are rows, joined by the level they are on, not lists in lists: pairs of all would take minutes, and nothing would
 * stop them. `box` says of a row whether its box meets the area's; no other row is read.
 */
export function meetsArea(column: string, { rings, box }: { rings: readonly (readonly Position[])[]; box: Fragment }) {
  const { south, high, bands } = bandsOf(rings)
  const edges = bands.flatMap((all, at) => all.map((edge) => [at, ...edge]))
  const starts = rings.map(([start], at) => [at, ...start!])
  const [xs, ys] = [rings.flat().map(([x]) => x), rings.flat().map(([, y]) => y)]
  const bounds = sql`select cast(${Math.min(...xs)} as double) as west, cast(${Math.max(...xs)} as double) as east,
    cast(${Math.min(...ys)} as double) as south, cast(${Math.max(...ys)} as double) as north`
  const bandOf = (y: string) => sql`cast(greatest(0, least(${bands.length - 1},
    floor((${new Fragment(y, [])} - cast(${south} as double)) / cast(${high} as double)))) as integer)`
  const row = named(rowColumn)
  return sql`${row} in (
    with _parts as not materialized (
      select _row, _p.kind as kind, _p.segments as segments, _p.corners as corners, row_number() over () as part
      from (select ${row} as _row, unnest(${partsOf(named(column))}) as _p from this where ${box})),
    _bounds as (${bounds}),
    _edges as materialized (
      select _e[1]::integer as band, _e[2] as x1, _e[3] as y1, _e[4] as x2, _e[5] as y2
      from (select unnest(cast(${JSON.stringify(edges)} as json)::double[][]) as _e)),
    _starts as (
      select _v[1] as ring, _v[2] as x, _v[3] as y
      from (select unnest(cast(${JSON.stringify(starts)} as json)::double[][]) as _v)),
    _segments as not materialized (
      select _row, part, kind, _s[1] as x1, _s[2] as y1, _s[3] as x2, _s[4] as y2
      from (select _row, part, kind, unnest(segments) as _s from _parts)),
    _near as (
      select _row, s.x1, s.y1, s.x2, s.y2,
        unnest(range(${bandOf("least(s.y1, s.y2)")}, ${bandOf("greatest(s.y1, s.y2)")} + 1)) as band
      from _segments s, _bounds b
      where greatest(s.x1, s.x2) >= b.west and least(s.x1, s.x2) <= b.east
        and greatest(s.y1, s.y2) >= b.south and least(s.y1, s.y2) <= b.north),
    _corners as (
      select _row, _v[1] as x, _v[2] as y, part, ${bandOf("_v[2]")} as band, row_number() over () as corner
      from (select _row, part, unnest(corners) as _v from _parts))
    select s._row from _near s join _edges e on s.band = e.band where ${touching}
    union all
    select any_value(v._row) from _corners v join _edges e on v.band = e.band where ${crossed("e", "v")}
      group by v.corner having count(*) % 2 = 1
    union all
    select any_value(s._row) from _starts v join _segments s on s.kind = 2 and ${crossed("s", "v")}
      group by s.part, v.ring having count(*) % 2 = 1)`
}

/** `$..` finds types and coordinates in the same order; a collection has no coordinates of its own. */
function partsOf(text: Fragment): Fragment {
  const types = sql`list_filter(json_extract_string(${text}, '$..type'), lambda _t: _t <> 'GeometryCollection')`
  const simple = sql`list_zip(${types}, json_extract(${text}, '$..coordinates'))`
  const parts = sql`flatten(list_transform(${simple}, lambda _m: case _m[1]
    when 'Point' then [{kind: 0, paths: [[try_cast(_m[2] as double[])]]}]
    when 'MultiPoint' then [{kind: 0, paths: [try_cast(_m[2] as double[][])]}]
    when 'LineString' then [{kind: 1, paths: [try_cast(_m[2] as double[][])]}]
    when 'MultiLineString' then [{kind: 1, paths: try_cast(_m[2] as double[][][])}]
    when 'Polygon' then [{kind: 2, paths: try_cast(_m[2] as double[][][])}]
    else list_transform(try_cast(_m[2] as double[][][][]), lambda _polygon: {kind: 2, paths: _polygon})
  end))`
  return sql`list_transform(${parts}, lambda _p: {kind: _p.kind, segments: ${segments}, corners: ${corners}})`
}

/** Points touch borders as segments without length do. */
const segments = new Fragment(
  `case when _p.kind = 0
  then list_transform(flatten(_p.paths), lambda _v: [_v[1], _v[2], _v[1], _v[2]])
  else flatten(list_transform(_p.paths, lambda _path: list_transform(
    list_zip(_path[:-2], _path[2:]), lambda _pair: [_pair[1][1], _pair[1][2], _pair[2][1], _pair[2][2]]))) end`,
  [],
)
const corners = new Fragment(
  "case when _p.kind = 0 then flatten(_p.paths) else list_transform(_p.paths, lambda _path: _path[1]) end",
  [],
)

/** Whether a line to the east of the place crosses the edge. */
function crossed(edge: string, place: string): Fragment {
  const [x1, y1, x2, y2] = ["x1", "y1", "x2", "y2"].map((name) => `${edge}.${name}`)
  return new Fragment(
    `(${y1} > ${place}.y) <> (${y2} > ${place}.y)
      and ${place}.x < (${x2} - ${x1}) * (${place}.y - ${y1}) / (${y2} - ${y1}) + ${x1}`,
    [],
  )
}

/** Which side of the line from the first to the second the third one lies on. */
const side = (line: string, place: string, end: 1 | 2) =>
  `sign((${line}.x2 - ${line}.x1) * (${place}.y${end} - ${line}.y1)
    - (${line}.y2 - ${line}.y1) * (${place}.x${end} - ${line}.x1))`

const touching = new Fragment(
  `greatest(least(s.x1, s.x2), least(e.x1, e.x2)) <= least(greatest(s.x1, s.x2), greatest(e.x1, e.x2))
    and greatest(least(s.y1, s.y2), least(e.y1, e.y2)) <= least(greatest(s.y1, s.y2), greatest(e.y1, e.y2))
    and ${side("e", "s", 1)} * ${side("e", "s", 2)} <= 0 and ${side("s", "e", 1)} * ${side("s", "e", 2)} <= 0`,
  [],
)
