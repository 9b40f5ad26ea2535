// Shows forms in LHC-Forms, a renderer that others wrote, in a browser; fills them in by
// clicks, looks which questions are shown on the way, and writes what the renderer gives
// back. Then mistakes are planted in the forms: each has to be noticed here, or by the
// test that reads what came back.
//
//   node browser.mjs CHROMIUM OUTPUT-DIRECTORY CLIENT-FORM PHQ-9-FORM
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {dirname, extname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import puppeteer from 'puppeteer-core';

const [chromium, out, clientForm, phqForm] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const read = path => JSON.parse(readFileSync(path, 'utf8'));
const clone = x => JSON.parse(JSON.stringify(x));

const scripts = ['webcomponent/assets/lib/zone.min.js', 'webcomponent/runtime.js', 'webcomponent/polyfills.js', 'webcomponent/main.js', 'fhir/R4/lformsFHIR.min.js'];
const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>form</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/webcomponent/styles.css"></head><body><div id="form"></div>
${scripts.map(s => `<script src="/${s}"></script>`).join('\n')}</body></html>`;
const types = {'.js': 'text/javascript', '.css': 'text/css', '.png': 'image/png'};
const server = createServer((request, response) => {
  const path = new URL(request.url, 'http://localhost').pathname;
  try {
    response.setHeader('content-type', path === '/' ? 'text/html' : types[extname(path)] ?? 'application/octet-stream');
    response.end(path === '/' ? html : readFileSync(join(here, 'lforms', path)));
  } catch { response.statusCode = 404; response.end(); }
});
await new Promise(done => server.listen(0, '127.0.0.1', done));
const browser = await puppeteer.launch({executablePath: chromium, args: ['--no-sandbox', '--disable-dev-shm-usage'], headless: true, protocolTimeout: 120000});

// fill shows the form and goes through the steps. It returns the response, and what was
// not as the steps say.
async function fill(form, steps) {
  const page = await browser.newPage();
  const faults = [];
  try {
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    await page.waitForFunction(() => window.LForms?.Util?.addFormToPage);
    const added = await page.evaluate(async q => {
      try { await LForms.Util.addFormToPage(q, 'form', {prepopulate: false}); return ''; } catch (e) { return String(Array.isArray(e) ? e.join(' ') : e); }
    }, form);
    if (added) return {faults: [`the form is not shown: ${added}`]};
    await page.waitForSelector('#form input');
    const settle = () => page.evaluate(() => new Promise(done => setTimeout(done, 150)));
    const shown = link => page.evaluate(link => {
      const start = `item-${link}/`;
      return [...document.querySelectorAll('[id]')].some(e => e.id.startsWith(start) && /^[0-9/]+$/.test(e.id.slice(start.length)) && e.offsetParent !== null);
    }, link);
    for (const [what, link, answer] of steps) {
      if (what === 'shown' || what === 'hidden') {
        if (await shown(link) !== (what === 'shown')) faults.push(`${link} is not ${what}`);
        continue;
      }
      const handle = await page.evaluateHandle((link, answer, text) => {
        const start = `item-${link}/`;
        const item = [...document.querySelectorAll('[id]')].find(e => e.id.startsWith(start) && /^[0-9/]+$/.test(e.id.slice(start.length)));
        return [...item?.querySelectorAll('label.lhc-answer, label.ant-radio-wrapper, label[nz-radio-button], input[type=checkbox], label.ant-checkbox-wrapper') ?? []]
          .find(e => text ? e.textContent.trim() === answer : e.id.endsWith(`|${answer}`));
      }, link, answer, what === 'text');
      const element = handle.asElement();
      if (!element) { faults.push(`${link} cannot be answered with ${answer}`); continue; }
      await element.evaluate(e => e.scrollIntoView({block: 'center'}));
      await element.click();
      await settle();
    }
    return {faults, response: await page.evaluate(() => LForms.Util.getFormFHIRData('QuestionnaireResponse', 'R4'))};
  } finally { await page.close(); }
}

const client = read(clientForm), phq = read(phqForm);
const intake = [
  ['hidden', 'parental-consent'], ['hidden', 'older-adult'], ['shown', 'acute-mania'], ['shown', 'consent-unclear'],
  ['hidden', 'domestic-abuse'], ['shown', 'group-acceptable'], ['hidden', 'wish-strongly'], ['hidden', 'declines-medication'],
  ['click', 'age', 'child-under-12'], ['shown', 'parental-consent'],
  ['click', 'age', 'adult'], ['hidden', 'parental-consent'], ['shown', 'older-adult'],
  ['click', 'consent-given', 'yes'], ['hidden', 'consent-unclear'],
  ['click', 'no-acute-risk', 'yes'], ['shown', 'acute-mania'], ['shown', 'acute-suicidality'],
  ['click', 'acute-suicidality', 'no'], ['click', 'acute-mania', 'unknown'],
  ['click', 'depression-less-severe', 'yes'], ['shown', 'declines-medication'],
  ['click', 'wish', 'prefers-group'], ['hidden', 'group-acceptable'], ['shown', 'wish-strongly'],
  ['click', 'wish', 'prefers-individual'], ['shown', 'group-acceptable'], ['click', 'wish-strongly', 'yes'],
  ['click', 'values-privacy', 'strongly'], ['click', 'sensitive-issue', 'yes'],
  ['click', 'limited-budget', 'yes'], ['click', 'limited-time', 'no'], ['text', 'gone-through-practical', 'Yes'],
];
const answers = [1, 2, 3, 0, 1, 2, 3, 0, 1];
const questionnaire = answers.map((n, i) => ['click', `/${i + 1}`, String(n)]);

// change applies a change to the item with the linkId.
function change(form, link, how) {
  const copy = clone(form);
  const walk = list => { for (const item of list ?? []) { if (item.linkId === link) how(item); walk(item.item); } };
  walk(copy.item);
  return copy;
}
// byText clicks on the answer with a text, whatever its code is.
const byText = (steps, link, text) => steps.map(s => s[1] === link && s[0] === 'click' ? ['text', link, text] : s);
const swap = (item, a, b) => { for (const o of item.answerOption) o.valueCoding.code = {[a]: b, [b]: a}[o.valueCoding.code] ?? o.valueCoding.code; };

mkdirSync(out, {recursive: true});
let failed = 0;
for (const [name, form, steps] of [['client', client, intake], ['phq-9', phq, questionnaire]]) {
  const {faults, response} = await fill(form, steps);
  for (const fault of faults) { failed++; console.error(`${name}: ${fault}`); }
  if (response) writeFileSync(join(out, `lforms-${name}.json`), JSON.stringify(response, null, 1) + '\n');
  console.log(`${name}: ${steps.length} steps, ${faults.length} faults`);
}
// Mistakes that have to be seen here, and mistakes that come back as something else.
const planted = [
  ['a question for minors is always asked', change(client, 'parental-consent', i => { delete i.enableWhen; delete i.enableBehavior; }), intake, true],
  ['a danger is hidden by another answer', change(client, 'acute-mania', i => { i.enableWhen = [{question: 'no-acute-risk', operator: 'exists', answerBoolean: false}]; }), intake, true],
  ['a question hides while another is unanswered', change(client, 'group-acceptable', i => { i.enableWhen = i.enableWhen.filter(w => w.operator !== 'exists'); }), intake, true],
  ['an answer is not there', change(client, 'values-privacy', i => { i.answerOption = i.answerOption.filter(o => o.valueCoding.code !== 'strongly'); }), intake, true],
  ['an expression is wrong', change(client, 'declines-medication', i => { for (const x of i.extension) if (x.valueExpression) x.valueExpression.expression = 'false'; }), intake, true],
  ['yes and no are exchanged', change(client, 'limited-budget', i => swap(i, 'yes', 'no')), byText(intake, 'limited-budget', 'Yes'), false],
  ['two numbers are exchanged', change(phq, '/3', i => swap(i, '3', '2')), byText(questionnaire, '/3', '3'), false],
];
for (const [index, [what, form, steps, here]] of planted.entries()) {
  const {faults, response} = await fill(form, steps);
  console.log(`planted: ${what}: ${faults.join('; ') || 'no fault here'}`);
  if (here && !faults.length) { failed++; console.error(`${what}: not noticed`); }
  if (!here) writeFileSync(join(out, `planted-${index}.json`), JSON.stringify(response, null, 1) + '\n');
}
await browser.close();
server.close();
process.exit(failed ? 1 : 0);
