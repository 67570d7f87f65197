//go:build !unix

package main

// freeOn is not asked elsewhere: the system itself warns of a full disk.
func freeOn(string) (uint64, error) { return 1 << 62, nil }
