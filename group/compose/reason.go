package compose

import "github.com/therapykit/therapykit/therapy/confidential"

// Code says why a client has no place. It is an open vocabulary of lower-case words joined by
// hyphens, with a rule after a colon if one rule is the reason: not-suitable; no-group:RULE
// (the client can join no group, and most groups only because of this rule) or
// no-group:several-rules; minimum-unreachable; not-opened:minimum; not-opened:resource;
// conflict; composition; full. The zero Code means no reason.
type Code string

// The codes without a rule.
const (
	// CodeNotSuitable means that screening did not find group therapy suitable.
	CodeNotSuitable Code = "not-suitable"
	// CodeSeveralRules means that for every group more than one rule prevents joining.
	CodeSeveralRules Code = "no-group:several-rules"
	// CodeMinimumUnreachable means that the groups for the client do not open because fewer
	// clients could join them than their minimum.
	CodeMinimumUnreachable Code = "minimum-unreachable"
	// CodeNotOpenedMinimum means that the group does not open because too few
	// people without a place could join.
	CodeNotOpenedMinimum Code = "not-opened:minimum"
	// CodeNotOpenedResource means that the group does not open because other groups use up a
	// resource that it needs.
	CodeNotOpenedResource Code = "not-opened:resource"
	// CodeConflict means that the client has a conflict with a person in the group.
	CodeConflict Code = "conflict"
	// CodeComposition means that a quota of the group prevents the client from joining.
	CodeComposition Code = "composition"
	// CodeFull means that the group has no seat left.
	CodeFull Code = "full"

	noGroupPrefix = "no-group:"
)

// codeOrder ranks reasons that need equally many changes.
var codeOrder = []Code{
	CodeMinimumUnreachable, CodeNotOpenedMinimum, CodeNotOpenedResource, CodeConflict, CodeComposition, CodeFull,
}

// Unplaced says why one client has no place, and what would give them one. Code is the reason
// for the groups that could take the client without changes. Group and Changes are the way
// with the fewest changes, or one way, to join some group. The changes together are enough:
// with them the client can join the group without moving anybody. The companions join too if
// the group has to open first or the client has to be with them. [WhatIf] makes the changes.
// The zero value has no client.
type Unplaced struct {
	confidential.Hidden
	// Client is the id.
	Client string `json:"client"`
	// Code is the reason.
	Code Code `json:"code"`
	// Group is the id of the group for the changes, empty only if there is no group at all.
	Group string `json:"group,omitempty"`
	// Changes are the necessary changes, in the order of [ChangeKind].
	Changes []Change `json:"changes,omitempty"`
	// Fewest says that without moving anybody there is no group that the client can join with
	// fewer changes of these kinds. A way in which the client would have to seek help with
	// another concern counts only if there is no other way. If Fewest is false, Changes is
	// one way, and there may be a shorter one.
	Fewest bool `json:"fewest"`
	// Companions are the ids of other people without a place who would join together with the
	// client.
	Companions []string `json:"companions,omitempty"`
}

// ChangeKind says what kind of change would help. The zero value is invalid.
type ChangeKind uint8

// The kinds of change.
const (
	// ChangeRule ignores one rule of eligibility for the client and the group.
	ChangeRule ChangeKind = iota + 1
	// ChangeSeat raises the group's maximum to To.
	ChangeSeat
	// ChangeMinimum lowers the group's minimum to To.
	ChangeMinimum
	// ChangeResource raises the resource's capacity as far as the group needs. If the group's
	// leader would lead two groups at the same time, it means finding another leader.
	ChangeResource
	// ChangeConflict removes the client's conflicts with people in the group.
	ChangeConflict
	// ChangeQuota changes a quota of the group: it raises its maximum to To, or allows a lone
	// member if To is 0.
	ChangeQuota
	// ChangeQuotaMinimum lowers the minimum of a quota to To.
	ChangeQuotaMinimum
	// ChangeTogether lets the client join without the people they have to be with.
	ChangeTogether

	numChangeKinds
)

//enum:names ChangeKind
var changeKindNames = [numChangeKinds]string{
	ChangeRule: "rule", ChangeSeat: "seat", ChangeMinimum: "minimum", ChangeResource: "resource",
	ChangeConflict: "conflict", ChangeQuota: "quota", ChangeQuotaMinimum: "quota-minimum", ChangeTogether: "together",
}

// Change is one change that would help. The zero value is invalid.
type Change struct {
	confidential.Hidden
	Kind ChangeKind `json:"kind,omitzero"`
	// Rule is the rule to ignore, for [ChangeRule].
	Rule Rule `json:"rule,omitzero"`
	// Resource is the id, for [ChangeResource]; see [Bound.Resources].
	Resource string `json:"resource,omitempty"`
	// Quota is the index of the quota in [Group.Quotas].
	Quota int `json:"quota,omitempty"`
	// To is the new number, for the kinds that have one.
	To int `json:"to"`
}
