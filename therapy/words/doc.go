// Package words says things to people in their language. In it: keys for texts, a
// [Language] that turns a key and its English text into what is shown, language packs,
// and messages with numbers and lists. Not in it: the English texts, which
// stand beside the rules, statements and headings they belong to. It imports nothing
// of this module.
//
// # A text and its key
//
// Every text that a person reads has a stable [Key], such as
// "rule.f12-social-anxiety.says.client". The English text is the source and stands in
// the code or in the policy. A language is asked for both:
//
//	language.Text("heading.questions", "Questions to answer first")
//
// The zero [Language] is English and returns the source. Any other returns its own
// text. Where it has none, one that was made from another English text than today's, or one
// that has lost a place for a value, the English text is returned with [Mark] before it, so
// that nobody takes an old translation for the present one.
//
// # Numbers and lists
//
// A text can hold places for values, and forms for numbers:
//
//	language.Format("group.size", "{n, plural, one {# person} other {# people}}", words.Number("n", 8))
//
// Which form a number takes follows the plural rules of Unicode CLDR for the languages
// that have a pack. [Language.And] and [Language.Or] join lists as the language does;
// [Language.Day], [Language.Number] and [Language.Money] write what is no text.
//
// A package keeps its texts in a table, [Texts]. A sentence that a record was stored with
// stays in English there, and [Texts.Retell] says it in another language.
//
// # Packs
//
// A [Pack] is a JSON document with the texts of one language, each with a hash of the
// English text it was made from. [Pack.Compare] says what is missing, what is left over,
// what is stale and what has other places; [Pack.Speak] returns the language. Package
// words/pack reads packs and puts them together from files. Packs that come with the
// library are packages below this one, such as words/de, so that a program links only the
// languages that it imports. Package words/messages lists all texts, and the command
// words/translate shows them beside a pack.
package words
