// Package page shows a form and a recommendation as HTML. In it: a page for each, which works
// without scripts and with a keyboard alone, and the reading of a posted form. Not in it: the
// questions and the recommendation, which are in package recommend; an HTTP server; and a
// design: the built-in style only makes the pages readable.
//
// Everything is escaped. The form is one HTML form with a fieldset for each question;
// questions that are asked only in some cases are on the page under the words "only if this
// applies", since a page without scripts cannot hide them. A question about danger is never
// under these words. A team that wants another page can write its own from [recommend.Form],
// which is plain data, and read the posted form with [Read].
//
// The pages contain data about a person: send them with Cache-Control: no-store, and only to
// the reader they were made for.
package page
