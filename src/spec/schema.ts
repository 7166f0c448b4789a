import { casesShape } from "./cases.ts";
import { clauseKeys } from "./clause.ts";
import { inputSchema } from "./input.ts";
import { kindDefinitions, questionSchema } from "./kind-schema.ts";
import { joinedKeys, requirementKeys } from "./requirement.ts";
import { fileKeys } from "./requirements-file.ts";
import { keysSchema, propertiesOf, type JsonSchema } from "./shape.ts";
import { siteShape } from "./site.ts";
import { sizingShape } from "./sizing.ts";
import { statementsShape } from "./statements.ts";

const draft = "http://json-schema.org/draft-07/schema#";
function requirementSchema(): JsonSchema {
  const branches = { type: "array", minItems: 2, items: { $ref: "#/definitions/branch" } };
  const joined = Object.entries(joinedKeys).map(
    ([name, { says }]) => [name, { ...branches, description: says }] as const,
  );
  return { title: "requirement", ...questionSchema(requirementKeys, Object.fromEntries(joined)) };
}

/** JSON Schema of requirements files, from the same declarations that parse them. */
export function requirementsSchema(): JsonSchema {
  const whole = keysSchema(fileKeys);
  return {
    $schema: draft,
    title: "Footing requirements file",
    ...whole,
    properties: {
      ...propertiesOf(fileKeys),
      inputs: { type: "object", additionalProperties: inputSchema, description: fileKeys.inputs.says },
      sizing: { ...sizingShape.schema, description: fileKeys.sizing.says },
      requirements: {
        type: "array",
        minItems: 1,
        items: { $ref: "#/definitions/requirement" },
        description: fileKeys.requirements.says,
      },
    },
    definitions: {
      requirement: requirementSchema(),
      branch: { title: "branch", ...questionSchema(clauseKeys) },
      ...kindDefinitions(clauseKeys.expect.says),
    },
  };
}

/** JSON Schemas of every file that people write, by file name. */
export const schemas = (): Readonly<Record<string, JsonSchema>> => ({
  "requirements.schema.json": requirementsSchema(),
  "site.schema.json": { $schema: draft, title: "Footing site file, footing.yaml", ...siteShape.schema },
  "statements.schema.json": { $schema: draft, title: "Footing statements file", ...statementsShape.schema },
  "cases.schema.json": { $schema: draft, title: "Footing cases file", ...casesShape.schema },
});
