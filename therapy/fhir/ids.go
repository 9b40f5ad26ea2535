package fhir

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/therapykit/therapykit/therapy/confidential"
)

// maxID is the maximum length of a FHIR id.
const maxID = 64

// personEscapes writes the signs that pseudonyms have and FHIR ids do not as capital
// letters, which pseudonyms do not have, so that no two pseudonyms get one id.
var (
	personEscapes   = strings.NewReplacer("_", "U", ":", "C")
	personUnescapes = strings.NewReplacer("U", "_", "C", ":")
)

// PartID returns the id of a part of a record, such as one goal of a plan: the id of the
// record, a dot, and the name. The name must have no dot, so that no two parts get the same
// id. If the result is too long for an id, its digest is used instead.
func PartID(record, name string) string {
	id := record + "." + name
	if len(id) <= maxID {
		return id
	}
	sum := sha256.Sum256([]byte(id))
	return "H" + hex.EncodeToString(sum[:])[:maxID-1]
}

// personPart turns a pseudonym into the name of a part.
func personPart(id confidential.PersonID) string {
	return strings.ReplaceAll(personEscapes.Replace(id.String()), ".", "D")
}

// PersonReference returns the default reference for a person: the type, and the pseudonym, in
// which characters that FHIR ids do not allow are replaced, such as "Patient/client-17".
func PersonReference(resourceType string, id confidential.PersonID) string {
	text := personEscapes.Replace(id.String())
	if text == "" {
		return ""
	}
	return resourceType + "/" + text
}

// OwnPeople reads the references that [PersonReference] writes, and identifiers of this
// library's own system. Use it as [ReadSpec.Person] for documents that this library wrote. It
// refuses references of other systems, since they are not pseudonyms.
func OwnPeople(reference Element) (confidential.PersonID, bool) {
	if id := reference.Get("Reference.identifier"); id.Text("Identifier.system") == idPerson {
		person, err := confidential.ParsePersonID(id.Text("Identifier.value"))
		return person, err == nil
	}
	_, text, ok := strings.Cut(reference.Text("Reference.reference"), "/")
	if !ok {
		return confidential.PersonID{}, false
	}
	person, err := confidential.ParsePersonID(personUnescapes.Replace(text))
	return person, err == nil
}
