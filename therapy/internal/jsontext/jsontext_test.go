package jsontext_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/internal/jsontext"
)

// FuzzText compares the decoding of strings with encoding/json; only half of a surrogate pair
// differs: it is a fault.
func FuzzText(f *testing.F) {
	for _, s := range []string{`"a"`, `"\n\"\\\/\b\f\r\t"`, `"é"`, `"😀"`, `"\ud83d"`, `"\ude00\ud83d"`, `"\u12"`, `"\x"`, "\"\x01\"", `"`, `"\`, `"\u+123"`, `"\ud83d\u0041"`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || !strings.HasPrefix(text, `"`) {
			t.Skip()
		}
		s := jsontext.Scanner{Src: text}
		got := s.Text()
		skip := jsontext.Scanner{Src: text}
		skip.Skip()
		require.Equal(t, s.Failed(), skip.Failed())
		require.True(t, s.Failed() || s.At == skip.At)
		var want string
		err := json.Unmarshal([]byte(text[:min(s.At, len(text))]), &want)
		rule, hint := s.Fault()
		require.Equal(t, rule == "", hint == "")
		switch rule {
		case "":
			require.NoError(t, err)
			require.Equal(t, want, got)
		case jsontext.Syntax:
			require.Error(t, json.Unmarshal([]byte(text), &want))
		default:
			require.Equal(t, jsontext.Surrogate, rule)
		}
	})
}

// FuzzNumber checks that the accepted numbers are those of encoding/json.
func FuzzNumber(f *testing.F) {
	for _, s := range []string{"0", "-0", "01", "1.", ".5", "1.50", "-1.5e+10", "1e", "1E-7", "-", "+1", "1x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if text == "" || strings.ContainsAny(text, " \t\r\n") || !strings.ContainsAny(text[:1], "-0123456789") {
			t.Skip()
		}
		s := jsontext.Scanner{Src: text}
		number := s.Number()
		require.Equal(t, json.Valid([]byte(text)), !s.Failed() && number == text)
	})
}

func TestFaultGivesPositionOnly(t *testing.T) {
	s := jsontext.Scanner{Src: "\n  x", At: 3}
	require.False(t, s.Word("true"))
	s.Fail(jsontext.Syntax, "a value")
	s.Fail("later", "")
	rule, hint := s.Fault()
	require.Equal(t, []string{jsontext.Syntax, "line 2, column 3: a value"}, []string{rule, hint})
}
