// Package measure holds outcome instruments as data, scores them, and says what
// a score and a change of score mean under a named set of thresholds.
package measure
