// Go's own transparency log (golang.org/x/mod/sumdb) as a peer: what the tests ask for its opinion and the benchmark for its time.
// It reads commands from standard input, a line each, and answers each with a line; an answer that begins with "error " says why not.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"strings"
)

func main() {
	commands := map[string]func([]string) (string, error){
		"leaf": addLeaf, "clear": clearLeaves, "root": root, "prove": prove, "check": check, "prove-tree": proveTree, "check-tree": checkTree,
		"tile": tile, "sign": sign, "open": open,
		"append": appendBatches, "rebuild": rebuild,
	}
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriter(os.Stdout)
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		words := strings.Fields(line)
		answer, err := "", errors.New("no such command")
		if command := commands[words[0]]; command != nil {
			answer, err = command(words[1:])
		}
		if err != nil {
			answer = "error " + strings.ReplaceAll(err.Error(), "\n", " ")
		}
		fmt.Fprintln(out, answer)
		if in.Buffered() == 0 {
			out.Flush()
		}
	}
}
