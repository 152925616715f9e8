package main

import (
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// append DIRECTORY BATCHES BATCH SIZE: durable appends as a log on this library does them. Each batch is its records, their hashes and a
// signed tree head, each in a file of its own that is flushed to the disk. Answers with nanoseconds.
func appendBatches(words []string) (string, error) {
	n, err := numbers(words[1:])
	if err != nil {
		return "", err
	}
	batches, batch, size := int(n[0]), int(n[1]), int(n[2])
	folder, err := os.MkdirTemp(words[0], "tlog-")
	if err != nil {
		return "", err
	}
	var files [3]*os.File
	for i, name := range []string{"records", "hashes", "head"} {
		if files[i], err = os.Create(filepath.Join(folder, name)); err != nil {
			return "", err
		}
		defer files[i].Close()
	}
	key, _, err := note.GenerateKey(rand.Reader, "peer.example/log")
	if err != nil {
		return "", err
	}
	signer, err := note.NewSigner(key)
	if err != nil {
		return "", err
	}
	record := make([]byte, size)
	rand.Read(record)
	kept := make(hashes, 0, 2*batches*batch+64)

	begun := time.Now()
	for b := 0; b < batches; b++ {
		first := len(kept)
		records := make([]byte, 0, batch*(size+2))
		for i := 0; i < batch; i++ {
			number := int64(b*batch + i)
			binary.BigEndian.PutUint64(record, uint64(number))
			records = append(append(records, byte(size>>8), byte(size)), record...)
			more, err := tlog.StoredHashes(number, record, kept)
			if err != nil {
				return "", err
			}
			kept = append(kept, more...)
		}
		written := make([]byte, 0, tlog.HashSize*(len(kept)-first))
		for _, hash := range kept[first:] {
			written = append(written, hash[:]...)
		}
		top, err := tlog.TreeHash(int64((b+1)*batch), kept)
		if err != nil {
			return "", err
		}
		head, err := note.Sign(&note.Note{Text: fmt.Sprintf("peer.example/log\n%d\n%s\n", (b+1)*batch, top)}, signer)
		if err != nil {
			return "", err
		}
		for i, bytes := range [][]byte{records, written, head} {
			if i < 2 {
				_, err = files[i].Write(bytes)
			} else {
				_, err = files[i].WriteAt(bytes, 0)
			}
			if err == nil {
				err = files[i].Sync()
			}
			if err != nil {
				return "", err
			}
		}
	}
	return fmt.Sprint(time.Since(begun).Nanoseconds()), nil
}

// rebuild DIRECTORY SIZE: the tree over the entries of an exported log (C2SP tlog-tiles), from its bundles on disk. Answers with
// nanoseconds and the root.
func rebuild(words []string) (string, error) {
	n, err := numbers(words[1:])
	if err != nil {
		return "", err
	}
	begun := time.Now()
	size, kept := n[0], make(hashes, 0, 2*n[0]+64)
	for at := int64(0); at < size; {
		width := size - at
		if width > 256 {
			width = 256
		}
		path := tlog.Tile{H: 8, L: -1, N: at / 256, W: int(width)}.Path()
		bundle, err := os.ReadFile(filepath.Join(words[0], "tile/entries", path[len("tile/8/data/"):]))
		if err != nil {
			return "", err
		}
		for ; width > 0; width-- {
			length := int(binary.BigEndian.Uint16(bundle))
			more, err := tlog.StoredHashes(at, bundle[2:2+length], kept)
			if err != nil {
				return "", err
			}
			kept, bundle, at = append(kept, more...), bundle[2+length:], at+1
		}
	}
	top, err := tlog.TreeHash(size, kept)
	return fmt.Sprintf("%d %s", time.Since(begun).Nanoseconds(), top), err
}
