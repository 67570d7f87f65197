package page

import (
	"fmt"
	"os"
)

// build tells one program from the next, so that a new one never answers "not
// modified" for a page of the old.
var build = func() string {
	path, err := os.Executable()
	if err != nil {
		return ""
	}
	info, err := os.Stat(path)
	if err != nil {
		return ""
	}
	return fmt.Sprint(info.Size(), info.ModTime().UnixMilli())
}()
