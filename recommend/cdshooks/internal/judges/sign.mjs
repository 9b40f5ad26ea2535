// Signs tokens as clients do, with two libraries of others, and some that nobody may let
// in. Writes the key set and the tokens, each with what is expected of it.
import { writeFileSync } from "node:fs";
import { createHmac, generateKeyPairSync, randomUUID } from "node:crypto";
import * as jose from "jose";
import jsonwebtoken from "jsonwebtoken";

const [file] = process.argv.slice(2);
const issuer = "https://ehr.example.org";
const audience = "https://cds.example.org/cds-services/therapy-format";
const now = Math.floor(Date.now() / 1000);
const claims = () => ({ iss: issuer, aud: audience, iat: now, exp: now + 300, jti: randomUUID() });

const keys = [], tokens = [];
const add = (name, token, rule = "") => tokens.push({ name, authorization: "Bearer " + token, rule });
const other = (await jose.generateKeyPair("ES384")).privateKey;
for (const alg of ["ES384", "RS384"]) {
  const pair = await jose.generateKeyPair(alg, { extractable: true, modulusLength: 2048 });
  keys.push({ ...(await jose.exportJWK(pair.publicKey)), kid: "jose-" + alg, use: "sig", alg });
  const sign = (c, key = pair.privateKey) => new jose.SignJWT(c).setProtectedHeader({ alg, kid: "jose-" + alg, typ: "JWT" }).sign(key);
  add(`jose, ${alg}`, await sign(claims()));
  add(`jose, ${alg}, several audiences`, await sign({ ...claims(), aud: ["https://elsewhere.example.org", audience] }));
  add(`jose, ${alg}, expired`, await sign({ ...claims(), iat: now - 900, exp: now - 600 }), "token-exp");
  add(`jose, ${alg}, another audience`, await sign({ ...claims(), aud: audience + "/" }), "token-aud");
  const good = (await sign(claims())).split(".");
  good[1] = jose.base64url.encode(JSON.stringify({ ...claims(), iss: issuer, tenant: "changed" }));
  add(`jose, ${alg}, claims changed`, good.join("."), "token-signature");
  if (alg === "ES384") add("jose, another key", await sign(claims(), other), "token-signature");

  const { publicKey, privateKey } = alg === "ES384"
    ? generateKeyPairSync("ec", { namedCurve: "P-384" }) : generateKeyPairSync("rsa", { modulusLength: 3072 });
  keys.push({ ...publicKey.export({ format: "jwk" }), kid: "jsonwebtoken-" + alg });
  const options = { algorithm: alg, keyid: "jsonwebtoken-" + alg };
  add(`jsonwebtoken, ${alg}`, jsonwebtoken.sign(claims(), privateKey, options));
  add(`jsonwebtoken, ${alg}, no id`, jsonwebtoken.sign({ ...claims(), jti: undefined }, privateKey, options), "token-jti");
  // The oldest trick: the public key as the secret.
  const pem = publicKey.export({ type: "spki", format: "pem" });
  const text = [{ alg: "HS384", typ: "JWT", kid: "jsonwebtoken-" + alg }, claims()].map((x) => jose.base64url.encode(JSON.stringify(x))).join(".");
  add(`HS384 with the public key of ${alg}`, text + "." + createHmac("sha384", pem).update(text).digest("base64url"), "token-alg");
}
add("jose, unsecured", new jose.UnsecuredJWT(claims()).encode(), "token-alg");
add("jsonwebtoken, none", jsonwebtoken.sign(claims(), null, { algorithm: "none" }), "token-alg");
writeFileSync(file, JSON.stringify({ now, keys: { keys }, tokens }));
console.log(`${tokens.length} tokens by ${keys.length} keys`);
