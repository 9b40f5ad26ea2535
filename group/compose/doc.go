// Package compose forms groups from a waiting list.
package compose
