//go:build !unix

package backup

import (
	"path/filepath"
	"strings"
)

// Free is not asked elsewhere: the system itself warns of a full disk.
func Free(string) (uint64, error) { return 1 << 62, nil }

// SameDisk compares the drive letters.
func SameDisk(a, b string) bool {
	x, _ := filepath.Abs(a)
	y, _ := filepath.Abs(b)
	return strings.EqualFold(filepath.VolumeName(x), filepath.VolumeName(y))
}
