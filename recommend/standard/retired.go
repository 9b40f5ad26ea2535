package standard

import (
	"bytes"
	"compress/gzip"
	_ "embed" // a document, which is not run
	"io"
	"iter"

	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

//go:embed policy-1.0.0.json.gz
var policyOne []byte

// retired are the earlier versions of the standard policy.
func retired() map[string][]byte { return map[string][]byte{"1.0.0": policyOne} }

// RetiredVersions yields the versions for [Retired], oldest first.
func RetiredVersions() iter.Seq[string] {
	return func(yield func(string) bool) { yield("1.0.0") }
}

// Retired returns an earlier version of the standard policy as data, for replaying old
// decisions and for comparison. It is marked [policy.Policy.ReplayOnly]: recommend.New
// refuses it, and recommend.NewForReplay accepts it. It has the same digest as in old
// records.
func Retired(version string) (policy.Policy, error) {
	document, ok := retired()[version]
	if !ok {
		return policy.Policy{}, &therapy.FieldError{Path: "/version", Rule: "policy-version", Hint: "a retired version of the standard policy", Err: therapy.ErrUnknown}
	}
	packed, err := gzip.NewReader(bytes.NewReader(document))
	if err != nil {
		return policy.Policy{}, err
	}
	data, err := io.ReadAll(packed)
	if err != nil {
		return policy.Policy{}, err
	}
	return policy.Parse(data)
}
