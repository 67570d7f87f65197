//go:build unix

package backup

import (
	"os"
	"syscall"
)

// Free is how many bytes a program may still write to a folder's disk.
func Free(dir string) (uint64, error) {
	var s syscall.Statfs_t
	err := syscall.Statfs(dir, &s)
	return uint64(s.Bavail) * uint64(s.Bsize), err //nolint:unconvert // the types differ by system
}

// SameDisk reports whether two folders lie on one disk, as far as the system
// tells: a copy there is no second copy.
func SameDisk(a, b string) bool {
	x, err1 := os.Stat(a)
	y, err2 := os.Stat(b)
	if err1 != nil || err2 != nil {
		return true
	}
	s, ok1 := x.Sys().(*syscall.Stat_t)
	t, ok2 := y.Sys().(*syscall.Stat_t)
	return !ok1 || !ok2 || s.Dev == t.Dev
}
