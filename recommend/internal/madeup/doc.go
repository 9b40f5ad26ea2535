// Package madeup has the helpers that the tests of recommend, policy and governance share: a
// small policy whose results were worked out by hand, functions for building other policies,
// and made-up intakes. No library code imports it. Not in it: plausible intakes, which are in
// recommendtest.
package madeup
