// Package recommend says which format of therapy suits a situation, and shows
// why, rule by rule.
package recommend
