// Package pack reads language packs. In it: [Parse], which reads the JSON document of a
// pack, [Validate], which checks one, and [Merge], which puts one together from several
// files. Not in it: what a pack is and how it is used, which is package words, and the
// packs that come with the library, such as package words/de.
//
// It stands apart from package words because its errors are those of package therapy,
// and package words imports nothing of this module.
package pack
