package compose

import "github.com/therapykit/therapykit/therapy/confidential"

// Code says why somebody has no place. It is an open vocabulary of lower-case
// words joined by hyphens, with the barring rule after a colon where there is
// one: not-suitable; no-group:RULE (no group takes the client, and this is the
// rule that alone bars most of them) or no-group:several-rules;
// minimum-unreachable; not-opened:minimum; not-opened:resource; conflict;
// composition; full. The zero Code is no reason.
type Code string

// The codes without a rule.
const (
	// CodeNotSuitable means that screening did not find group therapy suitable.
	CodeNotSuitable Code = "not-suitable"
	// CodeSeveralRules means that every group is barred by more than one rule.
	CodeSeveralRules Code = "no-group:several-rules"
	// CodeMinimumUnreachable means that the groups for the client do not open and
	// fewer clients could join than their minimum asks.
	CodeMinimumUnreachable Code = "minimum-unreachable"
	// CodeNotOpenedMinimum means that the group does not open because too few
	// people without a place could join.
	CodeNotOpenedMinimum Code = "not-opened:minimum"
	// CodeNotOpenedResource means that the group does not open because something
	// it needs is used up by other groups.
	CodeNotOpenedResource Code = "not-opened:resource"
	// CodeConflict means that somebody in the group conflicts with the client.
	CodeConflict Code = "conflict"
	// CodeComposition means that a quota of the group bars the client.
	CodeComposition Code = "composition"
	// CodeFull means that the group has no seat left.
	CodeFull Code = "full"

	noGroupPrefix = "no-group:"
)

// codeOrder ranks reasons that need equally many changes.
var codeOrder = []Code{
	CodeMinimumUnreachable, CodeNotOpenedMinimum, CodeNotOpenedResource, CodeConflict, CodeComposition, CodeFull,
}

// Unplaced says why one client has no place, and what would give them one. Code is the
// reason among the groups that could take the client as things are. Group and Changes
// are the way that takes the fewest changes, or one way, in whichever group. Together
// the changes are enough: with them, and nobody moved, the client can join the group,
// along with the companions where the group would have to open first or the client has
// to be with somebody. [WhatIf] makes the change. The zero value explains nobody.
type Unplaced struct {
	confidential.Hidden
	// Client is the id.
	Client string `json:"client"`
	// Code is the one reason.
	Code Code `json:"code"`
	// Group is the id of the group that the changes speak of, empty only where
	// there is no group at all.
	Group string `json:"group,omitempty"`
	// Changes is what would have to change, in the order of [ChangeKind].
	Changes []Change `json:"changes,omitempty"`
	// Fewest says that no group can be joined by fewer changes of these kinds without
	// moving anybody; ways in which the client would have to seek help with something
	// else are named, and count, only where there is no other. Otherwise Changes is one
	// way, and there may be a shorter one.
	Fewest bool `json:"fewest"`
	// Companions are ids of others without a place who would join with the client.
	Companions []string `json:"companions,omitempty"`
}

// ChangeKind says what kind of change would help. The zero value is invalid.
type ChangeKind uint8

// The kinds of change.
const (
	// ChangeRule sets aside one rule of eligibility for the client and the group.
	ChangeRule ChangeKind = iota + 1
	// ChangeSeat raises the group's maximum to To.
	ChangeSeat
	// ChangeMinimum lowers the group's minimum to To.
	ChangeMinimum
	// ChangeResource raises the resource's capacity as far as the group needs, or finds
	// another leader where the group's would lead two at one time.
	ChangeResource
	// ChangeConflict takes the client out of the conflicts with people in the group.
	ChangeConflict
	// ChangeQuota sets aside a quota for the group: raises its maximum to To, or
	// allows a lone member where To is 0.
	ChangeQuota
	// ChangeQuotaMinimum lowers the minimum of a quota to To.
	ChangeQuotaMinimum
	// ChangeTogether lets the client join without those they have to be with.
	ChangeTogether

	numChangeKinds
)

//enum:names ChangeKind
var changeKindNames = [numChangeKinds]string{
	ChangeRule: "rule", ChangeSeat: "seat", ChangeMinimum: "minimum", ChangeResource: "resource",
	ChangeConflict: "conflict", ChangeQuota: "quota", ChangeQuotaMinimum: "quota-minimum", ChangeTogether: "together",
}

// Change is one thing that would have to be different. The zero value is invalid.
type Change struct {
	confidential.Hidden
	Kind ChangeKind `json:"kind,omitzero"`
	// Rule is the rule to set aside, for [ChangeRule].
	Rule Rule `json:"rule,omitzero"`
	// Resource is the id, for [ChangeResource]; see [Bound.Resources].
	Resource string `json:"resource,omitempty"`
	// Quota is the place of the quota in [Group.Quotas].
	Quota int `json:"quota,omitempty"`
	// To is the new number, for the kinds that have one.
	To int `json:"to"`
}
