package confidentialtest_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/confidential/confidentialtest"
)

// listener is a testing.TB that keeps the reports of a check.
type listener struct {
	testing.TB
	faults []string
}

func (l *listener) Helper() {}

func (l *listener) Errorf(format string, args ...any) {
	l.faults = append(l.faults, fmt.Sprintf(format, args...))
}

func (l *listener) Fatalf(format string, args ...any) { l.Errorf(format, args...) }

func (l *listener) said() string { return strings.Join(l.faults, "\n") }

// good is a record without mistakes.
type good struct {
	confidential.Hidden
	Client confidential.PersonID      `json:"client" kind:"identity,subject"`
	Author confidential.PersonID      `json:"author" kind:"identity,professional"`
	Others []confidential.PersonID    `json:"others" kind:"identity,about"`
	Day    time.Time                  `json:"day" kind:"attendance"`
	Code   string                     `json:"code,omitempty" kind:"diagnosis,minimum"`
	Parts  []part                     `json:"parts"`
	Score  map[string]float64         `json:"score" kind:"test-result"`
	Note   confidential.Value[string] `json:"note" kind:"progress-note"`
	Whole  part                       `json:"whole" kind:"treatment-plan"`
	hidden string
}

type part struct {
	confidential.Hidden
	Severity int `json:"severity" kind:"diagnosis"`
}

// The broken records: each breaks one rule.
type (
	untagged struct {
		confidential.Hidden
		Severity int `json:"severity"`
	}
	deep struct {
		confidential.Hidden
		Parts []untagged `json:"parts"`
	}
	sealedUntagged struct {
		confidential.Hidden
		Note confidential.Value[string] `json:"note"`
	}
	mapUntagged struct {
		Scores map[string]int `json:"scores"`
	}
	unknownKind struct {
		A int `json:"a" kind:"gossip"`
	}
	unknownOption struct {
		A int `json:"a" kind:"diagnosis,sometimes"`
	}
	twiceTheSame struct {
		A string `json:"a" kind:"diagnosis,minimum,minimum"`
	}
	bothWays struct {
		A string `json:"a" kind:"diagnosis,minimum,words"`
	}
	roleOfNobody struct {
		A string `json:"a" kind:"identity,subject"`
	}
	roleOfAnotherKind struct {
		A confidential.PersonID `json:"a" kind:"diagnosis,professional"`
	}
	showing struct{ Client confidential.PersonID }
	half    struct{ Client confidential.PersonID } // has String, but %d still shows the content
	twice   struct {                               // two embedded methods of the same name, so Go promotes neither
		part
		other
	}
	other  struct{ confidential.Hidden }
	shadow struct {
		confidential.Hidden
		Format string // hides the method
	}
	prose string
	// made has a field that only its package can fill, and shows it.
	made struct{ client string }
)

func (m made) Format(f fmt.State, _ rune) {
	_, _ = f.Write([]byte(confidential.Placeholder + m.client))
}

func (half) String() string { return confidential.Placeholder }

func TestChecksFindWhatIsMissed(t *testing.T) {
	broken := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(broken, "broken.go"), []byte("package broken; type {"), 0o600))
	confidentialtest.CheckFields(t, good{}, part{})
	confidentialtest.CheckDisplay(t, good{}, part{}, other{})
	for name, tt := range map[string]struct {
		check func(tb testing.TB)
		want  string
	}{
		"a field without a kind":           {func(tb testing.TB) { confidentialtest.CheckFields(tb, untagged{}) }, "/severity: has no kind"},
		"the same in a list":               {func(tb testing.TB) { confidentialtest.CheckFields(tb, deep{}) }, "/parts/severity: has no kind"},
		"a sealed text without one":        {func(tb testing.TB) { confidentialtest.CheckFields(tb, sealedUntagged{}) }, "/note: has no kind"},
		"a map without one":                {func(tb testing.TB) { confidentialtest.CheckFields(tb, mapUntagged{}) }, "/scores: has no kind"},
		"a kind that is none":              {func(tb testing.TB) { confidentialtest.CheckFields(tb, unknownKind{}) }, "field-kind"},
		"an option that is none":           {func(tb testing.TB) { confidentialtest.CheckFields(tb, unknownOption{}) }, "field-option"},
		"an option twice":                  {func(tb testing.TB) { confidentialtest.CheckFields(tb, twiceTheSame{}) }, "field-option"},
		"options that exclude each other":  {func(tb testing.TB) { confidentialtest.CheckFields(tb, bothWays{}) }, "field-option"},
		"the role of somebody who is none": {func(tb testing.TB) { confidentialtest.CheckFields(tb, roleOfNobody{}) }, "field-option"},
		"a role of another kind":           {func(tb testing.TB) { confidentialtest.CheckFields(tb, roleOfAnotherKind{}) }, "field-option"},
		"not a struct":                     {func(tb testing.TB) { confidentialtest.CheckFields(tb, 7) }, "pass a struct"},
		"nothing":                          {func(tb testing.TB) { confidentialtest.CheckFields(tb, nil) }, "pass a struct"},
		"a type that shows":                {func(tb testing.TB) { confidentialtest.CheckDisplay(tb, showing{}) }, "embed confidential.Hidden"},
		"one that hides from %v only":      {func(tb testing.TB) { confidentialtest.CheckDisplay(tb, half{}) }, "shows what it holds by fmt"},
		"two that hide from each other":    {func(tb testing.TB) { confidentialtest.CheckDisplay(tb, twice{}) }, "shows what it holds"},
		"a field in the way of the method": {func(tb testing.TB) { confidentialtest.CheckDisplay(tb, shadow{}) }, "shows what it holds"},
		"a text":                           {func(tb testing.TB) { confidentialtest.CheckDisplay(tb, prose("")) }, "shows what it holds"},
		"one that is empty":                {func(tb testing.TB) { confidentialtest.CheckDisplay(tb, made{}) }, "pass one that its constructor made"},
		"the same, filled":                 {func(tb testing.TB) { confidentialtest.CheckDisplay(tb, made{client: "client-1"}) }, "shows what it holds by"},
		"a pointer":                        {func(tb testing.TB) { confidentialtest.CheckDisplay(tb, &good{}) }, "pass a value"},
		"a type that is not listed":        {func(tb testing.TB) { confidentialtest.CheckListed(tb, "testdata/listed", nil, nil) }, "type Plain is neither"},
		"one listed and exempt": {func(tb testing.TB) {
			confidentialtest.CheckListed(tb, "testdata/listed", []any{Plain{}}, map[string]string{"Plain": "x"})
		}, "both checked and exempt"},
		"an exempt type that is none": {func(tb testing.TB) {
			confidentialtest.CheckListed(tb, "testdata/listed", []any{Plain{}}, map[string]string{"Gone": "x"})
		}, "Gone does not exist"},
		"an exempt type without a reason": {func(tb testing.TB) {
			confidentialtest.CheckListed(tb, "testdata/listed", nil, map[string]string{"Plain": " "})
		}, "nobody says why"},
		"a folder that cannot be read":      {func(tb testing.TB) { confidentialtest.CheckListed(tb, broken, nil, nil) }, "expected"},
		"a view of what cannot be written":  {func(tb testing.TB) { confidentialtest.CheckFields(tb, unwritable{}) }, "cannot be viewed"},
		"a field that is always shown":      {func(tb testing.TB) { confidentialtest.CheckFields(tb, leaky{}) }, ""},
		"a value in another's hidden field": {func(tb testing.TB) { confidentialtest.CheckFields(tb, good{hidden: "x"}) }, ""},
	} {
		l := &listener{TB: t}
		tt.check(l)
		if tt.want == "" {
			require.Empty(t, l.faults, name)
			continue
		}
		require.Contains(t, l.said(), tt.want, name)
	}
	l := &listener{TB: t}
	confidentialtest.CheckListed(l, "testdata/listed", []any{Plain{}}, nil)
	require.Empty(t, l.faults, "interfaces, aliases and words need no mention")
}

// Plain stands for the type of the same name in testdata.
type Plain struct{}

// unwritable has a field that JSON cannot write.
type unwritable struct {
	C chan int `json:"c" kind:"diagnosis"`
}

// leaky has only a field that is not encoded, so the check finds nothing.
type leaky struct {
	Out string `json:"-"`
}
