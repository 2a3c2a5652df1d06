"""Some lines of Go that check a log proof with the Go authors' own packages (golang.org/x/mod).

For whoever does not trust this program: a bundle's page shows them, and no check rests on them.
"""

# c2sp.org/tlog-proof: a head of lines, the index and the path among them, a blank line, the
# checkpoint. `note.Open` checks the signature, `tlog.CheckRecord` the path to the root.
_PROGRAM = """\
package main

import (
    "encoding/base64"
    "fmt"
    "log"
    "os"
    "strings"

    "golang.org/x/mod/sumdb/note"
    "golang.org/x/mod/sumdb/tlog"
)

func must[T any](value T, err error) T {
    if err != nil {
        log.Fatal(err)
    }
    return value
}

func hash(text string) (h tlog.Hash) {
    copy(h[:], must(base64.StdEncoding.Strict().DecodeString(text)))
    return h
}

func main() {
    key := note.VerifierList(must(note.NewVerifier(os.Args[1])))
    head, signed, _ := strings.Cut(string(must(os.ReadFile(os.Args[2]))), "\\n\\n")
    entry := must(os.ReadFile(os.Args[3]))

    var origin, root string
    var size, index int64
    text := must(note.Open([]byte(signed), key)).Text
    must(fmt.Sscanf(text, "%s\\n%d\\n%s\\n", &origin, &size, &root))
    var path tlog.RecordProof
    for _, line := range strings.Split(head, "\\n")[1:] {
        if count, _ := fmt.Sscanf(line, "index %d", &index); count == 0 {
            path = append(path, hash(line))
        }
    }
    err := tlog.CheckRecord(path, size, hash(root), index, tlog.RecordHash(entry))
    must(0, err)
    fmt.Println("entry", index, "of", size, "in the signed log", origin)
}
"""


def go_lines(proof: str, entry: str) -> str:
    """Return what to type: the program into a file, and its run on a proof and an entry."""
    run = f'GO111MODULE=off GOPATH=/usr/share/gocode go run check.go "$VKEY" {proof} {entry}'
    return f"cat > check.go <<'END'\n{_PROGRAM}END\n{run}"
