//go:build unix

package main

import "syscall"

// freeOn is how many bytes a program may still write to a folder's disk.
func freeOn(dir string) (uint64, error) {
	var s syscall.Statfs_t
	err := syscall.Statfs(dir, &s)
	return uint64(s.Bavail) * uint64(s.Bsize), err
}
