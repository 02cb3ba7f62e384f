import type { ComponentChildren } from "preact"
import type { Language } from "../texts/index.ts"
import { type ApiReference, apiReferenceModel, type ReferenceEndpoint, type ReferenceParameter } from "./reference.ts"
import { referenceWords } from "./reference-words.ts"

/** The body of the reference page: sections to stand inside the page of a website. */
export function ApiReferenceView({ language }: { language: Language }) {
  const model = apiReferenceModel(language)
  return (
    <>
      <p>
        <a href={model.openApi}>{referenceWords.openApi[language]}</a>
      </p>
      {model.groups
        .filter(({ endpoints }) => endpoints.length > 0)
        .map((group) => (
          <section class="blk" id={`api-${group.name}`}>
            <h2>{group.title}</h2>
            {group.endpoints.map((endpoint) => (
              <EndpointView endpoint={endpoint} language={language} />
            ))}
          </section>
        ))}
      <ErrorsView errors={model.errors} language={language} />
      <ActionsView actions={model.actions} language={language} />
    </>
  )
}

function EndpointView({ endpoint, language }: { endpoint: ReferenceEndpoint; language: Language }) {
  const { id, method, address, summary, isPrivate, parameters, fields, examples } = endpoint
  return (
    <article id={id} class="stack-s">
      <h3>
        <code dir="ltr">{`${method} ${address}`}</code>
      </h3>
      <p>{summary}</p>
      {isPrivate && <p class="small muted">{referenceWords.wantsToken[language]}</p>}
      {parameters.length > 0 ? (
        <ParametersView
          parameters={parameters}
          label={`${referenceWords.parametersOf[language]} ${method} ${address}`}
          language={language}
        />
      ) : (
        <p>{referenceWords.noParameters[language]}</p>
      )}
      {fields.length > 0 && (
        <p>
          {referenceWords.fields[language]}{" "}
          <bdi dir="ltr">
            {fields.map((field, index) => (
              <>
                {index > 0 && ", "}
                <code>{field}</code>
              </>
            ))}
          </bdi>
        </p>
      )}
      <ExamplesView method={method} examples={examples} language={language} />
    </article>
  )
}

function ExamplesView(props: { method: string; examples: ReferenceEndpoint["examples"]; language: Language }) {
  const { method, examples, language } = props
  if (examples.length === 0) return null
  return (
    <>
      <h4>{referenceWords.examples[language]}</h4>
      <ul>
        {examples.map(({ title, address, body }) => (
          <li>
            {title}{" "}
            {method === "GET" ? (
              <a href={address}>
                <code dir="ltr">{address}</code>
              </a>
            ) : (
              <code dir="ltr">
                {method} {address}
              </code>
            )}
            {body !== undefined && (
              // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
              <pre dir="ltr" tabIndex={0}>
                <code>{JSON.stringify(body, null, 2)}</code>
              </pre>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

function ParametersView(props: { parameters: readonly ReferenceParameter[]; label: string; language: Language }) {
  const { parameters, label, language } = props
  const { parameter, values, meaning } = referenceWords
  return (
    <Table label={label} heads={[parameter, values, meaning].map((head) => head[language])}>
      {parameters.map((one) => (
        <tr>
          <th scope="row">
            <code dir="ltr">{one.name}</code>
          </th>
          <td>
            <bdi dir="ltr">{one.type}</bdi>
            {notesOf(one, language).map((note) => (
              <> · {note}</>
            ))}
          </td>
          <td>{one.description}</td>
        </tr>
      ))}
    </Table>
  )
}

function notesOf({ required, repeatable, otherwise }: ReferenceParameter, language: Language): string[] {
  const { required: requiredWord, repeatable: repeatableWord, otherwise: otherwiseWord } = referenceWords
  return [
    ...(required ? [requiredWord[language]] : []),
    ...(repeatable ? [repeatableWord[language]] : []),
    ...(otherwise === undefined ? [] : [`${otherwiseWord[language]} ${otherwise}`]),
  ]
}

function ErrorsView({ errors, language }: { errors: ApiReference["errors"]; language: Language }) {
  const { errors: title, code, status, meaning } = referenceWords
  return (
    <section class="blk" id="api-errors">
      <h2>{title[language]}</h2>
      <Table label={title[language]} heads={[code, status, meaning].map((head) => head[language])}>
        {errors.map((one) => (
          <tr id={`error-${one.code}`}>
            <th scope="row">
              <code dir="ltr">{one.code}</code>
            </th>
            <td>{one.status}</td>
            <td>{one.detail}</td>
          </tr>
        ))}
      </Table>
    </section>
  )
}

function ActionsView({ actions, language }: { actions: ApiReference["actions"]; language: Language }) {
  const { ckan, ckanLead, action, does } = referenceWords
  return (
    <section class="blk" id="api-ckan">
      <h2>{ckan[language]}</h2>
      <p>{ckanLead[language]}</p>
      <Table label={ckan[language]} heads={[action, does].map((head) => head[language])}>
        {actions.map((one) => (
          <tr>
            <th scope="row">
              <code dir="ltr">{one.name}</code>
            </th>
            <td lang="en" dir="ltr">
              {one.help}
            </td>
          </tr>
        ))}
      </Table>
    </section>
  )
}

function Table(props: { label: string; heads: readonly string[]; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
    <section class="tw plain stacked" tabIndex={0} aria-label={props.label}>
      <table class="plain">
        <thead>
          <tr>
            {props.heads.map((head) => (
              <th scope="col">{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>{props.children}</tbody>
      </table>
    </section>
  )
}
