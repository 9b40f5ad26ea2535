package therapy

import "sync"

// Factors returns the built-in vocabulary: every factor of the taxonomy that the built-in
// rules use, with its question, definition, layer, exclusions and sources, in the order of
// the taxonomy's rows. Other packages add their own with [Vocabulary.With].
//
// It is built once, at the first call, and is safe for concurrent use.
func Factors() Vocabulary { return builtinFactors() }

var builtinFactors = sync.OnceValue(func() Vocabulary {
	v, err := NewVocabulary(factorInfos(factorRows(), exclusions())...)
	if err != nil {
		panic("therapy.Factors: the built-in table is wrong: " + err.Error())
	}
	return v
})

// factorInfos joins the table with the exclusions. The table of exclusions states each pair
// once, and factorInfos enters it for both factors, so that the two always agree.
func factorInfos(rows []factorRow, exclusions []exclusion) []FactorInfo {
	var infos []FactorInfo
	index := map[Factor]int{}
	asking := askings()
	for _, row := range rows {
		for _, text := range row.factors {
			index[text.factor] = len(infos)
			infos = append(infos, FactorInfo{
				Factor:        text.factor,
				Row:           row.row,
				Layer:         row.layer,
				Question:      text.question,
				PlainQuestion: text.plain,
				Discretion:    row.discretion,
				Asking:        asking[text.factor],
				Alarm:         alarmOf(text.factor),
				Definition:    text.definition,
				Sources:       MustCite(row.sources...),
			})
		}
	}
	exclude := func(a, b Factor) {
		infos[index[a]].Excludes = append(infos[index[a]].Excludes, b)
	}
	for _, e := range exclusions {
		for _, other := range e.others {
			exclude(e.factor, other)
			exclude(other, e.factor)
		}
	}
	return infos
}

// alarmOf says which statements every policy must treat as an alarm; see [Alarm].
func alarmOf(f Factor) Alarm {
	switch f {
	case AcuteSuicidality, SuicidePlanAndMeans, CannotKeepSafe, HarmToOthersImminent, AcutePsychosis, AcuteMania,
		AcuteIntoxication, SevereAlcoholWithdrawal, MedicalInstability:
		return Danger
	case NoAcuteRisk, NoImminentThreat, MedicallyStable:
		return AllClear
	case RiskNotAssessed:
		return NotAssessed
	}
	return 0
}
