package therapy

// siteOnly goes into the section of a source whose link is the front page of a site: the
// collection names the site, but not the page in it.
const siteOnly = "link to the site only, the page was not recorded"

// measureSources lists the documents behind the tables of package measure, M1 onward.
// They are transcribed from the project's collection of measures, which says for each
// fact where it was read and whether that was an official text or somebody else's page.
// They have not been read again one by one, except M31 and, from M35 on, what each row
// was looked up for. Where the collection gives no address there is no link. New rows go
// to the end.
func measureSources() []Source {
	return []Source{
		{ID: "M1", Document: "LOINC", Organisation: "Regenstrief Institute", Section: siteOnly, Strength: Official, Link: "https://loinc.org"},
		{ID: "M2", Document: "PMC8411661", Organisation: "PubMed Central", Section: "table 1", Strength: Study, Link: "https://pmc.ncbi.nlm.nih.gov/articles/PMC8411661/"},
		{ID: "M3", Document: "CamCOPS task documentation", Organisation: "University of Cambridge", Section: siteOnly, Strength: SecondaryPage, Link: "https://camcops.readthedocs.io"},
		{ID: "M4", Document: "clincalc", Organisation: "clincalc", Strength: SecondaryPage},
		{ID: "M5", Document: "PHQ-2, GAD-2 and K6 screening accuracy, abstract", Organisation: "Macquarie University", Section: siteOnly, Strength: Study, Link: "https://researchers.mq.edu.au"},
		{ID: "M6", Document: "CORE scoring and missing data", Organisation: "CORE System Trust", Section: siteOnly, Strength: Owner, Link: "https://www.coresystemtrust.org.uk"},
		{ID: "M7", Document: "CORE-10 score bands (5b-2)", Organisation: "SOCAS resource hub", Strength: SecondaryPage},
		{ID: "M8", Document: "Use of the Kessler Psychological Distress Scale, 4817.0.55.001", Organisation: "Australian Bureau of Statistics", Section: siteOnly, Strength: Official, Link: "https://www.abs.gov.au"},
		{ID: "M9", Document: "WHO-5 well-being index", Organisation: "CORC", Section: siteOnly, Strength: SecondaryPage, Link: "https://www.corc.uk.net"},
		{ID: "M10", Document: "WHO-5 interpretation", Organisation: "Valant", Section: siteOnly, Strength: SecondaryPage, Link: "https://www.valant.io"},
		{ID: "M11", Document: "Depression Anxiety Stress Scale 21", Organisation: "University of Wisconsin-Madison, ARC", Strength: SecondaryPage, Link: "https://arc.psych.wisc.edu/self-report/depression-anxiety-stress-scale-21-dass21/"},
		{ID: "M12", Document: "PMC10560014", Section: "table 1, scoring and interpretation of DASS-21", Strength: Study, Link: "https://pmc.ncbi.nlm.nih.gov/articles/PMC10560014/table/tbl1"},
		{ID: "M13", Document: "PCL-5 scoring and interpretation", Organisation: "comorbidityguidelines.org.au", Section: siteOnly, Strength: SecondaryPage, Link: "https://comorbidityguidelines.org.au"},
		{ID: "M14", Document: "The Insomnia Severity Index: psychometric indicators, abstract", Organisation: "Morin and others", Year: 2011, Strength: Study},
		{ID: "M15", Document: "Social Phobia Inventory, quoting Connor and others 2000", Organisation: "mrcpsych.uk", Year: 2000, Strength: Study},
		{ID: "M16", Document: "Mini-SPIN", Organisation: "Psych Congress", Strength: SecondaryPage},
		{ID: "M17", Document: "Calculating clinically significant change in postnatal depression studies using the EPDS, doi 10.1016/S0165-0327(02)00313-0", Organisation: "Matthey", Year: 2004, Strength: Study, Link: "https://doi.org/10.1016/S0165-0327(02)00313-0"},
		{ID: "M18", Document: "GAD-7 reliable change, doi 10.5964/pch.v8i1.309, abstract", Organisation: "Bischoff and others", Year: 2020, Strength: Study, Link: "https://doi.org/10.5964/pch.v8i1.309"},
		{ID: "M19", Document: "Bio-protocol 8941227", Organisation: "Bio-protocol", Strength: Study},
		{ID: "M20", Document: "WSAS bands, quoting Mundt and others 2002", Organisation: "secondary page", Year: 2002, Strength: SecondaryPage},
		{ID: "M21", Document: "OCI-R severity, quoting Abramovitch and others 2020", Organisation: "oskarflygare.com", Year: 2020, Section: siteOnly, Strength: SecondaryPage, Link: "https://oskarflygare.com"},
		{ID: "M22", Document: "BMC Psychiatry s12888-022-04367-3", Organisation: "BMC Psychiatry", Year: 2022, Strength: Study, Link: "https://doi.org/10.1186/s12888-022-04367-3"},
		{ID: "M23", Document: "phqscreeners.com terms, quoted by CamCOPS", Organisation: "Pfizer", Section: siteOnly, Strength: Owner, Link: "https://www.phqscreeners.com"},
		{ID: "M24", Document: "PHQ-2 accuracy, PMC2906530", Strength: Study, Link: "https://pmc.ncbi.nlm.nih.gov/articles/PMC2906530/"},
		{ID: "M25", Document: "WAI-SR keying, two pages that agree", Organisation: "secondary pages", Strength: SecondaryPage},
		{ID: "M26", Document: "book front matter, Gaskell", Organisation: "Royal College of Psychiatrists", Year: 2003, Strength: Owner},
		{ID: "M27", Document: "ISI distribution terms", Organisation: "Mapi Research Trust", Section: siteOnly, Strength: Owner, Link: "https://eprovide.mapi-trust.org"},
		{ID: "M28", Document: "ISI bands", Organisation: "pubcompare", Strength: SecondaryPage},
		{ID: "M29", Document: "SPIN bands", Organisation: "cds-platform", Strength: SecondaryPage},
		{ID: "M30", Document: "PCL-5, change of 10 points", Organisation: "QxMD", Strength: SecondaryPage},
		{ID: "M31", Document: "Alcohol: definitions", Organisation: "City and Hackney, joint strategic needs assessment", Section: "AUDIT-C", Strength: Official, Link: "https://hackneyjsna.org.uk/articles/lifestyle-behaviour/alcohol/definitions/"},
		{ID: "M32", Document: "NHS Talking Therapies annual report metadata, technical construction", Organisation: "NHS England", Strength: Official},
		{ID: "M33", Document: "CORE terms, quoted by CamCOPS", Organisation: "CORE IMS", Strength: Owner},
		{ID: "M34", Document: "ptsd.va.gov, quoted by CamCOPS", Organisation: "US Department of Veterans Affairs", Strength: Owner},
		{ID: "M35", Document: "Patient Health Questionnaire-4 (PHQ-4), common data element report F2495", Organisation: "NINDS", Strength: Official, Link: "https://www.commondataelements.ninds.nih.gov/ReportViewer.aspx?/nindscdereports/rptNOC&rs:Command=Render&rc:Parameters=false&crfID=F2495"},
		{ID: "M36", Document: "The Primary Care PTSD Screen for DSM-5 (PC-PTSD-5): development and evaluation within a veteran primary care sample, PMC5023594", Organisation: "Prins and others", Section: "appendix", Year: 2016, Strength: Study, Link: "https://pmc.ncbi.nlm.nih.gov/articles/PMC5023594"},
		{ID: "M37", Document: "Diagnostic accuracy and acceptability of the Primary Care PTSD Screen for DSM-5 among US veterans, PMC7862990", Organisation: "Bovin and others", Section: "key points", Year: 2021, Strength: Study, Link: "https://pmc.ncbi.nlm.nih.gov/articles/PMC7862990"},
		{ID: "M38", Document: "DAST-10: scoring and interpretation, appendix W", Organisation: "comorbidityguidelines.org.au", Section: "table 69", Strength: SecondaryPage, Link: "https://comorbidityguidelines.org.au/appendix-w-drug-abuse-screening-test-dast10/dast10-scoring-and-interpretation"},
		{ID: "M39", Document: "CamCOPS task documentation, DAST: terms of the owner, quoted", Organisation: "University of Cambridge", Section: "intellectual property rights", Strength: SecondaryPage, Link: "https://camcops.readthedocs.io/en/latest/tasks/dast.html"},
		{ID: "M40", Document: "Patient Health Questionnaire: physical symptoms (PHQ-15)", Organisation: "Blueprint", Section: "summary of scoring", Strength: SecondaryPage, Link: "https://ebchelp.blueprint.ai/en/articles/9939595-patient-health-questionnaire-physical-symptoms-phq-15"},
		{ID: "M41", Document: "CamCOPS task documentation, GDS-15: terms of the owner, quoted", Organisation: "University of Cambridge", Section: "intellectual property rights", Strength: SecondaryPage, Link: "https://camcops.readthedocs.io/en/latest/tasks/gds.html"},
		{ID: "M42", Document: "Geriatric Depression Scale (short form), scoring instructions", Organisation: "documentine.com", Strength: SecondaryPage, Link: "https://online.documentine.com/family-child-care-providers-websites/1/geriatric-depression-scale-short-form.html"},
		{ID: "M43", Document: "Transparency about the outcomes of mental health services (IAPT approach), PMC5942544", Organisation: "Clark and others", Section: "table 2", Year: 2018, Strength: Study, Link: "https://pmc.ncbi.nlm.nih.gov/articles/PMC5942544/"},
		{ID: "M44", Document: "CamCOPS strings of the PHQ and GAD forms, quoting the owner's forms", Organisation: "University of Cambridge", Section: "server/camcops_server/extra_strings", Strength: SecondaryPage, Link: "https://github.com/ucam-department-of-psychiatry/camcops"},
		{ID: "M45", Document: "PTSD Checklist for DSM-5 (PCL-5), form of 11 April 2018, copy", Organisation: "US Department of Veterans Affairs", Year: 2018, Strength: Owner, Link: "https://vdocuments.us/past-week-version-veterans-affairs.html", Secondary: true},
		{ID: "M46", Document: "PCL-5, statement that it is in the public domain and not copyrighted", Organisation: "mhscales.com", Strength: SecondaryPage, Link: "https://mhscales.com/pcl5"},
	}
}
