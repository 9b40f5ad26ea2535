package measure

import "github.com/therapykit/therapykit/therapy"

// The wording of instruments whose owners let everybody reproduce it without condition. The
// texts are in the public domain; they are copied, not rewritten. No wording is here whose
// terms are unclear, conditional, or limited to non-commercial use.

const (
	phqIntro = "Over the last 2 weeks, how often have you been bothered by any of the following problems?"
	phqTerms = "No permission is required to reproduce, translate, display or distribute."
)

var phq9Items = [9]string{
	"Little interest or pleasure in doing things",
	"Feeling down, depressed, or hopeless",
	"Trouble falling or staying asleep, or sleeping too much",
	"Feeling tired or having little energy",
	"Poor appetite or overeating",
	"Feeling bad about yourself — or that you are a failure or have let yourself or your family down",
	"Trouble concentrating on things, such as reading the newspaper or watching television",
	"Moving or speaking so slowly that other people could have noticed? Or the opposite — being so fidgety or restless that you have been moving around a lot more than usual",
	"Thoughts that you would be better off dead or of hurting yourself in some way",
}

var gad7Items = [7]string{
	"Feeling nervous, anxious or on edge",
	"Not being able to stop or control worrying",
	"Worrying too much about different things",
	"Trouble relaxing",
	"Being so restless that it is hard to sit still",
	"Becoming easily annoyed or irritable",
	"Feeling afraid as if something awful might happen",
}

func options(texts ...string) []FormOption {
	out := make([]FormOption, len(texts))
	for i, text := range texts {
		out[i] = FormOption{i, text}
	}
	return out
}

func phqForm(items ...string) *Form {
	return &Form{
		Language: "en", Intro: phqIntro, Items: items, Options: options("Not at all", "Several days", "More than half the days", "Nearly every day"),
		Terms: phqTerms, Sources: therapy.MustCite("M23", "M44"),
	}
}

func phq15Form() *Form {
	return &Form{
		Language: "en", Intro: "During the past 4 weeks, how much have you been bothered by any of the following problems?",
		Items: []string{
			"Stomach pain",
			"Back pain",
			"Pain in your arms, legs, or joints (knees, hips, etc.)",
			"Menstrual cramps or other problems with your periods (WOMEN ONLY)",
			"Headaches",
			"Chest pain",
			"Dizziness",
			"Fainting spells",
			"Feeling your heart pound or race",
			"Shortness of breath",
			"Pain or problems during sexual intercourse",
			"Constipation, loose bowels, or diarrhea",
			"Nausea, gas, or indigestion",
			"Feeling tired or having low energy",
			"Trouble sleeping",
		},
		Options: options("Not bothered at all", "Bothered a little", "Bothered a lot"),
		Terms:   phqTerms, Sources: therapy.MustCite("M23", "M44"),
	}
}

func pcl5Form() *Form {
	return &Form{
		Language: "en", Intro: "In the past month, how much were you bothered by:",
		Items: []string{
			"Repeated, disturbing, and unwanted memories of the stressful experience?",
			"Repeated, disturbing dreams of the stressful experience?",
			"Suddenly feeling or acting as if the stressful experience were actually happening again (as if you were actually back there reliving it)?",
			"Feeling very upset when something reminded you of the stressful experience?",
			"Having strong physical reactions when something reminded you of the stressful experience (for example, heart pounding, trouble breathing, sweating)?",
			"Avoiding memories, thoughts, or feelings related to the stressful experience?",
			"Avoiding external reminders of the stressful experience (for example, people, places, conversations, activities, objects, or situations)?",
			"Trouble remembering important parts of the stressful experience?",
			"Having strong negative beliefs about yourself, other people, or the world (for example, having thoughts such as: I am bad, there is something seriously wrong with me, no one can be trusted, the world is completely dangerous)?",
			"Blaming yourself or someone else for the stressful experience or what happened after it?",
			"Having strong negative feelings such as fear, horror, anger, guilt, or shame?",
			"Loss of interest in activities that you used to enjoy?",
			"Feeling distant or cut off from other people?",
			"Trouble experiencing positive feelings (for example, being unable to feel happiness or have loving feelings for people close to you)?",
			"Irritable behavior, angry outbursts, or acting aggressively?",
			"Taking too many risks or doing things that could cause you harm?",
			"Being “superalert” or watchful or on guard?",
			"Feeling jumpy or easily startled?",
			"Having difficulty concentrating?",
			"Trouble falling or staying asleep?",
		},
		Options: options("Not at all", "A little bit", "Moderately", "Quite a bit", "Extremely"),
		Terms:   "Work of the US Government, not copyrighted.", Sources: therapy.MustCite("M34", "M45", "M46"),
	}
}
