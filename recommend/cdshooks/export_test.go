package cdshooks

// Summary is tested on its own.
var Summary = summary
