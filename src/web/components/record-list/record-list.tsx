import type { RecordLine } from "../../models/record.ts"
import type { Page } from "../../page.ts"
import { FreshnessStatus } from "../freshness/freshness.tsx"
import { Formats } from "../hit/formats.tsx"
import { LanguageMark, Localised, runAttributes } from "../localised/localised.tsx"

interface Options {
  readonly page: Page
  readonly records: readonly RecordLine[]
  /** Left out on the page of the publisher itself. */
  readonly withPublisher?: boolean
}

/** Date, then title and publisher: the short list of data. */
export function RecordList({ page, records, withPublisher = true }: Options) {
  return (
    <ul class="feed">
      {records.map((record) => (
        <li>
          {record.modified ? (
            <time dateTime={record.modified}>{page.format.date(record.modified)}</time>
          ) : (
            <span class="faint" aria-hidden="true">
              —
            </span>
          )}
          <div>
            <a href={record.href} {...(record.title.foreign ? runAttributes(record.title) : {})}>
              {record.title.text}
            </a>
            <LanguageMark page={page} text={record.title} />
            <p class="row">
              {withPublisher && <Localised page={page} text={record.publisher} />}
              {record.formats.length > 0 && (
                <span>
                  <Formats formats={record.formats} limit={3} />
                </span>
              )}
              {!withPublisher && <FreshnessStatus page={page} freshness={record.freshness} />}
            </p>
          </div>
        </li>
      ))}
    </ul>
  )
}
