package fhir

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/therapykit/therapykit/therapy/confidential"
)

// maxID is how long a FHIR id may be.
const maxID = 64

// personEscapes writes the signs that pseudonyms have and FHIR ids do not as capital
// letters, which pseudonyms do not have, so that no two pseudonyms get one id.
var (
	personEscapes   = strings.NewReplacer("_", "U", ":", "C")
	personUnescapes = strings.NewReplacer("U", "_", "C", ":")
)

// PartID returns the id of a part of a record, such as one goal of a plan: both joined
// by a dot. The name has no dot itself, so that no two parts get one id. What is too
// long for an id is given by its digest.
func PartID(record, name string) string {
	id := record + "." + name
	if len(id) <= maxID {
		return id
	}
	sum := sha256.Sum256([]byte(id))
	return "H" + hex.EncodeToString(sum[:])[:maxID-1]
}

// personPart is a pseudonym as the name of a part.
func personPart(id confidential.PersonID) string {
	return strings.ReplaceAll(personEscapes.Replace(id.String()), ".", "D")
}

// PersonReference returns the reference by which a person is named unless the caller
// says otherwise: the type, and the pseudonym with the signs that FHIR ids do not have
// replaced, such as "Patient/client-17".
func PersonReference(resourceType string, id confidential.PersonID) string {
	text := personEscapes.Replace(id.String())
	if text == "" {
		return ""
	}
	return resourceType + "/" + text
}

// OwnPeople reads the references that [PersonReference] writes, and identifiers of this
// library's own system. It is the [ReadSpec.Person] for documents that this library
// wrote; references of other systems are no pseudonyms, and it refuses them.
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
