// Package pack reads language packs. In it: [Parse], which reads the JSON document of a pack,
// [Validate], which checks a pack, and [Merge], which joins several parts into one pack. Not
// in it: the type Pack and its use, which are in package words, and the library's own packs,
// such as package words/de.
//
// It is separate from package words because it returns errors of package therapy, and package
// words imports nothing of this module.
package pack
