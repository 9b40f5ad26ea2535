package recommend

import (
	"iter"
	"sync"

	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy/words"
)

// Messages yields the texts of this package for renderings and forms, in English, with their
// keys. [policy.Policy.Messages] yields the texts of the policy.
func Messages() iter.Seq2[words.Key, string] {
	return func(yield func(words.Key, string) bool) {
		for _, s := range texts {
			for _, reader := range []policy.Reader{policy.Clinician, policy.Client} {
				if english := s.words.To(reader); english == "" || reader == policy.Client && s.shared() {
					continue
				} else if !yield(s.key(reader), english) {
					return
				}
			}
		}
		for key, english := range words.Chain(formMessages, faultTexts.All()) {
			if !yield(key, english) {
				return
			}
		}
	}
}

// shared reports whether the text is the same for both readers.
func (s phrase) shared() bool { return s.words.Clinician == s.words.Client }

func (s phrase) key(reader policy.Reader) words.Key {
	if s.shared() {
		return words.Join("recommendation", s.name)
	}
	return words.Join("recommendation", s.name, reader.String())
}

// textIndex finds texts by name; it is made at the first use.
var textIndex = sync.OnceValue(func() map[string]phrase {
	index := make(map[string]phrase, len(texts))
	for _, s := range texts {
		index[s.name] = s
	}
	return index
})

// say returns a text for the reader, in the language of the audience.
func (a Audience) say(name string, args ...words.Arg) string {
	s := textIndex()[name] // a test checks that every name in use has a text
	return a.Language.Format(s.key(a.Reader), s.words.To(a.Reader), args...)
}
