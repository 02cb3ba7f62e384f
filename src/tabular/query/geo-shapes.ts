import { Fragment, named, sql } from "./fragment.ts"
import type { Position } from "./shape.ts"

/**
 * Whether a geometry (GeoJSON, in a text column) and an area have a place in common, borders included: a corner of the one
 * lies in the other, or borders meet. Lines between corners are straight in degrees, as GeoJSON has them (RFC 7946, 3.1.1).
 * A geometry becomes its simple parts, each with its kind and its paths (of points: one path of all of them).
 */
export function meetsArea(column: string, rings: readonly (readonly Position[])[]): Fragment {
  const edges = rings.flatMap((ring) => ring.map((corner, at) => [...corner, ...ring[(at + 1) % ring.length]!]))
  const starts = rings.map((ring) => [...ring[0]!])
  // Constants stand beside the parts, in a list of one, by a name that no column has, as all names of lambdas here.
  const known = sql`[{
    parts: ${partsOf(named(column))},
    edges: cast(${JSON.stringify(edges)} as json)::double[][],
    starts: cast(${JSON.stringify(starts)} as json)::double[][]
  }]`
  return sql`coalesce(len(list_filter(${known}, lambda _g:
    len(list_filter(_g.parts, lambda _p: ${cornerInside} or ${bordersMeet} or ${areaAround})) > 0)) > 0, false)`
}

/** `$..` finds types and coordinates in the same order; a collection has no coordinates of its own. */
function partsOf(text: Fragment): Fragment {
  const types = sql`list_filter(json_extract_string(${text}, '$..type'), lambda _t: _t <> 'GeometryCollection')`
  const simple = sql`list_zip(${types}, json_extract(${text}, '$..coordinates'))`
  return sql`flatten(list_transform(${simple}, lambda _m: case _m[1]
    when 'Point' then [{kind: 0, paths: [[try_cast(_m[2] as double[])]]}]
    when 'MultiPoint' then [{kind: 0, paths: [try_cast(_m[2] as double[][])]}]
    when 'LineString' then [{kind: 1, paths: [try_cast(_m[2] as double[][])]}]
    when 'MultiLineString' then [{kind: 1, paths: try_cast(_m[2] as double[][][])}]
    when 'Polygon' then [{kind: 2, paths: try_cast(_m[2] as double[][][])}]
    else list_transform(try_cast(_m[2] as double[][][][]), lambda _polygon: {kind: 2, paths: _polygon})
  end))`
}

/** Of an edge as four numbers: whether a line to the east of the place crosses it. */
const crossed = (edge: string, place: string) =>
  `(${edge}[2] > ${place}[2]) <> (${edge}[4] > ${place}[2])
    and ${place}[1] < (${edge}[3] - ${edge}[1]) * (${place}[2] - ${edge}[2]) / (${edge}[4] - ${edge}[2]) + ${edge}[1]`
const oddly = (edges: string, place: string) => `len(list_filter(${edges}, lambda _e: ${crossed("_e", place)})) % 2 = 1`

const segments = `flatten(list_transform(_p.paths, lambda _path: list_transform(
  list_zip(_path[:-2], _path[2:]), lambda _pair: [_pair[1][1], _pair[1][2], _pair[2][1], _pair[2][2]])))`

/** Which side of the line from the first to the second the third one lies on. */
const side = (line: string, x: string, y: string) =>
  `sign((${line}[3] - ${line}[1]) * (${y} - ${line}[2]) - (${line}[4] - ${line}[2]) * (${x} - ${line}[1]))`

const touching = `greatest(least(_s[1], _s[3]), least(_e[1], _e[3])) <= least(greatest(_s[1], _s[3]), greatest(_e[1], _e[3]))
  and greatest(least(_s[2], _s[4]), least(_e[2], _e[4])) <= least(greatest(_s[2], _s[4]), greatest(_e[2], _e[4]))
  and ${side("_e", "_s[1]", "_s[2]")} * ${side("_e", "_s[3]", "_s[4]")} <= 0
  and ${side("_s", "_e[1]", "_e[2]")} * ${side("_s", "_e[3]", "_e[4]")} <= 0`

/** Points touch borders as segments without length do. */
const lines = `case when _p.kind = 0
  then list_transform(flatten(_p.paths), lambda _v: [_v[1], _v[2], _v[1], _v[2]]) else ${segments} end`

const corners = "case when _p.kind = 0 then flatten(_p.paths) else list_transform(_p.paths, lambda _path: _path[1]) end"
const cornerInside = new Fragment(`len(list_filter(${corners}, lambda _v: ${oddly("_g.edges", "_v")})) > 0`, [])
const bordersMeet = new Fragment(
  `len(list_filter(${lines}, lambda _s: len(list_filter(_g.edges, lambda _e: ${touching})) > 0)) > 0`,
  [],
)
const areaAround = new Fragment(
  `(_p.kind = 2 and len(list_filter(_g.starts, lambda _v: ${oddly(segments, "_v")})) > 0)`,
  [],
)
