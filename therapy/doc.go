// Package therapy is the vocabulary: what a modality of therapy is, which
// statements about a person bear on the choice of one, and where each claim
// comes from. The other packages of this module speak in its types.
package therapy
