// Command enumgen writes the methods of closed vocabularies, so that they need not be written or
// reviewed by hand. It searches for tables with a names directive,
//
//	//enum:names Pace
//	var paceNames = [numPaces]string{Steady: "steady", Brisk: "brisk"}
//
// and generates the methods Valid, String, AppendText, MarshalText and UnmarshalText for the
// type Pace. They use github.com/therapykit/therapykit/therapy.Names. They are written to the
// file names_gen.go of the same folder.
//
//	go run github.com/therapykit/therapykit/therapy/enumgen [folder ...]
//
// Without arguments it works on the current folder. It is for this module and for programs
// with their own vocabularies.
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
