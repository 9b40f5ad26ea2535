package policy

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
)

// Digest identifies the policy by its content: "sha256:" and the hash of its
// JSON in hexadecimal. Two policies with the same digest decide the same. It is
// empty for a policy that cannot be written, which is not valid.
func (p Policy) Digest() string {
	b, err := json.Marshal(p)
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(b)
	return "sha256:" + hex.EncodeToString(sum[:])
}
