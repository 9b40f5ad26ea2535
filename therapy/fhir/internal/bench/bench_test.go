// Package bench compares package fhir with encoding/json and with a typed model of
// FHIR, on one bundle in one run. It is a module of its own, so that the library does
// not depend on what it is compared with.
package bench

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"
	"time"

	models "github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/therapykit/therapykit/therapy/fhir"
)

// bundle returns a bundle of about 6.5 kB, without the spaces of the published file.
func bundle(tb testing.TB) []byte {
	tb.Helper()
	data, err := os.ReadFile("../../testdata/real/r4.Bundle-lipids.json")
	if err != nil {
		tb.Fatal(err)
	}
	var out bytes.Buffer
	if err := json.Compact(&out, data); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

// ways are the ways to read and write it.
var ways = []struct {
	name string
	run  func([]byte) ([]byte, error)
}{
	{"therapykit", func(data []byte) ([]byte, error) {
		n, err := fhir.Parse(data)
		if err != nil {
			return nil, err
		}
		return n.AppendJSON(make([]byte, 0, len(data))), nil
	}},
	{"encoding-json", func(data []byte) ([]byte, error) {
		var v any
		if err := json.Unmarshal(data, &v); err != nil {
			return nil, err
		}
		return json.Marshal(v)
	}},
	{"samply", func(data []byte) ([]byte, error) {
		v, err := models.UnmarshalBundle(data)
		if err != nil {
			return nil, err
		}
		return json.Marshal(v)
	}},
}

func BenchmarkParseAndWrite(b *testing.B) {
	data := bundle(b)
	for _, way := range ways {
		b.Run(way.name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := way.run(data); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// TestAtMostTwiceTheTimeOfEncodingJSON holds the target: lossless, in at most twice
// the time of encoding/json into any. The best of several rounds is compared, since
// other programs may be busy.
func TestAtMostTwiceTheTimeOfEncodingJSON(t *testing.T) {
	data := bundle(t)
	best := map[string]time.Duration{}
	for range 20 {
		for _, way := range ways {
			start := time.Now()
			for range 50 {
				if _, err := way.run(data); err != nil {
					t.Fatal(err)
				}
			}
			if spent := time.Since(start); best[way.name] == 0 || spent < best[way.name] {
				best[way.name] = spent
			}
		}
	}
	ours, theirs := best["therapykit"], best["encoding-json"]
	t.Logf("%d bytes: therapykit %.2f and samply %.2f times the time of encoding/json", len(data),
		float64(ours)/float64(theirs), float64(best["samply"])/float64(theirs))
	if ours > 2*theirs {
		t.Errorf("therapykit took %v, encoding/json %v", ours, theirs)
	}
	for _, way := range ways {
		out, err := way.run(data)
		if err != nil {
			t.Fatal(err)
		}
		if kept := string(out) == string(data); kept != (way.name == "therapykit") {
			t.Logf("%s: bytes kept: %v", way.name, kept)
		}
	}
}
