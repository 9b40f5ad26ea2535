package fhir

// PublishedResources returns the published definitions as the code states them, by file name.
func PublishedResources() map[string]*Node {
	out := map[string]*Node{}
	for _, s := range ownSystems() {
		system, set := s.Resources()
		out["CodeSystem-"+s.Name+".json"], out["ValueSet-"+s.Name+".json"] = system, set
	}
	for _, x := range ownExtensions() {
		n := x.resource()
		out["StructureDefinition-"+n.Get("id").Text()+".json"] = n
	}
	return out
}
