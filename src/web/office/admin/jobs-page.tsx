import { type FailedJob, failedJobs, type QueueFigures, queueFigures, retryJobs } from "../../../platform/jobs/index.ts"
import { adminMessages } from "../../../texts/index.ts"
import { Form, PostButton } from "../../components/form/form.tsx"
import { ScrollRegion } from "../../components/table/scroll-region.tsx"
import { routes } from "../../routes.ts"
import { Figure } from "../desks/figures.tsx"
import type { OfficeHandler, OfficePage } from "../office-route.ts"
import { OfficeLayout } from "../shell/office-layout.tsx"

const pageSize = 50
const jobId = /^\d{1,18}$/

export const jobsPage: OfficeHandler = async ({ db }, { page, query }) => {
  const before = query.get("before") ?? ""
  const [figures, { jobs, next }] = await Promise.all([
    queueFigures(db),
    failedJobs(db, { limit: pageSize, before: jobId.test(before) ? before : undefined }),
  ])
  return { kind: "page", view: <JobsView page={page} figures={figures} jobs={jobs} next={next} /> }
}

export const retryJobsAct: OfficeHandler = async ({ db }, { form, language }) => {
  await retryJobs(
    db,
    form.getAll("id").filter((id) => jobId.test(id)),
  )
  return { kind: "see", to: routes.office(language, "/jobs"), done: "started" }
}

interface Options {
  readonly page: OfficePage
  readonly figures: QueueFigures
  readonly jobs: readonly FailedJob[]
  readonly next?: string | undefined
}

function JobsView({ page, figures, jobs, next }: Options) {
  const words = adminMessages[page.language]
  const here = routes.office(page.language, "/jobs")
  const { number } = page.format
  return (
    <OfficeLayout page={page} title={words.jobs} lead={words.jobsLead}>
      <dl class="g3 kpis">
        <Figure term={words.waiting} value={number(figures.waiting)} />
        <Figure term={words.running} value={number(figures.running)} />
        <Figure term={words.failedJobs} value={number(figures.failed)} />
      </dl>
      {jobs.length === 0 ? (
        <p class="empty">{words.noFailedJobs}</p>
      ) : (
        <>
          <Form page={page} action={here} class="after">
            {jobs.map(({ id }) => (
              <input type="hidden" name="id" value={id} />
            ))}
            <button type="submit" class="btn alt">
              {words.retryAll}
            </button>
          </Form>
          <FailedJobs page={page} here={here} jobs={jobs} />
        </>
      )}
      {next && (
        <p class="next">
          <a class="btn alt" href={`${here}?before=${next}`}>
            {words.older}
          </a>
        </p>
      )}
    </OfficeLayout>
  )
}

function FailedJobs({ page, here, jobs }: { page: OfficePage; here: string; jobs: readonly FailedJob[] }) {
  const words = adminMessages[page.language]
  return (
    <ScrollRegion label={words.failedJobs} kind="stacked">
      <table>
        <thead>
          <tr>
            <th scope="col">{words.job}</th>
            <th scope="col" class="n">
              {words.attempts}
            </th>
            <th scope="col">{words.failedAt}</th>
            <th scope="col">{words.error}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {jobs.map(({ id, name, attempts, failedAt, error }) => (
            <tr>
              <th scope="row">
                <bdi dir="ltr">{name}</bdi>
              </th>
              <td class="n">{page.format.number(attempts)}</td>
              <td>{page.format.dateTime(failedAt)}</td>
              <td>
                <bdi dir="auto" class="small url">
                  {error}
                </bdi>
              </td>
              <td>
                <PostButton page={page} action={here} fields={{ id }}>
                  {words.retry}
                  <span class="sr">: {name}</span>
                </PostButton>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
