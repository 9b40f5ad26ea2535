package recommend

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/therapy"
)

// MaxCertificateSize is the maximum size of a certificate that [Verify] reads, in bytes. Real
// certificates are far smaller: for the standard policy, at most about forty kilobytes were
// observed.
const MaxCertificateSize = 1 << 19

// readCertificate reads a certificate. It accepts only the one form in which a certificate is
// written: with every member, in its place, and with valid names of closed vocabularies.
func readCertificate(data []byte) (certificate, error) {
	if len(data) > MaxCertificateSize {
		return certificate{}, untrue("", "certificate-size")
	}
	var c certificate
	if err := therapy.UnmarshalStrict(data, &c); err != nil {
		return certificate{}, fmt.Errorf("%w: %w", ErrCertificate, err)
	}
	if err := c.named(); err != nil {
		return certificate{}, err
	}
	written, err := json.Marshal(c)
	switch {
	case err != nil:
		return certificate{}, untrue("", "certificate-bytes")
	case !bytes.Equal(written, data):
		return certificate{}, untrue(differs(data, written), "certificate-bytes")
	}
	return c, nil
}

// named reports every closed name that is missing. Without it the certificate could not
// be written.
func (c *certificate) named() error {
	var faults therapy.Check
	need := func(valid bool, path ...string) {
		if !valid {
			faults.Wrong(therapy.Pointer(path...), "certificate-form", "", ErrCertificate)
		}
	}
	at := strconv.Itoa
	need(c.Outcome.Valid(), "outcome")
	for i, s := range c.Stages {
		need(s.Layer.Valid(), "stages", at(i), "layer")
	}
	need(c.Settlement.State.Valid(), "settlement", "state")
	for i, change := range c.Changes {
		need(change.Outcome.Valid(), "changes", at(i), "outcome")
		for j, a := range change.Answers {
			need(a.From.Valid(), "changes", at(i), "answers", at(j), "from")
			need(a.To.Valid(), "changes", at(i), "answers", at(j), "to")
		}
	}
	for i, g := range c.Tolerance.Grades {
		need(g.From.Valid(), "tolerance", "grades", at(i), "from")
		need(g.To.Valid(), "tolerance", "grades", at(i), "to")
	}
	return faults.Err()
}

// differs returns the place of the first member or element that is missing, superfluous or
// different, "" if only order or spacing differ. Both texts are JSON.
func differs(read, written []byte) string {
	var a, b any
	if json.Unmarshal(read, &a) != nil || json.Unmarshal(written, &b) != nil {
		return ""
	}
	path, _ := difference("", a, b)
	return path
}

func difference(path string, read, written any) (string, bool) {
	switch w := written.(type) {
	case map[string]any:
		r, ok := read.(map[string]any)
		if !ok {
			return path, true
		}
		for _, key := range slices.Sorted(maps.Keys(w)) {
			inner := path + therapy.Pointer(key)
			each, there := r[key]
			if !there {
				return inner, true
			}
			if at, found := difference(inner, each, w[key]); found {
				return at, true
			}
		}
		return path, len(r) != len(w)
	case []any:
		r, ok := read.([]any)
		if !ok || len(r) != len(w) {
			return path, true
		}
		for i := range w {
			if at, found := difference(path+therapy.Pointer(strconv.Itoa(i)), r[i], w[i]); found {
				return at, true
			}
		}
		return path, false
	default:
		switch read.(type) {
		case map[string]any, []any:
			return path, true
		}
		return path, read != written
	}
}
