// Package words shows texts to people in their language. In it: keys for texts, a [Language]
// that turns a key and its English text into the text to show, language packs, and messages
// with numbers and lists. Not in it: the English texts, which are next to the rules,
// statements and headings they belong to. It imports nothing of this module.
//
// # A text and its key
//
// Every text that a person reads has a stable [Key], such as
// "rule.f12-social-anxiety.says.client". The English text is the source and is in the code or
// in the policy. To get the text in a language, give it both:
//
//	language.Text("heading.questions", "Questions to answer first")
//
// The zero [Language] is English and returns the source. Any other language returns its own
// text. It returns the English text with [Mark] before it if it has no text of its own, if
// the English text has changed since the translation, or if the translation has other
// placeholders. Thus an outdated translation is never shown.
//
// # Numbers and lists
//
// A text can have placeholders for values, and forms for numbers:
//
//	language.Format("group.size", "{n, plural, one {# person} other {# people}}", words.Number("n", 8))
//
// The plural rules of Unicode CLDR decide which form a number takes, for the languages that
// have a pack. [Language.And] and [Language.Or] join lists as is usual in the language;
// [Language.Day], [Language.Number] and [Language.Money] write dates, numbers and amounts.
//
// A package has its texts in a table, [Texts]. Sentences in stored records are in English;
// [Texts.Retell] says them in another language.
//
// # Packs
//
// A [Pack] is a JSON document with the texts of one language, each with a hash of the English
// text it was made from. [Pack.Compare] says which texts are missing, left over, stale or
// have other placeholders; [Pack.Speak] returns the language. Package words/pack reads packs
// and joins them from files. The library's own packs are packages below this one, such as
// words/de, so that a program links only the languages that it imports. Package
// words/messages lists all texts, and the command words/translate shows them together with
// those of a pack.
package words
