package cdshooks

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"errors"
	"maps"
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"time"

	_ "crypto/sha256" // the hashes of the algorithms
	_ "crypto/sha512"

	"github.com/therapykit/therapykit/therapy"
)

// MaxToken is the maximum size of a token, in bytes.
const MaxToken = 8 << 10

// Algorithm is a way to sign tokens. Only algorithms with a key pair exist here: a service
// cannot be configured to accept tokens without a signature or with a shared secret. The zero
// Algorithm is none.
type Algorithm uint8

// The algorithms. CDS Hooks recommends the first two; some real clients use the others.
const (
	ES384 Algorithm = iota + 1
	RS384
	ES256
	RS256

	numAlgorithms
)

//enum:names Algorithm
var algorithmNames = [numAlgorithms]string{ES384: "ES384", RS384: "RS384", ES256: "ES256", RS256: "RS256"}

// scheme has the parts of an algorithm. With a curve it is ECDSA, without one RSA with PKCS
// #1 v1.5.
type scheme struct {
	hash  crypto.Hash
	curve elliptic.Curve
	size  int // bytes of each of the two numbers of an ECDSA signature
}

var schemes = [numAlgorithms]scheme{
	ES384: {crypto.SHA384, elliptic.P384(), 48},
	RS384: {hash: crypto.SHA384},
	ES256: {crypto.SHA256, elliptic.P256(), 32},
	RS256: {hash: crypto.SHA256},
}

// minRSA is the minimum size of an RSA key, in bits.
const minRSA = 2048

// Keys returns the public key that an issuer uses under a key id. It must be one of the
// issuer's own keys; the caller decides where they come from ([ParseKeys] reads a JWK set).
// ok is false if the issuer does not have such a key. Of what a token says about its key,
// only the id is passed on.
type Keys func(ctx context.Context, issuer, keyID string) (key crypto.PublicKey, ok bool, err error)

// Seen remembers the id of a token until a moment, and reports whether the id is new. It must
// do both in one atomic step, so that of two simultaneous calls with the same token one is
// refused. now is the moment of the call. [Replays.Seen] is an implementation for a single
// process.
type Seen func(ctx context.Context, issuer, tokenID string, now, until time.Time) (first bool, err error)

// Issuer is what is known about a client that signs tokens. The zero Issuer has no registered
// address of keys, and may act for any tenant.
type Issuer struct {
	// JKU is the registered address of its keys. A token that names another address is
	// refused. This package fetches nothing from the address.
	JKU string `json:"jku,omitempty"`
	// Tenants are the tenants that it may act for; empty means that the tenant is not
	// checked.
	Tenants []string `json:"tenants,omitempty"`
}

// VerifierSpec describes a verifier. The zero VerifierSpec is not valid.
type VerifierSpec struct {
	// Audiences are the addresses by which clients call this service. The audience of a token
	// must be exactly one of them. Behind a proxy they are the addresses of the proxy:
	// nothing is taken from the request.
	Audiences []string
	// Issuers are the clients that are trusted, by the issuer of their tokens.
	Issuers map[string]Issuer
	// Algorithms are the accepted algorithms; empty means ES384 and RS384.
	Algorithms []Algorithm
	Keys       Keys
	Seen       Seen
	// Leeway is how much the clocks may differ; 0 means a minute. Lifetime is the longest
	// validity of a token; 0 means an hour.
	Leeway, Lifetime time.Duration
}

// Verifier checks the tokens of calls. It is immutable and safe for any number of
// goroutines if Keys and Seen are. The zero Verifier refuses every token.
type Verifier struct{ spec VerifierSpec }

// Claims are what is known about a call with a valid token. The zero Claims are those of no
// call.
type Claims struct {
	// Issuer is the client, and Tenant the organisation it acts for, "" if the token does not
	// say.
	Issuer string `json:"issuer"`
	Tenant string `json:"tenant,omitempty"`
	// Expires is the moment until which the token is valid.
	Expires time.Time `json:"expires,omitzero"`
}

// NewVerifier checks the spec and makes a verifier of it. The error lists everything that
// is wrong.
func NewVerifier(spec VerifierSpec) (*Verifier, error) {
	var c therapy.Check
	c.Stated("/audiences", "verifier-audiences", len(spec.Audiences) > 0)
	for i, audience := range spec.Audiences {
		checkURL(&c, "/audiences/"+strconv.Itoa(i), audience, false)
	}
	c.Stated("/issuers", "verifier-issuers", len(spec.Issuers) > 0)
	if _, ok := spec.Issuers[""]; ok {
		c.Wrong("/issuers", "verifier-issuer", "", therapy.ErrRequired)
	}
	for i, algorithm := range spec.Algorithms {
		c.Stated("/algorithms/"+strconv.Itoa(i), "verifier-algorithm", algorithm.Valid())
	}
	c.Stated("/keys", "verifier-keys", spec.Keys != nil)
	c.Stated("/seen", "verifier-seen", spec.Seen != nil)
	if spec.Leeway < 0 || spec.Leeway > 10*time.Minute {
		c.Wrong("/leeway", "verifier-leeway", "at most ten minutes", therapy.ErrRange)
	}
	if spec.Lifetime < 0 || spec.Lifetime > 24*time.Hour {
		c.Wrong("/lifetime", "verifier-lifetime", "at most a day", therapy.ErrRange)
	}
	if err := c.Err(); err != nil {
		return nil, err
	}
	spec.Audiences, spec.Issuers, spec.Algorithms = slices.Clone(spec.Audiences), maps.Clone(spec.Issuers), slices.Clone(spec.Algorithms)
	for name, issuer := range spec.Issuers {
		issuer.Tenants = slices.Clone(issuer.Tenants)
		spec.Issuers[name] = issuer
	}
	if len(spec.Algorithms) == 0 {
		spec.Algorithms = []Algorithm{ES384, RS384}
	}
	if spec.Leeway == 0 {
		spec.Leeway = time.Minute
	}
	if spec.Lifetime == 0 {
		spec.Lifetime = time.Hour
	}
	return &Verifier{spec}, nil
}

// Verify checks the value of the header Authorization. If the error is a
// [*therapy.FieldError], answer the client with status 401 and nothing else; the rule in the
// error is for the operator of the service, and the error does not quote the token. Any other
// error comes from Keys or Seen: then the token may be valid, and the status to answer is
// 503.
func (v *Verifier) Verify(ctx context.Context, authorization string, now time.Time) (Claims, error) {
	if v == nil || v.spec.Keys == nil {
		return Claims{}, refused("token-verifier", "a verifier made by NewVerifier")
	}
	header, claims, signed, signature, err := split(authorization)
	if err != nil {
		return Claims{}, err
	}
	algorithm, err := v.algorithm(header)
	if err != nil {
		return Claims{}, err
	}
	issuer, known := v.spec.Issuers[claims.issuer]
	switch {
	case claims.issuer == "" || !known:
		return Claims{}, refused("token-issuer", "an issuer on the list")
	case header.jku != "" && header.jku != issuer.JKU:
		return Claims{}, refused("token-jku", "the address that the issuer has registered")
	case header.keyID == "":
		return Claims{}, refused("token-kid", "the id of the key")
	}
	key, ok, err := v.spec.Keys(ctx, claims.issuer, header.keyID)
	switch {
	case err != nil:
		return Claims{}, &sourceError{"keys", err}
	case !ok:
		return Claims{}, refused("token-key", "a key of the issuer")
	case !algorithm.verify(key, signed, signature):
		return Claims{}, refused("token-signature", "a signature made with the issuer's key, and of the kind that the algorithm names")
	}
	if err := v.times(claims, now); err != nil {
		return Claims{}, err
	}
	if len(issuer.Tenants) > 0 && !slices.Contains(issuer.Tenants, claims.tenant) {
		return Claims{}, refused("token-tenant", "a tenant of the issuer")
	}
	if claims.id == "" {
		return Claims{}, refused("token-jti", "an id of the token")
	}
	first, err := v.spec.Seen(ctx, claims.issuer, claims.id, now, claims.expires.Add(v.spec.Leeway))
	switch {
	case err != nil:
		return Claims{}, &sourceError{"seen", err}
	case !first:
		return Claims{}, refused("token-replayed", "a new token for each call")
	}
	return Claims{Issuer: claims.issuer, Tenant: claims.tenant, Expires: claims.expires}, nil
}

// sourceError is a failure of the caller's Keys or Seen, not a fault of the token.
type sourceError struct {
	source string
	err    error
}

func (e *sourceError) Error() string { return "cdshooks: " + e.source + " of the verifier: failed" }
func (e *sourceError) Unwrap() error { return e.err }

func refused(rule, hint string) error {
	return &therapy.FieldError{Rule: rule, Hint: hint, Err: therapy.ErrContradiction}
}

func (v *Verifier) algorithm(header tokenHeader) (Algorithm, error) {
	var a Algorithm
	if a.UnmarshalText([]byte(header.algorithm)) != nil || !slices.Contains(v.spec.Algorithms, a) {
		return 0, refused("token-alg", "an algorithm that is accepted")
	}
	if header.kind != "" && !strings.EqualFold(header.kind, "JWT") {
		return 0, refused("token-typ", "JWT")
	}
	if header.critical {
		return 0, refused("token-crit", "no header member crit")
	}
	return a, nil
}

// times checks for which audience and when the token is valid.
func (v *Verifier) times(claims tokenClaims, now time.Time) error {
	leeway := v.spec.Leeway
	switch {
	case !slices.ContainsFunc(claims.audience, func(a string) bool { return slices.Contains(v.spec.Audiences, a) }):
		return refused("token-aud", "the address that was called")
	case claims.expires.IsZero() || !now.Before(claims.expires.Add(leeway)):
		return refused("token-exp", "a moment in the future")
	case claims.issued.IsZero() || claims.issued.After(now.Add(leeway)):
		return refused("token-iat", "a moment in the past")
	case claims.notBefore.After(now.Add(leeway)):
		return refused("token-nbf", "a moment in the past")
	case !claims.expires.After(claims.issued) || claims.expires.Sub(claims.issued) > v.spec.Lifetime:
		return refused("token-lifetime", "a lifetime within the limit of the service")
	}
	return nil
}

// verify checks a signature. The key must have the kind and the size that the algorithm
// needs.
func (v Algorithm) verify(key crypto.PublicKey, signed, signature []byte) bool {
	s := schemes[v]
	h := s.hash.New()
	h.Write(signed)
	digest := h.Sum(nil)
	switch key := key.(type) {
	case *ecdsa.PublicKey:
		if s.curve == nil || key == nil || key.Curve != s.curve || len(signature) != 2*s.size {
			return false
		}
		r, t := new(big.Int).SetBytes(signature[:s.size]), new(big.Int).SetBytes(signature[s.size:])
		return r.Sign() > 0 && t.Sign() > 0 && ecdsa.Verify(key, digest, r, t)
	case *rsa.PublicKey:
		return s.curve == nil && key != nil && key.N != nil && key.N.BitLen() >= minRSA && key.E > 2 &&
			rsa.VerifyPKCS1v15(key, s.hash, digest, signature) == nil
	}
	return false
}

type tokenHeader struct {
	algorithm, keyID, kind, jku string
	critical                    bool
}

type tokenClaims struct {
	issuer, id, tenant         string
	audience                   []string
	expires, issued, notBefore time.Time
}

// split splits a token into its parts, strictly.
func split(authorization string) (header tokenHeader, claims tokenClaims, signed, signature []byte, err error) {
	kind, token, _ := strings.Cut(authorization, " ")
	parts := strings.Split(token, ".")
	switch {
	case authorization == "":
		err = refused("token-missing", "Authorization: Bearer and a token")
	case len(authorization) > MaxToken:
		err = refused("token-size", "at most 8 KiB")
	case !strings.EqualFold(kind, "Bearer") || len(parts) != 3:
		err = refused("token-form", "Bearer and a token of three parts")
	}
	if err != nil {
		return header, claims, nil, nil, err
	}
	decoded := make([][]byte, len(parts))
	for i, part := range parts {
		if decoded[i], err = base64.RawURLEncoding.Strict().DecodeString(part); err != nil || strings.ContainsAny(part, "\r\n") {
			return header, claims, nil, nil, refused("token-form", "base64url without padding")
		}
	}
	if header, err = readHeader(decoded[0]); err == nil {
		claims, err = readClaims(decoded[1])
	}
	return header, claims, []byte(token[:len(token)-len(parts[2])-1]), decoded[2], err
}

func readHeader(data []byte) (h tokenHeader, err error) {
	err = readPart(data, "token-header", map[string]any{
		"alg": &h.algorithm, "kid": &h.keyID, "typ": &h.kind, "jku": &h.jku, "crit": &h.critical,
	})
	return h, err
}

func readClaims(data []byte) (c tokenClaims, err error) {
	err = readPart(data, "token-claims", map[string]any{
		"iss": &c.issuer, "jti": &c.id, "tenant": &c.tenant, "aud": &c.audience,
		"exp": &c.expires, "iat": &c.issued, "nbf": &c.notBefore,
	})
	return c, err
}

// readPart reads a part of a token, strictly by type: a string that is not empty, one such
// string or a list of them, a moment, or, for a bool, whether the member exists. It ignores
// unknown members.
func readPart(data []byte, rule string, known map[string]any) error {
	var form therapy.Check
	ok := !tooDeep(data)
	for _, m := range object(&form, "", data) {
		read := true
		switch to := known[m.Name].(type) {
		case *string:
			*to, read = text(m.Value)
			read = read && *to != ""
		case *[]string:
			*to, read = textList(m.Value)
		case *time.Time:
			*to, read = moment(m.Value)
		case *bool:
			*to = true
		}
		ok = ok && read
	}
	if !ok || form.Failed() {
		return refused(rule, "a JSON object, each member once and of its type")
	}
	return nil
}

// textList returns a JSON string, or the strings of a list; ok is false if one of them is
// empty or not a string.
func textList(data []byte) (list []string, ok bool) {
	items := array(data)
	if kindOf(data) != '[' {
		items = []json.RawMessage{data}
	}
	for _, item := range items {
		s, ok := text(item)
		if !ok || s == "" {
			return nil, false
		}
		list = append(list, s)
	}
	return list, true
}

// moment reads seconds since 1970.
func moment(data []byte) (at time.Time, ok bool) {
	var seconds float64
	if json.Unmarshal(data, &seconds) != nil || kindOf(data) == 'n' || seconds < 1 || seconds > 253402300799 {
		return time.Time{}, false
	}
	whole, part := math.Modf(seconds)
	return time.Unix(int64(whole), int64(part*1e9)).UTC(), true
}

// MarshalJSON always returns an error: a spec contains functions. The error names
// [NewVerifier].
func (VerifierSpec) MarshalJSON() ([]byte, error) { return nil, errVerifier }

// MarshalJSON always returns an error: a verifier is made in code. The error names
// [NewVerifier].
func (Verifier) MarshalJSON() ([]byte, error) { return nil, errVerifier }

var errVerifier = errors.New("cdshooks: a verifier holds functions: make it with cdshooks.NewVerifier")
