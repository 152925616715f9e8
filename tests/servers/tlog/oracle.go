package main

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// The log that the commands speak of: all its hashes in the order of tlog.StoredHashIndex.
var (
	stored hashes
	leaves int64
)

type hashes []tlog.Hash

func (h hashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	found := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		found[i] = h[index]
	}
	return found, nil
}

// leaf HEX (or "leaf" alone for an empty one)
func addLeaf(words []string) (string, error) {
	data, err := hex.DecodeString(strings.Join(words, ""))
	if err != nil {
		return "", err
	}
	more, err := tlog.StoredHashes(leaves, data, stored)
	if err != nil {
		return "", err
	}
	stored = append(stored, more...)
	leaves++
	return "ok", nil
}

func clearLeaves([]string) (string, error) {
	stored, leaves = nil, 0
	return "ok", nil
}

// root SIZE
func root(words []string) (string, error) {
	n, err := numbers(words)
	if err != nil {
		return "", err
	}
	hash, err := tlog.TreeHash(n[0], stored)
	return hash.String(), err
}

// prove SIZE INDEX
func prove(words []string) (string, error) {
	n, err := numbers(words)
	if err != nil {
		return "", err
	}
	proof, err := tlog.ProveRecord(n[0], n[1], stored)
	return spell(proof), err
}

// check SIZE INDEX ROOT LEAFHASH PROOF...
func check(words []string) (string, error) {
	n, err := numbers(words[:2])
	if err != nil {
		return "", err
	}
	given, err := parse(words[2:])
	if err != nil {
		return "", err
	}
	return "ok", tlog.CheckRecord(tlog.RecordProof(given[2:]), n[0], given[0], n[1], given[1])
}

// prove-tree SIZE OLDSIZE
func proveTree(words []string) (string, error) {
	n, err := numbers(words)
	if err != nil {
		return "", err
	}
	proof, err := tlog.ProveTree(n[0], n[1], stored)
	return spell(proof), err
}

// check-tree SIZE OLDSIZE ROOT OLDROOT PROOF...
func checkTree(words []string) (string, error) {
	n, err := numbers(words[:2])
	if err != nil {
		return "", err
	}
	given, err := parse(words[2:])
	if err != nil {
		return "", err
	}
	return "ok", tlog.CheckTree(tlog.TreeProof(given[2:]), n[0], given[0], n[1], given[1])
}

// tile LEVEL INDEX WIDTH: its path without the height, and its bytes
func tile(words []string) (string, error) {
	n, err := numbers(words)
	if err != nil {
		return "", err
	}
	t := tlog.Tile{H: 8, L: int(n[0]), N: n[1], W: int(n[2])}
	data, err := tlog.ReadTileData(t, stored)
	return strings.Replace(t.Path(), "tile/8/", "tile/", 1) + " " + base64.StdEncoding.EncodeToString(data), err
}

// sign SIGNERKEY TEXT: a note, in base64 as the text
func sign(words []string) (string, error) {
	signer, err := note.NewSigner(words[0])
	if err != nil {
		return "", err
	}
	text, err := base64.StdEncoding.DecodeString(words[1])
	if err != nil {
		return "", err
	}
	signed, err := note.Sign(&note.Note{Text: string(text)}, signer)
	return base64.StdEncoding.EncodeToString(signed), err
}

// open NOTE VERIFIERKEY...: the names of those whose signatures hold
func open(words []string) (string, error) {
	text, err := base64.StdEncoding.DecodeString(words[0])
	if err != nil {
		return "", err
	}
	var known []note.Verifier
	for _, key := range words[1:] {
		verifier, err := note.NewVerifier(key)
		if err != nil {
			return "", err
		}
		known = append(known, verifier)
	}
	opened, err := note.Open(text, note.VerifierList(known...))
	if err != nil {
		return "", err
	}
	var names []string
	for _, signature := range opened.Sigs {
		names = append(names, signature.Name)
	}
	return strings.Join(names, " "), nil
}

func numbers(words []string) ([]int64, error) {
	var found []int64
	for _, word := range words {
		n, err := strconv.ParseInt(word, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("no number: %s", word)
		}
		found = append(found, n)
	}
	return found, nil
}

func parse(words []string) ([]tlog.Hash, error) {
	var found []tlog.Hash
	for _, word := range words {
		hash, err := tlog.ParseHash(word)
		if err != nil {
			return nil, err
		}
		found = append(found, hash)
	}
	return found, nil
}

func spell(proof []tlog.Hash) string {
	words := make([]string, len(proof))
	for i, hash := range proof {
		words[i] = hash.String()
	}
	return strings.Join(words, " ")
}
