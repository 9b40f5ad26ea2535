// Package page writes a form and a recommendation as HTML pages, which work without scripts
// and with a keyboard alone, and reads a posted form. Not in it: the questions and the
// recommendation, which are in package recommend; an HTTP server; and a design: the built-in
// style only makes the pages readable.
//
// All text is escaped. The form is one HTML form with a fieldset for each question. Questions
// that apply only in some cases are in collapsible sections with the heading "only if this
// applies", since a page without scripts cannot show and hide them by the answers. A question
// about danger is never in such a section. You can also write a page of your own from
// [recommend.Form], which is plain data, and read the posted form with [Read].
//
// The pages contain data about a person: send them with Cache-Control: no-store, and only to
// the reader they were made for.
package page
