// Command enumgen writes the methods of closed vocabularies, so that nobody has to
// write or read them. It looks for tables that are marked with a names directive,
//
//	//enum:names Pace
//	var paceNames = [numPaces]string{Steady: "steady", Brisk: "brisk"}
//
// and gives the type Pace the methods Valid, String, AppendText, MarshalText and
// UnmarshalText, over [github.com/therapykit/therapykit/therapy.Names]. They go into the
// file names_gen.go of the same folder.
//
//	go run github.com/therapykit/therapykit/therapy/enumgen [folder ...]
//
// Without arguments it works on the current folder. It is for this module and for
// those who add vocabularies of their own.
package main

import (
	"fmt"
	"os"
)

func main() {
	folders := os.Args[1:]
	if len(folders) == 0 {
		folders = []string{"."}
	}
	for _, folder := range folders {
		if err := write(folder); err != nil {
			fmt.Fprintln(os.Stderr, "enumgen:", err)
			os.Exit(1)
		}
	}
}
