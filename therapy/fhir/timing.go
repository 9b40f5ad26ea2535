package fhir

import (
	"slices"
	"strings"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
)

// Units of Timing.repeat and of schedules.
var periodUnits = map[care.Period]string{care.Daily: "d", care.Weekly: "wk", care.Monthly: "mo"}

// writeTiming writes a schedule as a Timing, with its regular meetings as repeat. Timing has
// no time zone, so the zone goes into an extension. Single meetings and pauses are in the
// extension of the strand: to write single meetings as moments would need time zone data,
// which this library does not have.
func writeTiming(timing Element, s care.ScheduleSpec) {
	if s.Kind != therapy.ScheduleRegular && s.Kind != therapy.ScheduleDropIn {
		return
	}
	r := timing.Add("Timing.repeat")
	if s.Zone != "" {
		r.Extend(extensionTimezone).SetText("Extension.valueCode", s.Zone)
	}
	bounds := r.Add("Timing.repeat.boundsPeriod")
	bounds.SetText("Period.start", s.From.String()).SetText("Period.end", s.Until.String())
	if s.Sessions.Min > 0 {
		r.SetInt("Timing.repeat.count", s.Sessions.Min)
		if s.Sessions.Max > s.Sessions.Min {
			r.SetInt("Timing.repeat.countMax", s.Sessions.Max)
		}
	} else if s.Sessions.Max > 0 {
		r.SetInt("Timing.repeat.count", s.Sessions.Max)
	}
	r.SetInt("Timing.repeat.duration", s.Minutes).SetText("Timing.repeat.durationUnit", "min")
	r.SetInt("Timing.repeat.frequency", 1).SetInt("Timing.repeat.period", s.Every).SetText("Timing.repeat.periodUnit", periodUnits[s.Per])
	for _, day := range s.On {
		r.AddText("Timing.repeat.dayOfWeek", day.String()[:3])
	}
	if s.At.Valid() {
		r.AddText("Timing.repeat.timeOfDay", s.At.String()+":00")
	}
}

// readTiming reads a Timing as a regular schedule. ok is false if the Timing says something
// that a schedule cannot express, so that no schedule is guessed.
func readTiming(timing Element) (s care.ScheduleSpec, ok bool) {
	r := timing.Get("Timing.repeat")
	if !r.Exists() || timing.Get("Timing.event").Exists() {
		return s, false
	}
	for _, path := range []Path{
		"Timing.repeat.when", "Timing.repeat.offset", "Timing.repeat.frequencyMax", "Timing.repeat.periodMax",
		"Timing.repeat.durationMax", "Timing.repeat.boundsDuration", "Timing.repeat.boundsRange",
	} {
		if r.Get(path).Exists() {
			return s, false
		}
	}
	s.Kind = therapy.ScheduleRegular
	s.Zone = r.Extension(extensionTimezone).Text("Extension.valueCode")
	from, until := r.Get("Timing.repeat.boundsPeriod").Text("Period.start"), r.Get("Timing.repeat.boundsPeriod").Text("Period.end")
	var err error
	if s.From, err = therapy.ParseDate(from); from != "" && err != nil {
		return s, false
	}
	if s.Until, err = therapy.ParseDate(until); until != "" && err != nil {
		return s, false
	}
	s.Sessions.Min, _ = r.Int("Timing.repeat.count")
	if most, ok := r.Int("Timing.repeat.countMax"); ok {
		s.Sessions.Max = most
	} else {
		s.Sessions.Max = s.Sessions.Min
	}
	var whole [3]bool
	s.Minutes, whole[0] = r.Int("Timing.repeat.duration")
	if r.Text("Timing.repeat.durationUnit") == "h" {
		s.Minutes *= 60
	} else if r.Text("Timing.repeat.durationUnit") != "min" {
		return s, false
	}
	frequency, stated := r.Int("Timing.repeat.frequency")
	whole[1] = !stated || frequency == 1
	s.Every, whole[2] = r.Int("Timing.repeat.period")
	unit := r.Text("Timing.repeat.periodUnit")
	for per, name := range periodUnits {
		if name == unit {
			s.Per = per
		}
	}
	for day := range r.All("Timing.repeat.dayOfWeek") {
		for d := care.Monday; d.Valid(); d++ {
			if strings.HasPrefix(d.String(), day.Value()) && !slices.Contains(s.On, d) {
				s.On = append(s.On, d)
			}
		}
	}
	times := 0
	for at := range r.All("Timing.repeat.timeOfDay") {
		times++
		text, seconds := strings.CutSuffix(at.Value(), ":00")
		if s.At.UnmarshalText([]byte(text)) != nil || !seconds {
			return s, false
		}
	}
	return s, times == 1 && !slices.Contains(whole[:], false) && s.Validate() == nil
}
