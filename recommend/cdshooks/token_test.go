package cdshooks_test

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha512"
	"encoding/asn1"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/big"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend/cdshooks"
	"github.com/therapykit/therapykit/therapy"
)

const (
	issuer   = "https://ehr.example.org"
	audience = "https://cds.example.org/cds-services/therapy-format"
)

type keyChain struct {
	es384, es256, other *ecdsa.PrivateKey
	rs, small           *rsa.PrivateKey
}

// keys are the made-up keys of a client. All tests share them.
var keys = sync.OnceValue(func() (k keyChain) {
	k.es384, _ = ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	k.es256, _ = ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	k.other, _ = ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	k.rs, _ = rsa.GenerateKey(rand.Reader, 2048)
	k.small, _ = rsa.GenerateKey(rand.Reader, 1024)
	return k
})

// publicKeys are the keys that the client has registered.
func publicKeys(_ context.Context, iss, id string) (crypto.PublicKey, bool, error) {
	k := keys()
	key, ok := map[string]crypto.PublicKey{
		issuer + " es384": &k.es384.PublicKey, issuer + " es256": &k.es256.PublicKey, issuer + " rs": &k.rs.PublicKey, issuer + " small": smallKey(),
		issuer + " text": "no key", "https://other.example.org other": &k.other.PublicKey, issuer + " value": k.es384.PublicKey,
	}[iss+" "+id]
	return key, ok, nil
}

func smallKey() crypto.PublicKey {
	if k := keys().small; k != nil {
		return &k.PublicKey
	}
	return &rsa.PublicKey{N: big.NewInt(0xc0ffee), E: 3} // Go does not make such a small key
}

func verifier(t testing.TB, change ...func(*cdshooks.VerifierSpec)) *cdshooks.Verifier {
	t.Helper()
	s := cdshooks.VerifierSpec{
		Audiences: []string{audience, "https://cds.example.org/cds-services"},
		Issuers: map[string]cdshooks.Issuer{
			issuer: {JKU: issuer + "/jwks", Tenants: []string{"clinic-1"}}, "https://other.example.org": {},
		},
		Keys: publicKeys, Seen: cdshooks.NewReplays(1000).Seen,
	}
	for _, f := range change {
		f(&s)
	}
	v, err := cdshooks.NewVerifier(s)
	require.NoError(t, err)
	return v
}

// token is a token that tests change and then sign.
type token struct{ header, claims map[string]any }

func newToken() token {
	return token{
		map[string]any{"alg": "ES384", "kid": "es384", "typ": "JWT"},
		map[string]any{"iss": issuer, "aud": audience, "exp": now.Add(5 * time.Minute).Unix(), "iat": now.Unix(), "jti": rand.Text(), "tenant": "clinic-1"},
	}
}

func (x token) head(name string, value any) token { return token{put(x.header, name, value), x.claims} }

func (x token) claim(name string, value any) token {
	return token{x.header, put(x.claims, name, value)}
}

func put(m map[string]any, name string, value any) map[string]any {
	c := maps.Clone(m)
	if c[name] = value; value == nil {
		delete(c, name)
	}
	return c
}

func b64(data []byte) string { return base64.RawURLEncoding.EncodeToString(data) }

func (x token) unsigned() string {
	header, _ := json.Marshal(x.header)
	claims, _ := json.Marshal(x.claims)
	return b64(header) + "." + b64(claims)
}

// sign signs with the key for the algorithm in the header.
func (x token) sign() string {
	k := keys()
	switch x.header["alg"] {
	case "RS384":
		return signRSA(x.unsigned(), k.rs)
	case "ES256":
		return signEC(x.unsigned(), k.es256, crypto.SHA256, 32)
	}
	return signEC(x.unsigned(), k.es384, crypto.SHA384, 48)
}

func digestOf(hash crypto.Hash, text string) []byte {
	h := hash.New()
	h.Write([]byte(text))
	return h.Sum(nil)
}

func signEC(text string, key *ecdsa.PrivateKey, hash crypto.Hash, size int) string {
	r, s, err := ecdsa.Sign(rand.Reader, key, digestOf(hash, text))
	if err != nil {
		panic(err)
	}
	return "Bearer " + text + "." + b64(append(r.FillBytes(make([]byte, size)), s.FillBytes(make([]byte, size))...))
}

func signRSA(text string, key *rsa.PrivateKey) string {
	signature, err := rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA384, digestOf(crypto.SHA384, text))
	if err != nil {
		panic(err)
	}
	return "Bearer " + text + "." + b64(signature)
}

// raw returns a token with these texts, signed as ES384.
func raw(header, claims string) string {
	return signEC(b64([]byte(header))+"."+b64([]byte(claims)), keys().es384, crypto.SHA384, 48)
}

// TestGoodTokens checks that good tokens are accepted, each of them once.
func TestGoodTokens(t *testing.T) {
	for name, authorization := range map[string]string{
		"ES384":                         newToken().sign(),
		"RS384":                         newToken().head("alg", "RS384").head("kid", "rs").sign(),
		"the registered jku":            newToken().head("jku", issuer+"/jwks").sign(),
		"without a typ":                 newToken().head("typ", nil).sign(),
		"a typ in lower case":           newToken().head("typ", "jwt").sign(),
		"bearer in lower case":          strings.Replace(newToken().sign(), "Bearer", "bearer", 1),
		"several audiences":             newToken().claim("aud", []string{"https://elsewhere.example.org", audience}).sign(),
		"the address of discovery":      newToken().claim("aud", "https://cds.example.org/cds-services").sign(),
		"a clock ahead":                 newToken().claim("iat", now.Add(50*time.Second).Unix()).sign(),
		"just expired":                  newToken().claim("exp", now.Add(-50*time.Second).Unix()).claim("iat", now.Add(-10*time.Minute).Unix()).sign(),
		"parts of a second":             newToken().claim("exp", float64(now.Unix())+300.5).sign(),
		"an hour":                       newToken().claim("exp", now.Add(time.Hour).Unix()).sign(),
		"a claim that nobody knows":     newToken().claim("vendor", map[string]any{}).sign(),
		"a key inside that is not used": newToken().head("jwk", map[string]any{"kty": "EC"}).sign(),
	} {
		t.Run(name, func(t *testing.T) {
			v := verifier(t)
			claims, err := v.Verify(t.Context(), authorization, now)
			require.NoError(t, err)
			require.Equal(t, issuer, claims.Issuer)
			require.Equal(t, "clinic-1", claims.Tenant)
			_, err = v.Verify(t.Context(), authorization, now)
			require.Equal(t, "token-replayed", rules(err), "each token once")
		})
	}
	v := verifier(t, func(s *cdshooks.VerifierSpec) { s.Algorithms = []cdshooks.Algorithm{cdshooks.ES256} })
	_, err := v.Verify(t.Context(), newToken().head("alg", "ES256").head("kid", "es256").sign(), now)
	require.NoError(t, err, "seen in the field, and accepted where the caller says so")
	_, err = v.Verify(t.Context(), newToken().sign(), now)
	require.Equal(t, "token-alg", rules(err))
}

// TestHostileTokens checks that bad tokens are refused, each for its reason, and that the error
// quotes nothing.
func TestHostileTokens(t *testing.T) {
	k := keys()
	fine := newToken().sign()
	parts := strings.Split(strings.TrimPrefix(fine, "Bearer "), ".")
	signature, err := base64.RawURLEncoding.DecodeString(parts[2])
	require.NoError(t, err)
	body := parts[0] + "." + parts[1]
	der, err := asn1.Marshal(struct{ R, S *big.Int }{new(big.Int).SetBytes(signature[:48]), new(big.Int).SetBytes(signature[48:])})
	require.NoError(t, err)
	hs := func(alg string, secret []byte) string {
		text := newToken().head("alg", alg).unsigned()
		mac := hmac.New(sha512.New384, secret)
		mac.Write([]byte(text))
		return "Bearer " + text + "." + b64(mac.Sum(nil))
	}
	public, err := k.es384.PublicKey.Bytes()
	require.NoError(t, err)
	zero := b64(make([]byte, 96))
	order := elliptic.P384().Params().N.Bytes()
	tests := []struct{ name, authorization, rule string }{
		{"nothing", "", "token-missing"},
		{"Basic", "Basic bWFkZTp1cA==", "token-form"},
		{"Bearer alone", "Bearer", "token-form"},
		{"two parts", "Bearer " + body, "token-form"},
		{"four parts", fine + ".x", "token-form"},
		{"five parts, an encrypted one", "Bearer a.b.c.d.e", "token-form"},
		{"padding", "Bearer " + parts[0] + "==." + parts[1] + "." + parts[2], "token-form"},
		{"the other base64", "Bearer " + strings.Replace(body, "_", "/", 1) + "+/" + "." + parts[2], "token-form"},
		{"a line break inside", "Bearer " + parts[0][:4] + "\n" + parts[0][4:] + "." + parts[1] + "." + parts[2], "token-form"},
		{"spaces before it", "Bearer  " + body + "." + parts[2], "token-form"},
		{"without end", "Bearer " + strings.Repeat("a", cdshooks.MaxToken), "token-size"},
		{"many dots", "Bearer " + strings.Repeat(".", cdshooks.MaxToken), "token-size"},

		{"alg none, no signature", "Bearer " + newToken().head("alg", "none").unsigned() + ".", "token-alg"},
		{"alg None", "Bearer " + newToken().head("alg", "None").unsigned() + ".", "token-alg"},
		{"alg NONE with a signature", newToken().head("alg", "NONE").sign(), "token-alg"},
		{"no alg", newToken().head("alg", nil).sign(), "token-alg"},
		{"alg in lower case", newToken().head("alg", "es384").sign(), "token-alg"},
		{"alg that is no text", newToken().head("alg", 384).sign(), "token-header"},
		{"HS384 with the public key", hs("HS384", public), "token-alg"},
		{"HS256", hs("HS256", []byte("secret")), "token-alg"},
		{"ES256, which is off", newToken().head("alg", "ES256").head("kid", "es256").sign(), "token-alg"},
		{"another typ", newToken().head("typ", "at+jwt").sign(), "token-typ"},
		{"an extension that has to be understood", newToken().head("crit", []string{"b64"}).head("b64", false).sign(), "token-crit"},

		{"an issuer of nobody", newToken().claim("iss", "https://evil.example.org").sign(), "token-issuer"},
		{"no issuer", newToken().claim("iss", nil).sign(), "token-issuer"},
		{"an issuer with a slash more", newToken().claim("iss", issuer+"/").sign(), "token-issuer"},
		{"a jku of others", newToken().head("jku", "https://evil.example.org/jwks").sign(), "token-jku"},
		{"a jku where none is registered", newToken().claim("iss", "https://other.example.org").head("jku", "https://other.example.org/jwks").sign(), "token-jku"},
		{"no kid", newToken().head("kid", nil).sign(), "token-kid"},
		{"an empty kid", newToken().head("kid", "").sign(), "token-header"},
		{"a kid of nobody", newToken().head("kid", "../../etc/passwd").sign(), "token-key"},
		{"the key of another issuer", newToken().head("kid", "other").sign(), "token-key"},
		{"another issuer's name on it", newToken().claim("iss", "https://other.example.org").head("kid", "other").sign(), "token-signature"},

		{"the signature of another token", "Bearer " + newToken().unsigned() + "." + parts[2], "token-signature"},
		{"claims changed", "Bearer " + parts[0] + "." + b64([]byte(`{"iss":"`+issuer+`"}`)) + "." + parts[2], "token-signature"},
		{"another's key", signEC(newToken().unsigned(), k.other, crypto.SHA384, 48), "token-signature"},
		{"a key of its own in the header", signEC(newToken().head("jwk", map[string]any{"kty": "EC"}).unsigned(), k.other, crypto.SHA384, 48), "token-signature"},
		{"no signature", "Bearer " + body + ".", "token-signature"},
		{"zeros: r and s of nothing", "Bearer " + body + "." + zero, "token-signature"},
		{"r and s of the order", "Bearer " + body + "." + b64(append(append([]byte{}, order...), order...)), "token-signature"},
		{"DER in place of r and s", "Bearer " + body + "." + b64(der), "token-signature"},
		{"a byte more", "Bearer " + body + "." + b64(append(signature, 0)), "token-signature"},
		{"a byte less", "Bearer " + body + "." + b64(signature[:95]), "token-signature"},
		{"the curve is another than the algorithm's", newToken().head("kid", "es256").sign(), "token-signature"},
		{"an RSA key and ES384", newToken().head("kid", "rs").sign(), "token-signature"},
		{"an EC key and RS384", newToken().head("alg", "RS384").sign(), "token-signature"},
		{"a small RSA key", newToken().head("alg", "RS384").head("kid", "small").sign(), "token-signature"},
		{"a key that is none", newToken().head("kid", "text").sign(), "token-signature"},
		{"a key by value", newToken().head("kid", "value").sign(), "token-signature"},

		{"another audience", newToken().claim("aud", "https://elsewhere.example.org").sign(), "token-aud"},
		{"a slash more", newToken().claim("aud", audience+"/").sign(), "token-aud"},
		{"an audience that begins alike", newToken().claim("aud", audience+".evil.example.org").sign(), "token-aud"},
		{"no audience", newToken().claim("aud", nil).sign(), "token-aud"},
		{"no audience in the list", newToken().claim("aud", []string{}).sign(), "token-aud"},
		{"an audience that is no text", newToken().claim("aud", map[string]any{"x": 1}).sign(), "token-claims"},
		{"no exp", newToken().claim("exp", nil).sign(), "token-exp"},
		{"expired", newToken().claim("exp", now.Add(-time.Minute).Unix()).claim("iat", now.Add(-10*time.Minute).Unix()).sign(), "token-exp"},
		{"exp is a text", newToken().claim("exp", "2030").sign(), "token-claims"},
		{"exp without end", newToken().claim("exp", 1e300).sign(), "token-claims"},
		{"exp below zero", newToken().claim("exp", -1).sign(), "token-claims"},
		{"no iat", newToken().claim("iat", nil).sign(), "token-iat"},
		{"iat ahead", newToken().claim("iat", now.Add(2*time.Minute).Unix()).sign(), "token-iat"},
		{"nbf ahead", newToken().claim("nbf", now.Add(2*time.Minute).Unix()).sign(), "token-nbf"},
		{"good for more than an hour", newToken().claim("exp", now.Add(61*time.Minute).Unix()).sign(), "token-lifetime"},
		{"expired before it was made", newToken().claim("exp", now.Unix()-10).sign(), "token-lifetime"},
		{"another tenant", newToken().claim("tenant", "clinic-2").sign(), "token-tenant"},
		{"no tenant", newToken().claim("tenant", nil).sign(), "token-tenant"},
		{"no jti", newToken().claim("jti", nil).sign(), "token-jti"},
		{"jti is a number", newToken().claim("jti", 7).sign(), "token-claims"},

		{"a header that is a list", raw(`[]`, `{}`), "token-header"},
		{"a header that is no JSON", raw(`{`, `{}`), "token-header"},
		{"claims that are a text", raw(`{"alg":"ES384","kid":"es384"}`, `"x"`), "token-claims"},
		{"alg twice", raw(`{"alg":"none","alg":"ES384","kid":"es384"}`, `{}`), "token-header"},
		{"iss twice", raw(`{"alg":"ES384","kid":"es384"}`, `{"iss":"https://evil.example.org","iss":"`+issuer+`"}`), "token-claims"},
		{"text after the claims", raw(`{"alg":"ES384","kid":"es384"}`, `{}{}`), "token-claims"},
		{"not UTF-8", raw(`{"alg":"ES384","kid":"es384"}`, "{\"x\":\"\xff\"}"), "token-claims"},
		{"null", raw(`{"alg":"ES384","kid":"es384"}`, `{"iss":null}`), "token-claims"},
		{"too deep", raw(`{"alg":"ES384","kid":"es384"}`, `{"x":`+strings.Repeat("[", 200)+strings.Repeat("]", 200)+`}`), "token-claims"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v := verifier(t)
			claims, err := v.Verify(t.Context(), tt.authorization, now)
			require.Equal(t, tt.rule, rules(err))
			require.Empty(t, claims)
			require.NotContains(t, fmt.Sprintf("%v %+v", err, err), "example.org")
		})
	}
}

// TestTheLastCheckIsReplay checks that a refused token is not remembered, so an attacker cannot
// use up the tokens of others.
func TestTheLastCheckIsReplay(t *testing.T) {
	asked := 0
	v := verifier(t, func(s *cdshooks.VerifierSpec) {
		s.Seen = func(context.Context, string, string, time.Time, time.Time) (bool, error) { asked++; return true, nil }
	})
	for _, authorization := range []string{
		signEC(newToken().unsigned(), keys().other, crypto.SHA384, 48), newToken().claim("aud", "x").sign(), newToken().claim("tenant", "x").sign(),
	} {
		_, err := v.Verify(t.Context(), authorization, now)
		require.Error(t, err)
	}
	require.Zero(t, asked)
	_, err := v.Verify(t.Context(), newToken().sign(), now)
	require.NoError(t, err)
	require.Equal(t, 1, asked)
}

// TestSourcesThatFail checks that a failing source of keys is not reported as a fault of the
// token.
func TestSourcesThatFail(t *testing.T) {
	failing := errors.New("made up: password=secret")
	for _, change := range []func(*cdshooks.VerifierSpec){
		func(s *cdshooks.VerifierSpec) {
			s.Keys = func(context.Context, string, string) (crypto.PublicKey, bool, error) { return nil, false, failing }
		},
		func(s *cdshooks.VerifierSpec) {
			s.Seen = func(context.Context, string, string, time.Time, time.Time) (bool, error) { return false, failing }
		},
	} {
		_, err := verifier(t, change).Verify(t.Context(), newToken().sign(), now)
		require.ErrorIs(t, err, failing)
		require.NotContains(t, err.Error(), "secret")
		require.Empty(t, therapy.FieldErrors(err), "so that it can be told from a bad token")
	}
}

// TestReplays checks the memory of one process: it has a fixed size and is right with many calls
// at once.
func TestReplays(t *testing.T) {
	r := cdshooks.NewReplays(2)
	seen := func(id string, at, until time.Time) string {
		first, err := r.Seen(t.Context(), issuer, id, at, until)
		if err != nil {
			return rules(err)
		}
		return fmt.Sprint(first)
	}
	later := now.Add(time.Hour)
	require.Equal(t, "true", seen("a", now, now.Add(time.Minute)))
	require.Equal(t, "false", seen("a", now, later))
	require.Equal(t, "true", seen("b", now, later))
	require.Equal(t, "replays-full", seen("c", now, later), "what is still good is not forgotten")
	require.Equal(t, "true", seen("c", now.Add(2*time.Minute), later), "what has expired is")
	require.Equal(t, "false", seen("b", now, later))
	_, err := new(cdshooks.Replays).Seen(t.Context(), issuer, "a", now, later)
	require.Equal(t, "replays-full", rules(err))

	many := cdshooks.NewReplays(100)
	var wg sync.WaitGroup
	firsts := make([]bool, 64)
	for i := range firsts {
		wg.Go(func() { firsts[i], _ = many.Seen(t.Context(), issuer, "one", now, later) })
	}
	wg.Wait()
	n := 0
	for _, first := range firsts {
		if first {
			n++
		}
	}
	require.Equal(t, 1, n)
	first, err := many.Seen(t.Context(), issuer+"o", "ne", now, later)
	require.NoError(t, err)
	require.True(t, first, "issuer and id do not run into each other")
}

// TestVerifierSpec tries specifications with faults.
func TestVerifierSpec(t *testing.T) {
	_, err := cdshooks.NewVerifier(cdshooks.VerifierSpec{})
	require.Equal(t, "/audiences verifier-audiences; /issuers verifier-issuers; /keys verifier-keys; /seen verifier-seen", rules(err))
	_, err = cdshooks.NewVerifier(cdshooks.VerifierSpec{
		Audiences: []string{"cds.example.org"}, Issuers: map[string]cdshooks.Issuer{"": {}}, Algorithms: []cdshooks.Algorithm{0, 9},
		Keys: publicKeys, Seen: cdshooks.NewReplays(1).Seen, Leeway: time.Hour, Lifetime: 48 * time.Hour,
	})
	require.Equal(t, "/audiences/0 url-absolute; /issuers verifier-issuer; /algorithms/0 verifier-algorithm; /algorithms/1 verifier-algorithm; /leeway verifier-leeway; /lifetime verifier-lifetime", rules(err))
	_, err = new(cdshooks.Verifier).Verify(t.Context(), newToken().sign(), now)
	require.Equal(t, "token-verifier", rules(err))
	spec := cdshooks.VerifierSpec{
		Audiences: []string{audience}, Issuers: map[string]cdshooks.Issuer{issuer: {Tenants: []string{"clinic-1"}}}, Keys: publicKeys, Seen: cdshooks.NewReplays(9).Seen,
	}
	v, err := cdshooks.NewVerifier(spec)
	require.NoError(t, err)
	spec.Audiences[0] = "https://evil.example.org"
	spec.Issuers["https://evil.example.org"] = spec.Issuers[issuer]
	spec.Issuers[issuer].Tenants[0] = "clinic-2"
	_, err = v.Verify(t.Context(), newToken().sign(), now)
	require.NoError(t, err, "what was checked is kept")
}

// TestParseKeys reads key sets as issuers publish them.
func TestParseKeys(t *testing.T) {
	k := keys()
	point, err := k.es384.PublicKey.Bytes()
	require.NoError(t, err)
	ec := map[string]any{"kty": "EC", "crv": "P-384", "kid": "a", "use": "sig", "x": b64(point[1:49]), "y": b64(point[49:])}
	rs := map[string]any{"kty": "RSA", "kid": "b", "alg": "RS384", "n": b64(k.rs.N.Bytes()), "e": b64(big.NewInt(int64(k.rs.E)).Bytes())}
	set := func(list ...map[string]any) []byte {
		b, err := json.Marshal(map[string]any{"keys": list})
		require.NoError(t, err)
		return b
	}
	found, err := cdshooks.ParseKeys(set(
		ec, rs, put(ec, "kid", nil), put(put(ec, "kid", "c"), "use", "enc"), put(put(ec, "kid", "d"), "crv", "secp256k1"), map[string]any{"kty": "oct", "kid": "e", "k": "AAAA"},
	))
	require.NoError(t, err)
	require.Len(t, found, 2)
	require.True(t, k.es384.PublicKey.Equal(found["a"]))
	require.True(t, k.rs.PublicKey.Equal(found["b"]))
	for name, tt := range map[string]struct {
		set  []byte
		rule string
	}{
		"no JSON":              {[]byte("{"), "json-malformed"},
		"no list":              {[]byte(`{"keys":{}}`), "keys-list"},
		"a private key":        {set(put(ec, "d", "AAAA")), "key-private"},
		"twice":                {set(ec, ec), "key-twice"},
		"no point":             {set(put(ec, "y", b64(make([]byte, 48)))), "key-point"},
		"too short":            {set(put(ec, "x", b64(point[1:48]))), "key-point"},
		"no number":            {set(put(ec, "x", "*")), "key-number"},
		"a weak one":           {set(put(rs, "n", b64(make([]byte, 128)))), "key-rsa"},
		"an even exponent":     {set(put(rs, "e", b64([]byte{4}))), "key-rsa"},
		"an exponent of one":   {set(put(rs, "e", b64([]byte{1}))), "key-rsa"},
		"a number without end": {set(put(rs, "n", b64(make([]byte, 4096)))), "key-number"},
		"too large":            {append([]byte(`{"keys":[]}`), make([]byte, cdshooks.MaxKeySet)...), "keys-size"},
	} {
		_, err := cdshooks.ParseKeys(tt.set)
		require.Contains(t, rules(err), tt.rule, name)
	}
}
