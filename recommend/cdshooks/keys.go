package cdshooks

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"maps"
	"math/big"
	"strconv"
	"sync"
	"time"

	"github.com/therapykit/therapykit/therapy"
)

// MaxKeySet is the maximum size of a JWK set, in bytes.
const MaxKeySet = 1 << 20

// ParseKeys reads a JWK set (RFC 7517), and returns the public keys by their ids. It ignores
// keys of kinds that no [Algorithm] here uses, keys that are not for signatures, and keys
// without an id. Malformed keys, keys that are too weak, private keys and repeated ids are
// errors.
func ParseKeys(data []byte) (map[string]crypto.PublicKey, error) {
	var c therapy.Check
	if len(data) > MaxKeySet || tooDeep(data) {
		return nil, &therapy.FieldError{Rule: "keys-size", Hint: "at most 1 MiB", Err: therapy.ErrRange}
	}
	keys := map[string]crypto.PublicKey{}
	list := find(object(&c, "", data), "keys")
	if kindOf(list) != '[' {
		c.Wrong("/keys", "keys-list", "a list of keys", therapy.ErrRequired)
	}
	for i, item := range array(list) {
		path := "/keys/" + strconv.Itoa(i)
		members := object(&c, path, item)
		id, _ := text(find(members, "kid"))
		use, used := text(find(members, "use"))
		if id == "" || used && use != "sig" {
			continue
		}
		if find(members, "d") != nil {
			c.Wrong(path, "key-private", "public keys only", therapy.ErrContradiction)
			continue
		}
		key := parseKey(&c, path, members)
		if key == nil {
			continue
		}
		if keys[id] != nil {
			c.Wrong(path+"/kid", "key-twice", "", therapy.ErrDuplicate)
		}
		keys[id] = key
	}
	if err := c.Err(); err != nil {
		return nil, err
	}
	return keys, nil
}

// parseKey reads a key, nil for one that is of no use here or malformed.
func parseKey(c *therapy.Check, path string, members []member) crypto.PublicKey {
	number := func(name string) []byte {
		s, _ := text(find(members, name))
		b, err := base64.RawURLEncoding.Strict().DecodeString(s)
		if err != nil || len(b) == 0 || len(b) > 2048 {
			c.Wrong(path+"/"+name, "key-number", "base64url without padding", therapy.ErrSyntax)
			return nil
		}
		return b
	}
	switch kind, _ := text(find(members, "kty")); kind {
	case "EC":
		curves := map[string]elliptic.Curve{"P-256": elliptic.P256(), "P-384": elliptic.P384()}
		name, _ := text(find(members, "crv"))
		curve := curves[name]
		if curve == nil {
			return nil
		}
		x, y := number("x"), number("y")
		size := (curve.Params().BitSize + 7) / 8
		if len(x) != size || len(y) != size {
			c.Wrong(path, "key-point", "coordinates as long as the curve needs", therapy.ErrRange)
			return nil
		}
		key, err := ecdsa.ParseUncompressedPublicKey(curve, append(append([]byte{4}, x...), y...))
		if err != nil {
			c.Wrong(path, "key-point", "a point of the curve", therapy.ErrRange)
			return nil
		}
		return key
	case "RSA":
		n, e := new(big.Int).SetBytes(number("n")), new(big.Int).SetBytes(number("e"))
		if n.BitLen() < minRSA || !e.IsInt64() || e.Int64() < 3 || e.Int64() > 1<<31-1 || e.Bit(0) == 0 {
			c.Wrong(path, "key-rsa", "at least 2048 bits, and an odd exponent", therapy.ErrRange)
			return nil
		}
		return &rsa.PublicKey{N: n, E: int(e.Int64())}
	}
	return nil
}

// Replays remembers the tokens that one process has seen, up to a limit. Use its method
// [Replays.Seen] as the Seen of a verifier. When it is full, it forgets expired tokens. If
// none has expired, it refuses all new tokens until one has, because a forgotten token that
// is still valid could be used twice. A service of several processes needs one common store.
// Replays is safe for any number of goroutines. The zero Replays can remember no token; make
// one with [NewReplays].
type Replays struct {
	limit int
	mu    sync.Mutex
	seen  map[[sha256.Size]byte]time.Time
}

// NewReplays returns an empty memory of at most limit tokens.
func NewReplays(limit int) *Replays {
	return &Replays{limit: limit, seen: map[[sha256.Size]byte]time.Time{}}
}

// Seen remembers a token until a moment; see the type [Seen].
func (r *Replays) Seen(_ context.Context, issuer, tokenID string, now, until time.Time) (first bool, err error) {
	key := sha256.Sum256([]byte(strconv.Itoa(len(issuer)) + " " + issuer + tokenID)) // of one size, however long the id
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, again := r.seen[key]; again {
		return false, nil
	}
	if len(r.seen) >= r.limit {
		maps.DeleteFunc(r.seen, func(_ [sha256.Size]byte, until time.Time) bool { return until.Before(now) })
	}
	if len(r.seen) >= r.limit {
		return false, &therapy.FieldError{Rule: "replays-full", Hint: "a larger limit", Err: therapy.ErrRange}
	}
	r.seen[key] = until
	return true, nil
}

// MarshalJSON always returns an error: the memory belongs to one process. The error names
// [NewReplays].
func (*Replays) MarshalJSON() ([]byte, error) { return nil, errReplays }

var errReplays = errors.New("cdshooks: tokens seen are of one process: make a memory with cdshooks.NewReplays")
