package compose

import (
	"fmt"
	"io"
	"log/slog"
)

// Who waits for which group is about people, even under pseudonyms. Everything that
// names one of them prints as a placeholder under every verb of fmt and in slog. What
// is to be shown or stored is written on purpose, as JSON.

func withheld(w io.Writer, what string) { _, _ = io.WriteString(w, "compose."+what+"(withheld)") }

func withheldValue(what string) slog.Value { return slog.StringValue("compose." + what + "(withheld)") }

// Format withholds everything.
func (Problem) Format(state fmt.State, _ rune) { withheld(state, "Problem") }

// LogValue withholds everything.
func (Problem) LogValue() slog.Value { return withheldValue("Problem") }

// Format withholds everything.
func (Client) Format(state fmt.State, _ rune) { withheld(state, "Client") }

// LogValue withholds everything.
func (Client) LogValue() slog.Value { return withheldValue("Client") }

// Format withholds everything.
func (Member) Format(state fmt.State, _ rune) { withheld(state, "Member") }

// LogValue withholds everything.
func (Member) LogValue() slog.Value { return withheldValue("Member") }

// Format withholds everything.
func (Group) Format(state fmt.State, _ rune) { withheld(state, "Group") }

// LogValue withholds everything.
func (Group) LogValue() slog.Value { return withheldValue("Group") }

// Format withholds everything.
func (ConflictSet) Format(state fmt.State, _ rune) { withheld(state, "ConflictSet") }

// LogValue withholds everything.
func (ConflictSet) LogValue() slog.Value { return withheldValue("ConflictSet") }

// Format withholds everything.
func (Assignment) Format(state fmt.State, _ rune) { withheld(state, "Assignment") }

// LogValue withholds everything.
func (Assignment) LogValue() slog.Value { return withheldValue("Assignment") }

// Format withholds everything.
func (Result) Format(state fmt.State, _ rune) { withheld(state, "Result") }

// LogValue withholds everything.
func (Result) LogValue() slog.Value { return withheldValue("Result") }

// Format withholds everything.
func (Report) Format(state fmt.State, _ rune) { withheld(state, "Report") }

// LogValue withholds everything.
func (Report) LogValue() slog.Value { return withheldValue("Report") }

// Format withholds everything.
func (Placement) Format(state fmt.State, _ rune) { withheld(state, "Placement") }

// LogValue withholds everything.
func (Placement) LogValue() slog.Value { return withheldValue("Placement") }

// Format withholds everything.
func (Unplaced) Format(state fmt.State, _ rune) { withheld(state, "Unplaced") }

// LogValue withholds everything.
func (Unplaced) LogValue() slog.Value { return withheldValue("Unplaced") }

// Format withholds everything.
func (Bound) Format(state fmt.State, _ rune) { withheld(state, "Bound") }

// LogValue withholds everything.
func (Bound) LogValue() slog.Value { return withheldValue("Bound") }

// Format withholds everything.
func (Proof) Format(state fmt.State, _ rune) { withheld(state, "Proof") }

// LogValue withholds everything.
func (Proof) LogValue() slog.Value { return withheldValue("Proof") }

// Format withholds everything.
func (Part) Format(state fmt.State, _ rune) { withheld(state, "Part") }

// LogValue withholds everything.
func (Part) LogValue() slog.Value { return withheldValue("Part") }

// Format withholds everything.
func (Replanned) Format(state fmt.State, _ rune) { withheld(state, "Replanned") }

// LogValue withholds everything.
func (Replanned) LogValue() slog.Value { return withheldValue("Replanned") }

// Format withholds everything.
func (Step) Format(state fmt.State, _ rune) { withheld(state, "Step") }

// LogValue withholds everything.
func (Step) LogValue() slog.Value { return withheldValue("Step") }

// Format withholds everything.
func (Move) Format(state fmt.State, _ rune) { withheld(state, "Move") }

// LogValue withholds everything.
func (Move) LogValue() slog.Value { return withheldValue("Move") }

// Format withholds everything.
func (Together) Format(state fmt.State, _ rune) { withheld(state, "Together") }

// LogValue withholds everything.
func (Together) LogValue() slog.Value { return withheldValue("Together") }

// Format withholds everything.
func (Wish) Format(state fmt.State, _ rune) { withheld(state, "Wish") }

// LogValue withholds everything.
func (Wish) LogValue() slog.Value { return withheldValue("Wish") }

// Format withholds everything.
func (Pin) Format(state fmt.State, _ rune) { withheld(state, "Pin") }

// LogValue withholds everything.
func (Pin) LogValue() slog.Value { return withheldValue("Pin") }
