// Package madeup is what the tests of recommend, policy and governance have in common: a
// policy that is worked out by hand, the parts to make up others, and made-up intakes. No
// library code imports it. Not in it: intakes as a service sees them, which are in recommendtest.
package madeup
