package measure

// siteOnly goes into the section of a source whose link is the front page of a
// site: the collection names the site, but not the page within it.
const siteOnly = "link to the site only, the page was not recorded"

// The documents behind the tables of this package. They are transcribed from the
// project's collection of measures, which says for each fact where it was read
// and whether that was an official text or somebody else's page; they have not
// been read again one by one; srcHackney alone was looked up for its row. Where
// the collection gives no address there is no link.
var (
	srcLOINC     = Source{Document: "LOINC", Organisation: "Regenstrief Institute", Section: siteOnly, Strength: Official, Link: "https://loinc.org"}
	srcSaunders  = Source{Document: "PMC8411661", Organisation: "PubMed Central", Section: "table 1", Strength: Study, Link: "https://pmc.ncbi.nlm.nih.gov/articles/PMC8411661/"}
	srcCamCOPS   = Source{Document: "CamCOPS task documentation", Organisation: "University of Cambridge", Section: siteOnly, Strength: Independent, Link: "https://camcops.readthedocs.io"}
	srcClincalc  = Source{Document: "clincalc", Organisation: "clincalc", Strength: Independent}
	srcMQ        = Source{Document: "PHQ-2, GAD-2 and K6 screening accuracy, abstract", Organisation: "Macquarie University", Section: siteOnly, Strength: Study, Link: "https://researchers.mq.edu.au"}
	srcCST       = Source{Document: "CORE scoring and missing data", Organisation: "CORE System Trust", Section: siteOnly, Strength: Owner, Link: "https://www.coresystemtrust.org.uk"}
	srcSOCAS     = Source{Document: "CORE-10 score bands (5b-2)", Organisation: "SOCAS resource hub", Strength: Independent}
	srcABS       = Source{Document: "Use of the Kessler Psychological Distress Scale, 4817.0.55.001", Organisation: "Australian Bureau of Statistics", Section: siteOnly, Strength: Official, Link: "https://www.abs.gov.au"}
	srcWHO5      = Source{Document: "WHO-5 well-being index", Organisation: "CORC", Section: siteOnly, Strength: Independent, Link: "https://www.corc.uk.net"}
	srcValant    = Source{Document: "WHO-5 interpretation", Organisation: "Valant", Section: siteOnly, Strength: Independent, Link: "https://www.valant.io"}
	srcDASSKey   = Source{Document: "Depression Anxiety Stress Scale 21", Organisation: "University of Wisconsin-Madison, ARC", Strength: Independent, Link: "https://arc.psych.wisc.edu/self-report/depression-anxiety-stress-scale-21-dass21/"}
	srcDASSBands = Source{Document: "PMC10560014", Section: "table 1, scoring and interpretation of DASS-21", Strength: Study, Link: "https://pmc.ncbi.nlm.nih.gov/articles/PMC10560014/table/tbl1"}
	srcPCL       = Source{Document: "PCL-5 scoring and interpretation", Organisation: "comorbidityguidelines.org.au", Section: siteOnly, Strength: Independent, Link: "https://comorbidityguidelines.org.au"}
	srcMorin     = Source{Document: "The Insomnia Severity Index: psychometric indicators, abstract", Organisation: "Morin and others", Year: 2011, Strength: Study}
	srcConnor    = Source{Document: "Social Phobia Inventory, quoting Connor and others 2000", Organisation: "mrcpsych.uk", Year: 2000, Strength: Study}
	srcMiniSPIN  = Source{Document: "Mini-SPIN", Organisation: "Psych Congress", Strength: Independent}
	srcMatthey   = Source{Document: "Calculating clinically significant change in postnatal depression studies using the EPDS, doi 10.1016/S0165-0327(02)00313-0", Organisation: "Matthey", Year: 2004, Strength: Study, Link: "https://doi.org/10.1016/S0165-0327(02)00313-0"}
	srcBischoff  = Source{Document: "GAD-7 reliable change, doi 10.5964/pch.v8i1.309, abstract", Organisation: "Bischoff and others", Year: 2020, Strength: Study, Link: "https://doi.org/10.5964/pch.v8i1.309"}
	srcYBOCS     = Source{Document: "Bio-protocol 8941227", Organisation: "Bio-protocol", Strength: Study}
	srcMundt     = Source{Document: "WSAS bands, quoting Mundt and others 2002", Organisation: "secondary page", Year: 2002, Strength: Independent}
	srcOCIR      = Source{Document: "OCI-R severity, quoting Abramovitch and others 2020", Organisation: "oskarflygare.com", Year: 2020, Section: siteOnly, Strength: Independent, Link: "https://oskarflygare.com"}
	srcHAI       = Source{Document: "BMC Psychiatry s12888-022-04367-3", Organisation: "BMC Psychiatry", Year: 2022, Strength: Study, Link: "https://doi.org/10.1186/s12888-022-04367-3"}
	srcPHQTerms  = Source{Document: "phqscreeners.com terms, quoted by CamCOPS", Organisation: "Pfizer", Section: siteOnly, Strength: Owner, Link: "https://www.phqscreeners.com"}
	srcPHQ2      = Source{Document: "PHQ-2 accuracy, PMC2906530", Strength: Study, Link: "https://pmc.ncbi.nlm.nih.gov/articles/PMC2906530/"}
	srcWAI       = Source{Document: "WAI-SR keying, two pages that agree", Organisation: "secondary pages", Strength: Independent}
	srcEPDSTerms = Source{Document: "book front matter, Gaskell", Organisation: "Royal College of Psychiatrists", Year: 2003, Strength: Owner}
	srcMapi      = Source{Document: "ISI distribution terms", Organisation: "Mapi Research Trust", Section: siteOnly, Strength: Owner, Link: "https://eprovide.mapi-trust.org"}
	srcISIBands  = Source{Document: "ISI bands", Organisation: "pubcompare", Strength: Independent}
	srcSPINBands = Source{Document: "SPIN bands", Organisation: "cds-platform", Strength: Independent}
	srcPCLChange = Source{Document: "PCL-5, change of 10 points", Organisation: "QxMD", Strength: Independent}
	srcHackney   = Source{Document: "Alcohol: definitions", Organisation: "City and Hackney, joint strategic needs assessment", Section: "AUDIT-C", Strength: Official, Link: "https://hackneyjsna.org.uk/articles/lifestyle-behaviour/alcohol/definitions/"}
	srcNHSMeta   = Source{Document: "NHS Talking Therapies annual report metadata, technical construction", Organisation: "NHS England", Strength: Official}
)
