import type { Preview } from "../../../tabular/index.ts"
import { datasetMessages, layoutMessages, type ShownText } from "../../../texts/index.ts"
import { Crumbs } from "../../components/crumbs/crumbs.tsx"
import { Icon } from "../../components/icon/icon.tsx"
import { Layout } from "../../components/layout/layout.tsx"
import { Localised } from "../../components/localised/localised.tsx"
import { Notice } from "../../components/notice/notice.tsx"
import { PreviewTable } from "../../components/table/preview-table.tsx"
import type { Page } from "../../page.ts"
import { routes } from "../../routes.ts"

export interface PreviewModel {
  readonly dataset: { readonly href: string; readonly title: ShownText }
  readonly title: string
  readonly downloadUrl?: string | undefined
  readonly preview: Preview | { readonly kind: "refused"; readonly reason: "not-tabular" | "no-file" | "gone" }
}

export function PreviewView({ page, model }: { page: Page; model: PreviewModel }) {
  const words = datasetMessages[page.language]
  const { dataset, preview, title, downloadUrl } = model
  return (
    <Layout page={page} section="data" head={{ title: words.previewOf(title), indexed: false }}>
      <div class="wrap">
        <Crumbs
          page={page}
          path={[
            { href: routes.datasets(page.language), name: layoutMessages[page.language].data },
            { href: dataset.href, name: <Localised page={page} text={dataset.title} /> },
          ]}
        />
        <div class="ph">
          <h1 dir="auto">{title}</h1>
        </div>
        {preview.kind === "table" ? (
          <PreviewTable page={page} table={preview} title={title} />
        ) : (
          <Notice tone="warm" icon="triangle-alert">
            {words.previewProblems[preview.reason]}
          </Notice>
        )}
        <p class="row blk">
          {downloadUrl && (
            <a class="btn" href={downloadUrl} rel="noopener">
              <Icon name="download" />
              {words.download}
            </a>
          )}
          <a class="btn alt" href={dataset.href}>
            {words.previewBack}
          </a>
        </p>
      </div>
    </Layout>
  )
}
