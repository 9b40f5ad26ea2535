package intakefhir

import (
	"crypto/sha1" //nolint:gosec // FHIR's Attachment.hash is a SHA-1; it protects nothing here
	"encoding/base64"
	"errors"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/fhir"
)

var (
	errGuidance = errors.New("intakefhir: encode what Guidance.Bundle returns")
	errStep     = errors.New("intakefhir: write Step.Response with Node.AppendJSON")
)

// attach writes JSON as an attachment.
func attach(a fhir.Element, text []byte) {
	sum := sha1.Sum(text) //nolint:gosec // see above
	a.SetText("Attachment.contentType", "application/json").SetText("Attachment.data", base64.StdEncoding.EncodeToString(text))
	a.SetInt("Attachment.size", len(text)).SetText("Attachment.hash", base64.StdEncoding.EncodeToString(sum[:]))
}

// Replay makes again the recommendation that is stored in a DocumentReference of
// [Guidance.Others], and compares the two: see [recommend.Recommender.Replay].
func (f *Form) Replay(document *fhir.Node) (recommend.Recommendation, error) {
	e := fhir.ResourceOf(document)
	var c therapy.Check
	if e.Type() != "DocumentReference" {
		c.Wrong("", "record-type", "a DocumentReference", therapy.ErrSyntax)
		return recommend.Recommendation{}, c.Err()
	}
	a := e.Get("DocumentReference.content").Get("DocumentReference.content.attachment")
	text, err := base64.StdEncoding.DecodeString(a.Text("Attachment.data"))
	sum := sha1.Sum(text) //nolint:gosec // see above
	if err != nil || a.Text("Attachment.hash") != base64.StdEncoding.EncodeToString(sum[:]) {
		c.Wrong(a.Place(), "record-hash", "the text that the hash was made of", therapy.ErrContradiction)
		return recommend.Recommendation{}, c.Err()
	}
	return f.recommender.Replay(text)
}
