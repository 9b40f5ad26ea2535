// Judges pages: html-validate for the markup, axe for what keeps people out. Each judge
// has to find a planted mistake first, so that a judge that says nothing is not believed.
import { readFileSync } from "node:fs";
import { HtmlValidate } from "html-validate";
import { JSDOM } from "jsdom";
import axe from "axe-core";

const markup = new HtmlValidate({
  extends: ["html-validate:recommended"],
  rules: {
    // What package html/template writes by itself.
    "void-style": "off", "attribute-boolean-style": "off", "no-trailing-whitespace": "off", "long-title": "off",
    "no-implicit-close": "off", "doctype-style": "off", "prefer-native-element": "off", "no-raw-characters": "off",
  },
});

async function faultsOf(html) {
  const found = [];
  const report = await markup.validateString(html);
  for (const result of report.results) for (const m of result.messages) found.push(`${m.line}: ${m.ruleId}: ${m.message}`);
  const dom = new JSDOM(html, { runScripts: "outside-only" });
  dom.window.eval(axe.source);
  // Colours need a browser that paints.
  const result = await dom.window.axe.run(dom.window.document, { rules: { "color-contrast": { enabled: false } } });
  for (const v of result.violations) found.push(`axe ${v.id}: ${v.help}: ${v.nodes[0].html.slice(0, 120)}`);
  return found;
}

let bad = 0;
const pages = process.argv.slice(2).map((path) => [path, readFileSync(path, "utf8")]);
const form = pages.find(([path]) => path.includes("form"))[1];
for (const [name, planted] of [
  ["a label is gone", form.replace(/<label for="[^"]*">[^<]*<\/label>/, "")],
  ["a list is not closed", form.replace("</section>", "")],
  ["the language is gone", form.replace(/<html lang="[^"]*">/, "<html>")],
  ["an id stands twice", form.replace(/(<fieldset id="[^"]*")/, '<p id="s-safety"></p>$1')],
]) {
  if ((await faultsOf(planted)).length === 0) { console.log(`not found: ${name}`); bad++; }
}
for (const [path, html] of pages) {
  const found = await faultsOf(html);
  console.log(`${path.split("/").pop()}: ${found.length ? found.slice(0, 10).join("\n  ") : "no fault"}`);
  if (found.length) bad++;
}
process.exit(bad ? 1 : 0);
