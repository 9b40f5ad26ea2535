// Package page shows a form and a recommendation as HTML. In it: a page for each, which
// works without a script and with a keyboard alone, and the reading of what was filled in.
// Not in it: what is asked and what is recommended, which are in package recommend; an HTTP
// server; and a style, of which there is only as much as makes the pages readable.
//
// Everything is escaped. The form is one HTML form with a fieldset for each question;
// questions that are asked in some cases only stand in the page under the words "only if
// this applies", since nothing hides without a script. A question about danger never stands
// there. A team that wants another page writes its own from [recommend.Form], which is plain
// data, and reads it with [Read].
//
// A page about a person is about a person: send it with Cache-Control: no-store, and to
// nobody but the reader it was made for.
package page
