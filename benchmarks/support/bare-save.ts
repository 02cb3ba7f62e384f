/** Yardstick of a save: Fastify, a form, one `update … returning` by pg, and nothing else. Argument: database URL. */
import fastify from "fastify"
import pg from "pg"

const pool = new pg.Pool({ connectionString: process.argv[2], max: 10 })
await pool.query("create table bare (id int primary key, document jsonb not null)")
const app = fastify({ bodyLimit: 4 * 2 ** 20 })
app.addContentTypeParser("application/x-www-form-urlencoded", { parseAs: "string" }, (_request, body, done) =>
  done(null, new URLSearchParams(String(body))),
)
app.post<{ Params: { id: string }; Body: URLSearchParams }>("/:id", async ({ params, body }) => {
  const values = [Number(params.id), JSON.stringify(Object.fromEntries(body))]
  const { rows } = await pool.query("update bare set document = $2 where id = $1 returning document", values)
  if (rows[0]) return rows[0].document
  await pool.query("insert into bare values ($1, $2)", values)
  return {}
})
process.send?.(await app.listen({ host: "127.0.0.1", port: 0 }))
process.once("disconnect", () => process.exit())
