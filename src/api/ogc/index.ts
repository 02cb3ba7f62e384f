/**
 * `/ogc`: tables that lie on the earth (a geometry, or a latitude and a longitude) as OGC API – Features, Part 1 (17-069r4),
 * with the queryables of Part 3, so that QGIS and its like open them. A *collection* is a public table, a *feature* one of its
 * rows, in the version in force; everything is told to anybody alike.
 */
export { registerOgc } from "./register-ogc.ts"
