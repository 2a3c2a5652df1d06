// Makes a log of three entries with golang.org/x/mod alone: vkey, checkpoint, proof of entry 1 and the entry.
package main

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func main() {
	folder := os.Args[1]
	write := func(name string, data []byte) { must(os.WriteFile(filepath.Join(folder, name), data, 0o644)) }
	private, public, err := note.GenerateKey(rand.Reader, "go.example/log")
	must(err)
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(at []int64) (out []tlog.Hash, err error) {
		for _, i := range at {
			out = append(out, stored[i])
		}
		return out, nil
	})
	entries := [][]byte{[]byte("first"), []byte("second"), []byte("third")}
	for i, entry := range entries {
		hashes, err := tlog.StoredHashes(int64(i), entry, reader)
		must(err)
		stored = append(stored, hashes...)
	}
	root, err := tlog.TreeHash(3, reader)
	must(err)
	signer, err := note.NewSigner(private)
	must(err)
	text := fmt.Sprintf("go.example/log\n3\n%s\n", root)
	signed, err := note.Sign(&note.Note{Text: text}, signer)
	must(err)
	path, err := tlog.ProveRecord(3, 1, reader)
	must(err)
	var proof bytes.Buffer
	fmt.Fprintf(&proof, "c2sp.org/tlog-proof@v1\nindex 1\n")
	for _, hash := range path {
		fmt.Fprintf(&proof, "%s\n", hash)
	}
	fmt.Fprintf(&proof, "\n%s", signed)
	write("vkey", []byte(public))
	write("checkpoint", signed)
	write("proof", proof.Bytes())
	write("entry", entries[1])
}
